"""The people slice."""

from django.apps import AppConfig


class PeopleApp(AppConfig):
    """Persons and their employment."""

    name = "songhanh.people"
    label = "people"
