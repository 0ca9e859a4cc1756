"""An investment project (dự án đầu tư) and its certificates."""

from datetime import date
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models.enterprise import Enterprise
from songhanh.parks.models import Plot

# Stands in the address of the project's reports.
CODE = RegexValidator(
    r"^[A-Za-z0-9._-]+$", _("Mã dự án «%(value)s» chưa đúng: chỉ gồm chữ không dấu, số, dấu chấm, gạch nối.")
)


class Currency(models.TextChoices):
    """What the capital is counted in."""

    USD = "USD", _("USD")
    VND = "VND", _("triệu đồng")


class ProjectState(models.TextChoices):
    """Follows from the days alone, so that any past day has its answer."""

    COMING = "COMING", _("Chưa bắt đầu")
    RUNNING = "RUNNING", _("Đang thực hiện")
    ENDED = "ENDED", _("Đã chấm dứt")


class Project(Record):
    """Capital in the unit of `currency` (USD in dollars, VND in million dong), area in hectares."""

    privacy = declare(
        keep="enterprise code name sector plot area_ha currency registered_capital started_on ended_on"
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="projects")
    code = models.CharField(max_length=30, unique=True, validators=[CODE])
    name = models.CharField(max_length=300)
    sector = models.CharField(max_length=10, blank=True)  # VSIC 2007 code
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="projects", null=True, blank=True)
    area_ha = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    currency = models.CharField(max_length=3, choices=Currency)
    registered_capital = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name

    def state_on(self, day: date) -> ProjectState:
        """Whether it was carried out on that day."""
        if self.ended_on is not None and self.ended_on <= day:
            return ProjectState.ENDED
        begun = self.started_on is None or self.started_on <= day
        return ProjectState.RUNNING if begun else ProjectState.COMING


class InvestmentCertificate(Record):
    """A certificate or an amendment of one (`amends`, the one before); the newest says the capital."""

    privacy = declare(keep="project number amendment amends issued_on authority registered_capital content")
    scope_park = "project__enterprise__park_id"
    scope_enterprise = "project__enterprise_id"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(max_length=40)
    amendment = models.PositiveSmallIntegerField(default=0)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="amendments", null=True, blank=True
    )
    issued_on = models.DateField()
    authority = models.CharField(max_length=120, blank=True)
    registered_capital = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    content = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["issued_on", "amendment"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "amendment"], name="certificate_amendment_once")
        ]

    def __str__(self) -> str:
        return self.number
