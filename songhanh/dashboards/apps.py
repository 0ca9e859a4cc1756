"""The dashboards slice."""

from django.apps import AppConfig


class DashboardsApp(AppConfig):
    """Home pages."""

    name = "songhanh.dashboards"
    label = "dashboards"
