"""Every address: the first segment is the slice that owns the page."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("songhanh.core.urls_accounts")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("songhanh.core.urls")),
    path("reporting/", include("songhanh.reporting.urls")),
]
