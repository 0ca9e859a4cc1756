"""An import of a worker list: one act, its change set sealed, taken back as one."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.people.models.identity import seal, unseal

FILE = b"worker list"


class ImportState(models.TextChoices):
    """From upload to undo."""

    RECEIVED = "RECEIVED", _("Đã nhận, chưa kiểm tra")
    CHECKED = "CHECKED", _("Đã kiểm tra, chưa ghi")
    TAKEN = "TAKEN", _("Đã ghi")
    DROPPED = "DROPPED", _("Đã bỏ")
    UNDONE = "UNDONE", _("Đã hoàn tác")


class PeopleImport(Record):
    """The file as it was sent (encrypted), what it would change, what it changed.

    `listed_on` is the day the list describes. On a `complete` list who is absent has left. `answers` settle
    what reads two ways, `repairs` are the certain corrections that were agreed to.
    """

    privacy = declare(
        keep="enterprise state file_name file_hash listed_on complete mapping answers repairs counts "
        "findings only_right_rows uploaded_at uploaded_by decided_at decided_by undone_at undone_by "
        "erased_at",
        personal="file_cipher preview kept_rows change_set",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="people_imports")
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.CHECKED)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)  # SHA-256 of the file
    file_cipher = models.BinaryField()
    listed_on = models.DateField()
    complete = models.BooleanField(default=False)
    mapping = models.JSONField(default=dict)  # heading → column code, "" for not needed
    answers = models.JSONField(default=dict)  # column code → how it is to be read
    repairs = models.JSONField(default=list)  # codes of repairs agreed to
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)  # kinds of findings with their counts, no datum of a person
    # The page of the preview: rows to look at, all findings; encrypted, made anew at every check.
    preview = models.BinaryField(null=True, blank=True)
    # The rows that page may lead to, as the sender wrote them; encrypted, made anew with it.
    kept_rows = models.BinaryField(null=True, blank=True)
    # Before and after of every row, encrypted, written once when the import is taken.
    change_set = models.BinaryField(null=True, blank=True)
    only_right_rows = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    # When the file and everything read out of it were destroyed, because a person in it was erased.
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["enterprise", "uploaded_at"])]

    def __str__(self) -> str:
        return self.file_name

    def file(self) -> bytes:
        """The file as it was sent."""
        return unseal(self.file_cipher, FILE)


def seal_file(content: bytes) -> bytes:
    """A sent file as it is stored."""
    return seal(content, FILE)


class ColumnMapping(Record):
    """How one enterprise's headings map to our columns, remembered from last time ("" for not needed)."""

    privacy = declare(keep="enterprise heading column")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="column_mappings")
    heading = models.CharField(max_length=200)
    column = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "heading"], name="heading_mapped_once")
        ]

    def __str__(self) -> str:
        return f"{self.heading} → {self.column}"
