"""The presence slice."""

from django.apps import AppConfig


class PresenceApp(AppConfig):
    """Rosters, who is inside, the days of presence."""

    name = "songhanh.presence"
    label = "presence"
