"""Shifts (ca) of an enterprise with their hours: who comes at another time is not on shift."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise


class Shift(Record):
    """`name` is what the employment register calls it. It may go over midnight (`ends_at` before `starts_at`)."""

    privacy = declare(keep="enterprise name starts_at ends_at early_minutes late_minutes")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="shifts")
    name = models.CharField(max_length=30)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    early_minutes = models.PositiveSmallIntegerField(default=60)  # before it begins one may come in
    late_minutes = models.PositiveSmallIntegerField(default=240)  # after it begins one may still come in

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "name"], name="shift_once")]

    def __str__(self) -> str:
        return self.name
