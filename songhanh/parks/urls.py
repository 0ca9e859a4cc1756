"""Addresses of parks, under parks/."""

from django.urls import path

from songhanh.parks.views import authority

app_name = "parks"
urlpatterns = [
    path("", authority.park_list, name="list"),
    path("add/", authority.add, name="add"),
    path("<slug:code>/change/", authority.change, name="change"),
]
