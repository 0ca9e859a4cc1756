"""Addresses of the epidemic: cases, runs, what was handed over."""

from django.urls import path

from songhanh.epidemic.views import runs

app_name = "epidemic"
urlpatterns = [
    path("runs/", runs.run_list, name="runs"),
    path("runs/<uuid:uuid>/", runs.run_page, name="run"),
]
