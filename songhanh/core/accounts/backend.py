"""Signing in by name and password, with a lock after five wrong tries."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from songhanh.core.accounts import tries
from songhanh.core.models import User
from songhanh.core.models.user import plain_username


class LockingBackend(ModelBackend):
    """Counts wrong tries by name; a locked name is refused whatever the password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The user, or None; does the same work for an unknown name as for a known one."""
        name, now = plain_username(username or ""), timezone.now()
        user = User.objects.filter(username=name).first()
        right = (user or User()).check_password(password or "")
        key = tries.password_key(name)
        if tries.locked_until(key, now):
            return None
        if not right or user is None or not user.is_active:
            tries.count_wrong(key, now)
            return None
        tries.forget(key)
        return user
