"""What a user may see: the whole authority, a park, or an enterprise, from a day until a day."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.core.scope import ScopeKind


class Grant(Record):
    """One piece of a user's scope. Parks and enterprises stand above this slice, hence ids, not keys.

    `label` is the target's name as it was at granting («Công ty Mẫu 07»): pages here cannot ask for it.
    """

    privacy = declare(keep="user kind target_id label valid_from valid_until reason")

    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="grants")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in ScopeKind])
    target_id = models.BigIntegerField(null=True, blank=True)
    label = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "valid_from"]),
            models.Index(fields=["kind", "target_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.target_id or ''}"
