"""An announcement (đăng ký vào): a visitor, contractor or driver whom an enterprise expects."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise


class GuestKind(models.TextChoices):
    """Who is expected."""

    VISITOR = "VISITOR", _("Khách")
    CONTRACTOR = "CONTRACTOR", _("Nhà thầu")
    DRIVER = "DRIVER", _("Lái xe")


class VisitorAnnouncement(Record):
    """For the days [valid_from, valid_until). Its pass is issued in the same act."""

    privacy = declare(
        keep="enterprise kind valid_from valid_until announced_at announced_by cancelled_at",
        scrub="company purpose",
        personal="name phone plate host",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="announcements")
    kind = models.CharField(max_length=10, choices=GuestKind)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    plate = models.CharField(max_length=20, blank=True)
    company = models.CharField(max_length=120, blank=True)
    host = models.CharField(max_length=120)  # who inside receives them
    purpose = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField()
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("valid_from")), name="announced_for_days"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["valid_from", "valid_until"], name="announced_on")]

    def __str__(self) -> str:
        return str(self.uuid)
