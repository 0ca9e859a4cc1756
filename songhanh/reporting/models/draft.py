"""A draft: what has been typed so far, kept until it is submitted."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.reporting.models.obligation import Obligation


class Draft(Record):
    """`cells`: code → {typed, number, text, estimate, note}; `revision` lets a stale page notice itself.

    `undo` holds what copying last period replaced (code → the cell before, null where there was none).
    While `waiting_since` is set the draft waits for the enterprise's own approver; `back_to` is the
    obligation's state that returns when it is sent back.
    """

    privacy = declare(
        keep="obligation cells undo revision saved_at saved_by source on_behalf correction_reason "
        "exchange_rate waiting_since sent_by back_to sent_back_reason"
    )
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.OneToOneField(Obligation, on_delete=models.PROTECT, related_name="draft")
    cells = models.JSONField(default=dict)
    undo = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    source = models.CharField(max_length=8, default="WEB")
    on_behalf = models.CharField(max_length=8, blank=True)
    correction_reason = models.CharField(max_length=500, blank=True)
    exchange_rate = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    back_to = models.CharField(max_length=16, blank=True)
    sent_back_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-saved_at"]

    def __str__(self) -> str:
        return f"{self.obligation_id} · {self.revision}"
