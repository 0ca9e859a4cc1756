"""How often a sign-in name or a one-time code was wrong."""

from typing import ClassVar

from django.db import models

from songhanh.core.privacy import Privacy, declare


class SignInTries(models.Model):
    """One row a tried name, known or not: strangers see the same lock, the same work, the same words.

    Not a `Record`: it is written before anybody is signed in, and forgotten after a day.
    """

    privacy: ClassVar[dict[str, Privacy]] = declare(keep="key wrong last_at locked_until")

    key = models.CharField(max_length=64, unique=True)  # keyed hash: a mistyped name may be a password
    wrong = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.wrong}"
