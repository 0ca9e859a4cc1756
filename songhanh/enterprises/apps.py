"""The enterprises slice."""

from django.apps import AppConfig


class EnterprisesApp(AppConfig):
    """Enterprises, projects, certificates, contacts, officers in charge."""

    name = "songhanh.enterprises"
    label = "enterprises"
