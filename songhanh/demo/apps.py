"""The demo slice."""

from django.apps import AppConfig


class DemoApp(AppConfig):
    """The demo authority."""

    name = "songhanh.demo"
    label = "demo"
