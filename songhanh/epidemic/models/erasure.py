"""An erasure of health data whose time was over: how much, never whose."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare


class HealthErasure(Record):
    """Cases and lists emptied in one act. `purged_at`: when the database's own free space was rewritten after it."""

    privacy = declare(keep="cases lists answers before erased_at purged_at")

    cases = models.PositiveIntegerField()
    lists = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    before = models.DateField()  # what began before this day
    erased_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["purged_at"], name="health_unpurged")]

    def __str__(self) -> str:
        return str(self.uuid)
