"""What several server processes must know of one another, for a while: tries, used codes, calls of the API.

Neither is a `Record`: both are written before anybody is known to act, and forgotten soon.
"""

from typing import ClassVar

from django.db import models

from songhanh.core.privacy import Privacy, declare


class CacheEntry(models.Model):
    """The table behind Django's cache (``DatabaseCache``), as its own command would make it."""

    privacy: ClassVar[dict[str, Privacy]] = declare(keep="cache_key value expires")

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class ApiCalls(models.Model):
    """How often somebody has called the API within one minute of the machine's clock."""

    privacy: ClassVar[dict[str, Privacy]] = declare(keep="caller minute calls")

    caller = models.CharField(max_length=60, unique=True)  # «client:<id>», «user:<id>»
    minute = models.BigIntegerField()  # since 1970
    calls = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.caller} {self.calls}"
