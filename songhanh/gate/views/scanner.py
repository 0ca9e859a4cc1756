"""The gate page and what makes it an app: open to whoever holds the phone, useless without an enrolled device."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.ui import offline
from songhanh.core.ui.middleware import POLICY
from songhanh.gate.presenters.words import manual_reasons, words

# What a phone keeps for the time without a network.
SHELL = (
    "gate.js",
    "gate-decode.js",
    "gate-vault.js",
    "offline.js",
    "gate.css",
    "zxing_reader.wasm",
    "mark.svg",
    *offline.FONTS,
)
# The reader of codes is WebAssembly; nothing else may be compiled here.
GATE_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
CAMERA = "camera=(self), microphone=(), geolocation=()"


@require_safe
def scanner(request: HttpRequest) -> HttpResponse:
    """The whole page with all its screens; it holds nobody's data, so a phone may keep it."""
    response = render(
        request,
        "gate/scanner.html",
        {
            "words": words(),
            "manual_reasons": manual_reasons(),
            "worker_url": offline.worker_url("gate:worker", SHELL),
        },
    )
    response.headers["Content-Security-Policy"] = GATE_POLICY
    response.headers["Permissions-Policy"] = CAMERA
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, under the page's own path: it may not reach beyond the gate."""
    return offline.worker_script(reverse("gate:scanner"))


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a phone needs to keep the page as an app."""
    return JsonResponse(
        {
            "name": _("Chốt ra vào · Song Hành"),
            "short_name": _("Chốt ra vào"),
            "start_url": reverse("gate:scanner"),
            "scope": reverse("gate:scanner"),
            "display": "standalone",
            "orientation": "portrait",
            "background_color": "#0f1419",
            "theme_color": "#0f1419",
            "icons": [{"src": static("mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
