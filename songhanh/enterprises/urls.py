"""Addresses of the register."""

from django.urls import path

from songhanh.enterprises.views import authority

app_name = "enterprises"
urlpatterns = [
    path("", authority.enterprise_list, name="list"),
    path("add/", authority.add, name="add"),
    path("<slug:code>/", authority.enterprise_page, name="enterprise"),
    path("<slug:code>/change/", authority.change, name="change"),
    path("<slug:code>/move/", authority.move, name="move"),
    path("<slug:code>/close/", authority.close, name="close"),
    path("<slug:code>/assign/", authority.assign, name="assign"),
]
