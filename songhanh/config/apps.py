"""The commands of the whole product live here."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Settings, addresses, commands."""

    name = "songhanh.config"
    label = "config"
