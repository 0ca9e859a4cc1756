"""Signing in and out, wrong tries, changed passwords and second factors, as audit events.

They happen inside the sign-in library: its signals are the one place to hear of them.
"""

from dataclasses import replace
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import clock
from songhanh.core.accounts import tries
from songhanh.core.actor import NOBODY, Actor
from songhanh.core.acts import TITLES, acting
from songhanh.core.models import User
from songhanh.core.models.user import plain_username
from songhanh.core.scope import NOTHING

TITLES.update(
    {
        "core:user:signed_in": _("Đăng nhập"),
        "core:user:signed_out": _("Đăng xuất"),
        "core:user:sign_in_failed": _("Đăng nhập sai"),
        "core:user:code_failed": _("Sai mã một lần"),
        "core:user:password_changed": _("Đổi mật khẩu"),
        "core:user:second_factor_added": _("Cài mã một lần hoặc mã dự phòng"),
        "core:user:second_factor_removed": _("Bỏ mã một lần"),
    }
)


def address_of(request: HttpRequest) -> str:
    """The address a request comes from, proxies of our own seen through."""
    return str(get_client_ip(request) or "")


def origin_of(request: HttpRequest | None) -> str:
    """Where a request comes from, as the trail writes it."""
    return f"web {address_of(request)}".strip() if request is not None else "cli"


def note(
    name: str, user: User | None, request: HttpRequest | None, *, proven: bool = True, **after: Any
) -> None:
    """Write one event about `user`, done by `user` if he has `proven` to be that."""
    origin = origin_of(request)
    by = (
        Actor(user.pk, str(user), user.role, NOTHING, origin)
        if user and proven
        else replace(NOBODY, origin=origin)
    )
    with acting(name, by=by, now=clock.now()) as act:
        act.note(f"core.user:{user.pk}" if user else "", {}, after)


@receiver(user_logged_in)
def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A right sign-in."""
    note("core:user:signed_in", user, request)
    user.last_login = clock.now()
    user.save(update_fields=["last_login"])


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
    name = plain_username(str(credentials.get("username", "")))
    user = User.objects.filter(username=name).first()
    locked = tries.locked_until(tries.password_key(name), timezone.now()) is not None
    note("core:user:sign_in_failed", user, request, proven=False, locked=locked)


@receiver(authentication_failed)
def code_failed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A right password, then a wrong one-time code."""
    note("core:user:code_failed", user, request, proven=False)


@receiver([password_changed, password_set, password_reset])
def password_was_changed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A new password, chosen by the user; wrong tries before it no longer count."""
    tries.forget(tries.password_key(user.username))
    note("core:user:password_changed", user, request)


@receiver([authenticator_added, authenticator_reset])
def second_factor_added(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A one-time-code app or recovery codes were set up."""
    note("core:user:second_factor_added", user, request)


@receiver(authenticator_removed)
def second_factor_removed(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """And taken away."""
    note("core:user:second_factor_removed", user, request)
