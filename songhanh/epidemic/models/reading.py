"""A reading (lượt xem): somebody has looked at a case or a run; each is an event of the audit trail."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.epidemic.models.case import Case
from songhanh.epidemic.models.run import TracingRun


class ReadingKind(models.TextChoices):
    """What was read."""

    CODES = "CODES", _("Xem, ẩn tên")
    NAMES = "NAMES", _("Mở tên")
    FILE = "FILE", _("Xuất tệp")
    EXPOSURE = "EXPOSURE", _("Xem ai lây cho ai")
    HANDED = "HANDED", _("Doanh nghiệp xem phần được giao")
    COUNTS = "COUNTS", _("Xuất số liệu gửi ra ngoài")


class Reading(Record):
    """Who read what, when, and for names why; names stay open to that reader until `until`."""

    privacy = declare(keep="run case kind user reader read_at until", scrub="reason")

    run = models.ForeignKey(
        TracingRun, on_delete=models.PROTECT, related_name="readings", null=True, blank=True
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="readings", null=True, blank=True)
    kind = models.CharField(max_length=8, choices=ReadingKind)
    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reader = models.CharField(max_length=120)  # the name it was read under: an API client has no user
    reason = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(run__isnull=False) ^ models.Q(case__isnull=False), name="reading_of_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["run", "read_at"], name="reading_by_run"),
            models.Index(fields=["case", "read_at"], name="reading_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.read_at}"
