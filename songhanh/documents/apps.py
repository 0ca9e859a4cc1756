"""The documents slice."""

from django.apps import AppConfig


class DocumentsApp(AppConfig):
    """Official documents."""

    name = "songhanh.documents"
    label = "documents"
