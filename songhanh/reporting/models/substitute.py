"""A value the officer takes for a missing report: last period's, or an estimate, with a reason."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Sealed, declare
from songhanh.reporting.models.obligation import Obligation


class SubstituteHow(models.TextChoices):
    """Where the value comes from."""

    LAST_PERIOD = "LAST_PERIOD", _("Dùng số kỳ trước")
    ESTIMATE = "ESTIMATE", _("Số ước của chuyên viên")


class Substitute(Sealed):
    """`values`: cell → number as text. Gives way when a report is accepted."""

    privacy = declare(keep="obligation how values reason made_at made_by made_by_name")
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="substitutes")
    how = models.CharField(max_length=12, choices=SubstituteHow)
    values = models.JSONField(default=dict)
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    made_by_name = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["made_at"]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.how}"
