"""What happens around every request: content security, idle lock, second factor, who acts."""

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from songhanh.core import clock
from songhanh.core.accounts.actors import actor_of
from songhanh.core.accounts.second_factor import has_second_factor
from songhanh.core.accounts.sign_in_events import origin_of
from songhanh.core.actor import NOBODY
from songhanh.core.models import User
from songhanh.core.views.errors import error_page

# What a user who still has to set up a second factor may open.
OPEN_PATHS = ("/accounts/", "/static/", "/i18n/")

Handler = Callable[[HttpRequest], HttpResponse]

# Nothing leaves the machine, nothing inline runs. Pictures may be data: (the QR of a one-time-code secret).
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)


def content_security(handle: Handler) -> Handler:
    """Send the content security policy with every answer; no copy of a page stays on a machine that others use."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return respond


def act_by_address(handle: Handler) -> Handler:
    """Django's answer to an act that was opened by its address is an empty page: ours says what to do."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        if response.status_code != 405 or request.method != "GET" or response.content:
            return response
        page = error_page(405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return respond


def idle_lock(handle: Handler) -> Handler:
    """Sign out after the role's idle minutes, by the real clock; drafts are kept on the server anyway."""

    def respond(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            moment, seen = time.time(), request.session.get("seen_at")
            minutes = user.role_class.idle_minutes
            if seen is not None and moment - seen > minutes * 60:
                logout(request)
                return _to_sign_in(request, idle=str(minutes))
            # Written at most twice a minute: a session write is a database write. A page that looks by itself how far a
            # task is does not show that anybody sits before it.
            watching = seen is not None and "X-Watching" in request.headers
            if not watching and (seen is None or moment - seen > 30):
                request.session["seen_at"] = moment
        return handle(request)

    return respond


def second_factor(handle: Handler) -> Handler:
    """Roles that need a second factor can do nothing before they have set one up."""

    def respond(request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            isinstance(user, User)
            and user.role_class.second_factor
            and not request.path.startswith(OPEN_PATHS)
            and not has_second_factor(user)
        ):
            return _go(request, reverse("mfa_activate_totp"))
        return handle(request)

    return respond


def acting(handle: Handler) -> Handler:
    """Put `now` and `actor` on the request: views hand them down, nothing below asks for them."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.now = clock.now()  # type: ignore[attr-defined]
        request.actor = NOBODY  # type: ignore[attr-defined]
        if isinstance(request.user, User):
            on = timezone.localdate(request.now)  # type: ignore[attr-defined]
            request.actor = actor_of(request.user, on=on, origin=origin_of(request))  # type: ignore[attr-defined]
        return handle(request)

    return respond


def _to_sign_in(request: HttpRequest, **query: str) -> HttpResponse:
    return _go(request, reverse("account_login") + "?" + urlencode({**_way_back(request), **query}))


def _way_back(request: HttpRequest) -> dict[str, str]:
    """The page to return to: of a form or a fragment the page it stood on, never a sign-in page."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        path = request.get_full_path()
    else:
        page = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
        path = urlunsplit(("", "", page.path, page.query, ""))
    return {} if not path or path.startswith("/accounts/") else {"next": path}


def _go(request: HttpRequest, target: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)
