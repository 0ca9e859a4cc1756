"""Signing in by name and password, with a lock after five wrong tries."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from songhanh.core.models import User

TRIES, LOCK = 5, timedelta(minutes=15)


class LockingBackend(ModelBackend):
    """Counts wrong tries per user; a locked user is refused whatever the password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The user, or None; takes as long for an unknown name as for a known one."""
        user = User.objects.filter(username__iexact=username or "").first()
        if user is None:
            User().set_password(password or "")
            return None
        right = user.check_password(password or "")
        if not user.is_active or is_locked(user):
            return None
        if not right:
            count_wrong_try(user)
            return None
        if user.failed_logins:
            User.objects.filter(pk=user.pk).update(failed_logins=0, locked_until=None)
        return user


def is_locked(user: User) -> bool:
    """Whether too many wrong tries lie less than a quarter of an hour back."""
    return user.locked_until is not None and user.locked_until > timezone.now()


def count_wrong_try(user: User) -> None:
    """One more; the fifth locks."""
    user.failed_logins += 1
    if user.failed_logins >= TRIES:
        user.failed_logins, user.locked_until = 0, timezone.now() + LOCK
    user.save(update_fields=["failed_logins", "locked_until"])
