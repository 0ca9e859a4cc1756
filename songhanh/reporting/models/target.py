"""A target (chỉ tiêu kế hoạch): what a decision asks of a year."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from songhanh.core.records import Sealed, declare
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark


class Target(Sealed):
    """For the whole authority, or split by quarter, park or enterprise; a new decision is a new version."""

    privacy = declare(
        keep="indicator year quarter park enterprise value unit decision_number decided_on "
        "decided_by_name version "
        "set_at set_by"
    )
    scope_park = "park_id"
    scope_enterprise = "enterprise_id"

    indicator = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(null=True, blank=True)
    park = models.ForeignKey(
        IndustrialPark, on_delete=models.PROTECT, related_name="targets", null=True, blank=True
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="targets", null=True, blank=True
    )
    value = models.DecimalField(max_digits=22, decimal_places=5)
    unit = models.CharField(max_length=30)
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=160, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering: ClassVar = ["-year", "indicator", "version"]
        constraints: ClassVar = [
            # Not `nulls_distinct`, which SQLite has not: nothing split counts as part 0.
            models.UniqueConstraint(
                "indicator",
                "year",
                Coalesce("quarter", 0),
                Coalesce("park_id", 0),
                Coalesce("enterprise_id", 0),
                "version",
                name="target_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year} {self.value}"
