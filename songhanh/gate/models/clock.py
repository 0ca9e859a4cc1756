"""Exports of a factory's own time clock (máy chấm công): a file that was sent, and how the enterprise's files read."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.core.sealing import seal, unseal
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models.gate import Gate

FILE = b"time clock file"


class ClockState(models.TextChoices):
    """From upload to undo."""

    RECEIVED = "RECEIVED", _("Đã nhận, chưa kiểm tra")
    CHECKED = "CHECKED", _("Đã kiểm tra, chưa ghi")
    TAKEN = "TAKEN", _("Đã ghi")
    DROPPED = "DROPPED", _("Đã bỏ")
    UNDONE = "UNDONE", _("Đã hoàn tác")


class ClockImport(Record):
    """A file of punches. Its scans bear `device` in the stream; taking it back writes scans that undo them.

    `gate` is where the clock hangs, if somebody said so. `correction` is what the clock is behind, in minutes (ahead:
    below 0). File and preview are encrypted and go as soon as the file is taken or dropped: the scans are all of it.
    """

    privacy = declare(
        keep="enterprise gate state file_name file_hash mapping answers correction counts findings doubts "
        "only_right_rows uploaded_at uploaded_by decided_at decided_by undone_at undone_by",
        personal="file_cipher preview",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="clock_imports")
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    state = models.CharField(max_length=8, choices=ClockState, default=ClockState.CHECKED)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)  # SHA-256 of the file
    file_cipher = models.BinaryField()
    mapping = models.JSONField(default=dict)  # heading → column code, "" for not needed
    answers = models.JSONField(default=dict)  # column code → how it is to be read
    correction = models.SmallIntegerField(default=0)  # minutes
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)  # kinds of findings with their counts, no datum of a person
    doubts = models.JSONField(default=list)  # what is odd about the whole file: code and values
    preview = models.BinaryField(null=True, blank=True)  # rows to look at; made anew at every check
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

    class Meta:
        indexes: ClassVar = [models.Index(fields=["enterprise", "uploaded_at"], name="clock_sent")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def device(self) -> str:
        """What its scans bear as their device."""
        return device_of_file(self.uuid)

    def file(self) -> bytes:
        """The file as it was sent."""
        return unseal(self.file_cipher, FILE)


class ClockFormat(Record):
    """How an enterprise's last file was read: its columns, the answers to what reads two ways."""

    privacy = declare(keep="enterprise mapping answers changed_at")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.OneToOneField(Enterprise, on_delete=models.PROTECT, related_name="clock_format")
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.enterprise_id)


def device_of_file(uuid: UUID) -> str:
    """«tep-» and twelve digits: told apart from every enrolled device («tb-0001»)."""
    return f"tep-{uuid.hex[:12]}"


def seal_clock_file(content: bytes) -> bytes:
    """A sent file as it is stored."""
    return seal(content, FILE)
