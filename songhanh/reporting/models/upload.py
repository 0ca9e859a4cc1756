"""A workbook sent for one report: kept as it came, read, not yet in the draft."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.reporting.models.obligation import Obligation


class UploadState(models.TextChoices):
    """From reading to the draft."""

    READ = "READ", _("Đã đọc, chưa đưa vào bản nháp")
    TAKEN = "TAKEN", _("Đã đưa vào bản nháp")
    DROPPED = "DROPPED", _("Đã bỏ")


class Upload(Record):
    """`cells` are a draft's cells; `places` say where in the file each stood; `remarks` what is odd there."""

    privacy = declare(
        keep="obligation state file_name file_hash cells places remarks uploaded_at uploaded_by decided_at",
        scrub="content",
    )
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="uploads")
    state = models.CharField(max_length=8, choices=UploadState, default=UploadState.READ)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    content = models.BinaryField()
    cells = models.JSONField(default=dict)
    places = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
