"""Who asks: a client by its token, or for reading only a user who is signed in to the pages."""

import time

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from songhanh.core.accounts.api_clients import actor_of_client, client_of
from songhanh.core.accounts.call_limit import count_call
from songhanh.core.accounts.sign_in_events import address_of
from songhanh.core.actions.api_clients import note_use
from songhanh.core.actor import Actor


class ClientToken(HttpBearer):
    """``Authorization: Bearer sh_…``. No browser sends it by itself, so that no forgery guard is needed."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Put the client in the place of whoever is signed in."""
        now = request.now  # type: ignore[attr-defined]
        today = timezone.localdate(now)
        client = client_of(token, today)
        if client is None:
            return None
        count_call(f"client:{client.pk}", time.time())
        by = actor_of_client(client, address_of(request))
        if client.last_used_on != today:
            note_use(client=client, by=by, now=now)
        request.actor, request.client = by, client  # type: ignore[attr-defined]
        return by


class SignedIn(APIKeyCookie):
    """The session of the pages. It reads only: a page elsewhere could make a browser write."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Whoever the middleware found, unless a token was tried."""
        by: Actor = request.actor  # type: ignore[attr-defined]
        reading = request.method == "GET" and "Authorization" not in request.headers
        if not reading or by.user_id is None:
            return None
        count_call(f"user:{by.user_id}", time.time())
        return by


TOKEN, SESSION = ClientToken(), SignedIn()
