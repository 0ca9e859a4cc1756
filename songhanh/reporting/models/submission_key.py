"""What a sender called its submission, so that sending twice files once."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Sealed, declare
from songhanh.reporting.models.obligation import Obligation
from songhanh.reporting.models.version import ReportVersion


class SubmissionKey(Sealed):
    """The `key` is the sender's own (header Idempotency-Key); `digest` is SHA-256 over what came with it."""

    privacy = declare(keep="obligation key version digest sent_at")
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="submission_keys")
    key = models.CharField(max_length=100)
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="submission_keys")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["obligation", "key"], name="submission_key_once_a_report")
        ]

    def __str__(self) -> str:
        return self.key
