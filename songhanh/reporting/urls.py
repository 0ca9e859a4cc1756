"""Addresses of reporting; forms and periods stand in the address."""

from django.urls import path

from songhanh.reporting.views import consolidations, figures

app_name = "reporting"
urlpatterns = [
    # Figures and consolidations
    path("figures/<slug:code>/", figures.figure, name="figure"),
    path("consolidations/", consolidations.consolidations, name="consolidations"),
    path("consolidations/<uuid:uuid>/", consolidations.consolidation, name="consolidation"),
    path("consolidations/<uuid:uuid>/edit/", consolidations.edit, name="consolidation_edit"),
    path("consolidations/<uuid:uuid>/submit/", consolidations.submit, name="consolidation_submit"),
    path("consolidations/<uuid:uuid>/approve/", consolidations.approve, name="consolidation_approve"),
    path("consolidations/<uuid:uuid>/return/", consolidations.send_back, name="consolidation_return"),
    path("consolidations/<uuid:uuid>/file/<slug:form>/", consolidations.download, name="consolidation_file"),
    path(
        "consolidations/<uuid:uuid>/figures/<slug:code>/",
        figures.consolidation_figure,
        name="consolidation_figure",
    ),
]
