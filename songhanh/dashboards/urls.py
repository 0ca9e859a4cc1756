"""Addresses of the home pages."""

from django.urls import path

from songhanh.dashboards.views import enterprise, home, queue, start, today

app_name = "dashboards"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", enterprise.desk, name="desk"),
    path("today/", today.today, name="today"),
    path("start/", start.start, name="start"),
    path("queue/", queue.queue, name="queue"),
]
