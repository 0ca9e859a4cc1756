"""An investment project (dự án đầu tư) and its certificates."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models.enterprise import Enterprise


class Project(Record):
    """Capital in the unit of `currency` (USD in dollars, VND in million dong)."""

    privacy = declare(keep="enterprise code name currency registered_capital started_on ended_on")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="projects")
    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=300)
    currency = models.CharField(max_length=3, choices=[("USD", "USD"), ("VND", "VND")])
    registered_capital = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class InvestmentCertificate(Record):
    """A certificate or an amendment of one (`amends`); the newest says the capital."""

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
