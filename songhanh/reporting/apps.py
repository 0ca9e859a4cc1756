"""The reporting slice."""

from django.apps import AppConfig


class ReportingApp(AppConfig):
    """From a report form to the dual-goal report."""

    name = "songhanh.reporting"
    label = "reporting"
