"""Counting wrong tries: the fifth locks for a quarter of an hour, by the machine's own clock."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from songhanh.core.models import SignInTries, User
from songhanh.core.models.user import plain_username

TRIES, LOCK, FORGOTTEN_AFTER = 5, timedelta(minutes=15), timedelta(days=1)


def password_key(username: str) -> str:
    """Under which wrong passwords for that name are counted, whether or not such a user exists."""
    return _key(f"password:{plain_username(username)}")


def code_key(user: User) -> str:
    """Under which wrong one-time codes of that user are counted: a right password does not wipe them."""
    return _key(f"code:{user.pk}")


def locked_until(key: str, now: datetime) -> datetime | None:
    """Until when `key` is locked, if it is."""
    row = SignInTries.objects.filter(key=key).first()
    return row.locked_until if row and row.locked_until and row.locked_until > now else None


def count_wrong(key: str, now: datetime) -> datetime | None:
    """One wrong try more; the end of the lock if this one locks."""
    with transaction.atomic():
        SignInTries.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        row, _new = SignInTries.objects.select_for_update().get_or_create(key=key, defaults={"last_at": now})
        row.wrong, row.last_at = row.wrong + 1, now
        if row.wrong >= TRIES:
            row.wrong, row.locked_until = 0, now + LOCK
        row.save()
    return row.locked_until if row.locked_until and row.locked_until > now else None


def forget(*keys: str) -> None:
    """Start counting anew."""
    SignInTries.objects.filter(key__in=keys).delete()


def locked_users(users: list[User], now: datetime) -> dict[int, datetime]:
    """Of `users`, who is locked (by password or code) until when; one query."""
    owner = {key: user.pk for user in users for key in (password_key(user.username), code_key(user))}
    rows = SignInTries.objects.filter(key__in=owner, locked_until__gt=now)
    return {owner[row.key]: row.locked_until for row in rows if row.locked_until}


def words(until: datetime) -> str:
    """What the locked one is told; the same for a name that does not exist."""
    clock = timezone.localtime(until).strftime("%H:%M")
    return _(
        "Sai 5 lần: khóa 15 phút, đến %(clock)s. Quên mật khẩu thì đặt lại qua thư điện tử; "
        "cần gấp thì gọi quản trị hệ thống mở khóa."
    ) % {"clock": clock}


def _key(text: str) -> str:
    return hmac.new(settings.IDENTITY_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
