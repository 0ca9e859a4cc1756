"""One-time codes (TOTP, RFC 6238): is an app set up, its secret, the code of this moment."""

import io
import time

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth

from songhanh.core.models import User


def has_second_factor(user: User) -> bool:
    """Whether a one-time-code app is set up (recovery codes alone do not count)."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def users_with_second_factor(user_ids: list[int]) -> set[int]:
    """Of these users, those with a one-time-code app; one query."""
    rows = Authenticator.objects.filter(user_id__in=user_ids, type=Authenticator.Type.TOTP)
    return set(rows.values_list("user_id", flat=True))


def set_up(user: User, secret: str | None = None) -> str:
    """Give `user` a one-time-code app with `secret` (base32; a new one if None) and return the secret."""
    secret = secret or str(auth.generate_totp_secret())
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).delete()
    auth.TOTP.activate(user, secret)
    return secret


def remove(user: User) -> int:
    """Take away the app and the recovery codes; how many there were."""
    return int(Authenticator.objects.filter(user_id=user.pk).delete()[0])


def secret_of(user: User) -> str | None:
    """The base32 secret, if one is set up."""
    row = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    return str(get_adapter().decrypt(row.data["secret"])) if row else None


def code_now(secret: str) -> str:
    """The six digits that hold at this moment of the machine's clock."""
    return str(auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30)))


def address(user: User, secret: str) -> str:
    """The ``otpauth://`` address that an app reads."""
    return str(get_adapter().build_totp_url(user, secret))


def qr_terminal(text: str) -> str:
    """`text` as a QR of half blocks for a terminal."""
    buffer = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out=buffer, compact=True)
    return buffer.getvalue()
