"""Addresses of presence: who is inside, rosters, days."""

from django.urls import path

from songhanh.presence.views import inside

app_name = "presence"
urlpatterns = [
    path("", inside.inside_page, name="inside"),
]
