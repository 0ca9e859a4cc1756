"""Addresses of parks, under parks/."""

from django.urls import path

from songhanh.parks.views import authority, plots

app_name = "parks"
urlpatterns = [
    path("", authority.park_list, name="list"),
    path("add/", authority.add, name="add"),
    path("plots/", plots.plot_list, name="plots"),
    path("plots/add/", plots.add, name="plot-add"),
    path("plots/<uuid:uuid>/change/", plots.change, name="plot-change"),
    path("plots/<uuid:uuid>/withdraw/", plots.withdraw, name="plot-withdraw"),
    path("<slug:code>/change/", authority.change, name="change"),
]
