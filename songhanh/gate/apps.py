"""The gate slice."""

from django.apps import AppConfig


class GateApp(AppConfig):
    """Passes, gates, devices, places, gate rules."""

    name = "songhanh.gate"
    label = "gate"
