"""A draft: what has been typed so far, kept until it is submitted."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.reporting.models.obligation import Obligation


class Draft(Record):
    """`cells`: code → {typed, number, text, estimate, note}; `revision` lets a stale page notice itself."""

    privacy = declare(keep="obligation cells revision saved_at saved_by source on_behalf")
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.OneToOneField(Obligation, on_delete=models.PROTECT, related_name="draft")
    cells = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    source = models.CharField(max_length=8, default="WEB")
    on_behalf = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering: ClassVar = ["-saved_at"]

    def __str__(self) -> str:
        return f"{self.obligation_id} · {self.revision}"
