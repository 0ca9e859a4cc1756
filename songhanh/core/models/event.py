"""The audit trail's rows. Written by ``core.audit.chain`` alone."""

from typing import Any, ClassVar

from django.db import models

from songhanh.core.privacy import Privacy, declare


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or remove an audit event."""


class EventQuerySet(models.QuerySet["Event"]):
    """Adds and reads, nothing else."""

    def update(self, **kwargs: Any) -> int:
        """Refused."""
        raise AppendOnlyError("audit events are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise AppendOnlyError("audit events are never removed")


class Event(models.Model):
    """Who did what to which row, when, from where; before and after."""

    privacy: ClassVar[dict[str, Privacy]] = declare(
        keep="number act name at recorded_at by_id by_role origin subject before after previous_hash hash",
        personal="by_name",
    )

    number = models.BigIntegerField(unique=True)
    act = models.UUIDField()
    name = models.CharField(max_length=80)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=40)
    origin = models.CharField(max_length=200)
    subject = models.CharField(max_length=120)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "number"]),
            models.Index(fields=["by_id", "number"]),
            models.Index(fields=["name", "number"]),
            models.Index(fields=["at"]),
            models.Index(fields=["act"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class ChainHead(models.Model):
    """The chain's last hash and length: one row, locked while an act appends."""

    privacy: ClassVar[dict[str, Privacy]] = declare(keep="last_hash count")

    last_hash = models.CharField(max_length=64)
    count = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.count} {self.last_hash[:12]}"
