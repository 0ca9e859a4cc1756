"""What the Board decided about a version."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Sealed, declare
from songhanh.reporting.models.version import ReportVersion


class Decision(models.TextChoices):
    """Accepted; returned as a whole; or only some figures unlocked."""

    ACCEPTED = "ACCEPTED", _("Chấp nhận")
    RETURNED = "RETURNED", _("Trả lại")
    UNLOCKED = "UNLOCKED", _("Mở khóa một số chỉ tiêu")


class Review(Sealed):
    """`cells`: [{cell, message}] of the figures returned, empty for the whole report."""

    privacy = declare(keep="version decision decided_at decided_by decided_by_name reason cells due_at")
    scope_park = "version__obligation__enterprise__park_id"
    scope_enterprise = "version__obligation__enterprise_id"

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=10, choices=Decision)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    decided_by_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=1000, blank=True)
    cells = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["decided_at"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.decision}"
