"""A submitted version (lần nộp): sealed; a correction is the next version."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Sealed, declare
from songhanh.reporting.models.exchange import ExchangeRate
from songhanh.reporting.models.obligation import Obligation


class Source(models.TextChoices):
    """How it came."""

    WEB = "WEB", _("Trên web")
    EXCEL = "EXCEL", _("Tệp Excel")
    API = "API", _("Qua API")
    COMMAND = "COMMAND", _("Dòng lệnh")


class OnBehalf(models.TextChoices):
    """An officer typed what the enterprise sent some other way."""

    NO = "", _("Doanh nghiệp tự nộp")
    PAPER = "PAPER", _("Nhập hộ từ bản giấy")
    PHONE = "PHONE", _("Nhập hộ qua điện thoại")


class ReportVersion(Sealed):
    """Units and exchange rate are frozen with it; `digest` is SHA-256 over its values.

    `exchange_rate` is dong for 1 USD, null where no amount is in dollars or none was known; `exchange_entry` is the
    row of the authority's table that it came from, null where the sender typed it.
    """

    privacy = declare(
        keep="obligation number form_code form_version receipt filed_at filed_by filed_by_name "
        "source on_behalf "
        "exchange_rate exchange_entry findings correction_reason replaces digest late"
    )
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    form_code = models.CharField(max_length=30)
    form_version = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=40, unique=True)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    filed_by_name = models.CharField(max_length=120)
    source = models.CharField(max_length=8, choices=Source)
    on_behalf = models.CharField(max_length=8, choices=OnBehalf, blank=True)
    exchange_rate = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    exchange_entry = models.ForeignKey(
        ExchangeRate, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    findings = models.JSONField(default=list)  # the warnings that were answered with a note
    correction_reason = models.CharField(max_length=500, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    digest = models.CharField(max_length=64)
    late = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["obligation", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["obligation", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return self.receipt


class ReportValue(Sealed):
    """One cell of a version; `number` null for text cells."""

    privacy = declare(keep="version cell number unit estimate", scrub="text note")
    scope_park = "version__obligation__enterprise__park_id"
    scope_enterprise = "version__obligation__enterprise_id"

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="values")
    cell = models.CharField(max_length=60)
    number = models.DecimalField(max_digits=22, decimal_places=5, null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    text = models.TextField(blank=True)
    estimate = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "cell"], name="cell_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.cell}={self.number}"
