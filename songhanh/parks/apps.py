"""The parks slice."""

from django.apps import AppConfig


class ParksApp(AppConfig):
    """Industrial parks and their plots."""

    name = "songhanh.parks"
    label = "parks"
