"""The epidemic slice."""

from django.apps import AppConfig


class EpidemicApp(AppConfig):
    """Cases, sealed tracing runs, logged readings."""

    name = "songhanh.epidemic"
    label = "epidemic"
