"""An erasure: people whose time was over, erased at once; how many, why and by whom stays."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise


class Erasure(Record):
    """What was erased, in numbers only. `purged_at` is when the database's own free space was rewritten after it.

    `left_before` is the day before which everybody erased had left the last employment; `enterprise` is the one they
    left last.
    """

    privacy = declare(keep="enterprise people lists left_before reason erased_at erased_by purged_at")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField()
    lists = models.PositiveIntegerField()  # sent worker lists that named one of them
    left_before = models.DateField()
    reason = models.CharField(max_length=300)
    erased_at = models.DateTimeField()
    erased_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["purged_at"])]

    def __str__(self) -> str:
        return str(self.uuid)
