"""A consolidation (tổng hợp): figures of a period as they stood, sealed."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Sealed, declare


class Consolidation(Sealed):
    """`figures` are computed, `sources` are version and substitute ids, `missing` who did not report.

    `snapshot_hash` is SHA-256 over every source row, so that the same question asked again as of
    `as_of` can be proved to give the same answer.
    """

    privacy = declare(
        keep="number period_code period_from period_until as_of figures sources missing "
        "snapshot_hash made_at made_by "
        "made_by_name"
    )

    number = models.CharField(max_length=40, unique=True)  # TH-2021-01
    period_code = models.CharField(max_length=12)
    period_from = models.DateField()
    period_until = models.DateField()
    as_of = models.DateTimeField()
    figures = models.JSONField()
    sources = models.JSONField()
    missing = models.JSONField()
    snapshot_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    made_by_name = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.number
