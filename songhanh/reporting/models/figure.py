"""What counts, and since when: every number the Board has accepted or substituted.

A derived table (``actions.figures.rebuild`` makes it anew from versions, reviews and substitutes).
A row holds from `known_from` until `known_until`: the answer as of a past moment is the rows that held then.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.privacy import Privacy, declare
from songhanh.core.records import DerivedQuerySet
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.models.obligation import Obligation
from songhanh.reporting.models.substitute import Substitute
from songhanh.reporting.models.version import ReportVersion


class FigureKind(models.TextChoices):
    """How firm a number is."""

    FINAL = "FINAL", _("Chính thức")
    ESTIMATE = "ESTIMATE", _("Ước")
    LAST_PERIOD = "LAST_PERIOD", _("Số kỳ trước")
    OFFICER_ESTIMATE = "OFFICER_ESTIMATE", _("Chuyên viên ước")


class Figure(models.Model):
    """Exactly one of `version` and `substitute` is set."""

    privacy: ClassVar[dict[str, Privacy]] = declare(
        keep="obligation enterprise park form_code cell period_from period_until value kind version "
        "substitute "
        "known_from known_until"
    )
    scope_park: ClassVar[str] = "park_id"
    scope_enterprise: ClassVar[str] = "enterprise_id"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="figures")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="figures")
    park = models.ForeignKey(IndustrialPark, on_delete=models.PROTECT, related_name="figures")
    form_code = models.CharField(max_length=30)
    cell = models.CharField(max_length=60)
    period_from = models.DateField()
    period_until = models.DateField()
    value = models.DecimalField(max_digits=22, decimal_places=5)
    kind = models.CharField(max_length=16, choices=FigureKind)
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="figures", null=True)
    substitute = models.ForeignKey(Substitute, on_delete=models.PROTECT, related_name="figures", null=True)
    known_from = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    objects = DerivedQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            # With all that sums are made of: what counts now is added up without touching the rows.
            models.Index(
                fields=[
                    "form_code", "cell", "period_from", "period_until", "known_until", "park", "enterprise", "kind",
                    "value",
                ],
                name="figure_now",
                condition=models.Q(known_until=None),
            ),
            models.Index(fields=["form_code", "cell", "period_from", "known_from"], name="figure_as_of"),
            models.Index(fields=["obligation", "known_until"], name="figure_of_obligation"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.cell} {self.value}"
