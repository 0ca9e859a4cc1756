"""The core's addresses and this slice's, as the product puts them together."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("songhanh.core.urls_accounts")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("songhanh.core.urls")),
    path("", include("songhanh.people.urls")),
]
handler404 = "songhanh.core.views.errors.not_found"
