"""``/api/``: what the API can do, for people; programs read the description it links."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from songhanh.config.api import api


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """Every operation by its method, address and meaning; open to all, since it holds no data."""
    described = api.get_openapi_schema()
    operations = [
        {"method": method.upper(), "path": path, "words": operation["description"]}
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    context = {
        "operations": operations,
        "description_url": reverse("api:openapi-json"),
        "screen_code": "config-api",
    }
    return render(request, "config/api.html", context)
