"""Addresses of the core: one's own settings, keeping a session awake."""

from django.urls import path

from songhanh.core.views import profile

app_name = "core"
urlpatterns = [
    path("profile/", profile.edit, name="profile"),
    path("stay/", profile.stay, name="stay"),
]
