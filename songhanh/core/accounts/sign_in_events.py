"""Signing in and out, wrong tries, changed passwords and second factors, as audit events.

They happen inside the sign-in library: its signals are the one place to hear of them.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from songhanh.core import clock
from songhanh.core.actor import NOBODY, Actor
from songhanh.core.acts import acting
from songhanh.core.models import User
from songhanh.core.scope import NOTHING


def origin_of(request: HttpRequest | None) -> str:
    """Where a request comes from, as the trail writes it."""
    return f"web {request.META.get('REMOTE_ADDR', '')}" if request is not None else "cli"


def note(name: str, user: User | None, request: HttpRequest | None, **after: Any) -> None:
    """Write one event about `user`."""
    by = Actor(user.pk, str(user), user.role, NOTHING, origin_of(request)) if user else NOBODY
    with acting(name, by=by, now=clock.now()) as act:
        act.note(f"core.user:{user.pk}" if user else "", {}, after)


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A right sign-in."""
    note("core:user:signed_in", user, request)


@receiver(user_logged_out)
def signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """A sign-out, by hand or by the idle lock."""
    if user is not None:
        note("core:user:signed_out", user, request)


@receiver(user_login_failed)
def sign_in_failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """A wrong try; an unknown name is not written down (it may be a mistyped password)."""
    user = User.objects.filter(username__iexact=str(credentials.get("username", ""))).first()
    note("core:user:sign_in_failed", user, request, locked=bool(user and user.locked_until))


@receiver([password_changed, password_set, password_reset])
def password_was_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A new password, chosen by the user."""
    note("core:user:password_changed", user, request)


@receiver(authenticator_added)
def second_factor_added(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A one-time-code app or recovery codes were set up."""
    note("core:user:second_factor_added", user, request)


@receiver(authenticator_removed)
def second_factor_removed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """And taken away."""
    note("core:user:second_factor_removed", user, request)
