"""Every address: the first segment is the slice that owns the page."""

from django.urls import URLPattern, URLResolver, include, path

from songhanh.config.api import api
from songhanh.config.api_page import api_page
from songhanh.config.search.page import search_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("songhanh.core.urls_accounts")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", api_page, name="api-page"),
    path("api/v1/", api.urls),
    path("search/", search_page, name="search"),
    path("", include("songhanh.core.urls")),
    path("", include("songhanh.dashboards.urls")),
    path("parks/", include("songhanh.parks.urls")),
    path("enterprises/", include("songhanh.enterprises.urls")),
    path("", include("songhanh.people.urls")),
    path("reporting/", include("songhanh.reporting.urls")),
    path("gate/", include("songhanh.gate.urls")),
    path("presence/", include("songhanh.presence.urls")),
    path("epidemic/", include("songhanh.epidemic.urls")),
]

handler400 = "songhanh.core.views.errors.bad_request"
handler403 = "songhanh.core.views.errors.no_permission"
handler404 = "songhanh.core.views.errors.not_found"
handler500 = "songhanh.core.views.errors.broken"
