"""Addresses of reporting; forms and periods stand in the address."""

from django.urls import path

from songhanh.reporting.views import figures

app_name = "reporting"
urlpatterns = [
    # Figures and consolidations
    path("figures/<slug:code>/", figures.figure, name="figure"),
    path(
        "consolidations/<uuid:uuid>/figures/<slug:code>/",
        figures.consolidation_figure,
        name="consolidation_figure",
    ),
]
