"""Plans of lines: how many are to come, and with how few a line still runs."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Place


class LinePlan(Record):
    """Of one line and shift («» where the line has but one) from `valid_from` until the next plan of the same."""

    privacy = declare(keep="enterprise line shift planned minimum_crew valid_from set_at set_by")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="line_plans")
    line = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="plans")
    shift = models.CharField(max_length=30, blank=True)
    planned = models.PositiveIntegerField()
    minimum_crew = models.PositiveIntegerField()
    valid_from = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "shift", "valid_from"], name="line_plan_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(minimum_crew__lte=models.F("planned")), name="line_plan_reaches_minimum"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["enterprise", "valid_from"], name="line_plan_by_enterprise")
        ]

    def __str__(self) -> str:
        return str(self.uuid)
