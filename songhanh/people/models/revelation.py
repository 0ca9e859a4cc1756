"""A revelation: one person shown unmasked to one user, for a reason and for a while."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise


class Revelation(Record):
    """Who saw whom and why; it ends at `until`, the row stays."""

    privacy = declare(keep="stay enterprise user revealed_at until", scrub="reason")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    stay = models.UUIDField()
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    revealed_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "stay", "until"]),
            models.Index(fields=["stay", "revealed_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.stay}"
