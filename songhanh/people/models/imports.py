"""An import of a worker list: one act, its change set sealed, taken back as one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise


class ImportState(models.TextChoices):
    """From upload to undo."""

    CHECKED = "CHECKED", _("Đã kiểm tra, chưa ghi")
    TAKEN = "TAKEN", _("Đã ghi")
    DROPPED = "DROPPED", _("Đã bỏ")
    UNDONE = "UNDONE", _("Đã hoàn tác")


class PeopleImport(Record):
    """The file as it was sent (encrypted), what it would change, what it changed."""

    privacy = declare(
        keep="enterprise state file_name file_hash counts findings uploaded_at uploaded_by decided_at undone_at mapping",
        personal="file_cipher change_set",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="people_imports")
    state = models.CharField(max_length=8, choices=ImportState)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    file_cipher = models.BinaryField()
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    # Before and after of every person, encrypted, written once when the import is taken.
    change_set = models.BinaryField(null=True, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["enterprise", "uploaded_at"])]

    def __str__(self) -> str:
        return self.file_name


class ColumnMapping(Record):
    """How one enterprise's headers map to our columns, remembered from last time."""

    privacy = declare(keep="enterprise header column")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="column_mappings")
    header = models.CharField(max_length=200)
    column = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "header"], name="header_mapped_once")
        ]

    def __str__(self) -> str:
        return f"{self.header} → {self.column}"
