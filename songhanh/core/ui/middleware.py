"""What happens around every request: content security, idle lock, second factor, who acts."""

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from songhanh.core import clock
from songhanh.core.accounts.actors import actor_of
from songhanh.core.accounts.sign_in_events import origin_of
from songhanh.core.actor import NOBODY
from songhanh.core.models import User

Handler = Callable[[HttpRequest], HttpResponse]

# Nothing leaves the machine, nothing inline runs. Pictures may be data: (the QR of a one-time-code secret).
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)


def content_security(handle: Handler) -> Handler:
    """Send the content security policy with every answer."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return respond


def idle_lock(handle: Handler) -> Handler:
    """Sign out after the role's idle minutes, by the real clock; drafts are kept on the server anyway."""

    def respond(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            moment, seen = time.time(), request.session.get("seen_at")
            if seen is not None and moment - seen > user.role_class.idle_minutes * 60:
                logout(request)
                return _to_sign_in(request, idle="1")
            # Written at most twice a minute: a session write is a database write.
            if seen is None or moment - seen > 30:
                request.session["seen_at"] = moment
        return handle(request)

    return respond


def second_factor(handle: Handler) -> Handler:
    """Roles that need a second factor can do nothing before they have set one up."""

    def respond(request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and user.role_class.second_factor and not _has_factor(request, user):
            target = reverse("mfa_activate_totp")
            if not request.path.startswith(("/accounts/", "/static/", "/i18n/")):
                return redirect(target)
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


def _has_factor(request: HttpRequest, user: User) -> bool:
    """Looked up once a session: it is the library that asks for the code at sign-in."""
    from allauth.mfa.utils import is_mfa_enabled  # noqa: PLC0415 (loads models)

    if not request.session.get("has_second_factor"):
        request.session["has_second_factor"] = is_mfa_enabled(user)
    return bool(request.session["has_second_factor"])


def _to_sign_in(request: HttpRequest, **query: str) -> HttpResponse:
    target = reverse("account_login") + "?" + urlencode({"next": request.get_full_path(), **query})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)
