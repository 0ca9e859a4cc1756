"""What happens while reports are collected: reminders, extensions, exemptions, questions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, Sealed, declare
from songhanh.enterprises.models import Enterprise
from songhanh.reporting.models.obligation import Obligation


class Channel(models.TextChoices):
    """How an enterprise was reminded."""

    IN_APP = "IN_APP", _("Trong hệ thống")
    EMAIL = "EMAIL", _("Thư điện tử")
    CALL = "CALL", _("Gọi điện, Zalo, SMS")


class Reminder(Sealed):
    """One reminder for one obligation."""

    privacy = declare(keep="obligation channel sent_at sent_by", scrub="text")
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="reminders_sent")
    channel = models.CharField(max_length=8, choices=Channel)
    text = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.channel}"


class Extension(Sealed):
    """More time, with a reason."""

    privacy = declare(keep="obligation due_before due_at reason granted_at granted_by")
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="extensions")
    due_before = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return f"{self.obligation_id} → {self.due_at}"


class Exemption(Record):
    """An enterprise need not file a form for periods that begin in [since, until)."""

    privacy = declare(keep="enterprise form_code since until reason")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="exemptions")
    form_code = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.form_code}"


class Question(Record):
    """A question to the officer, hanging on one cell (or on the whole report: empty cell)."""

    privacy = declare(keep="obligation cell asked_at asked_by answered_at answered_by", scrub="text answer")
    scope_park = "obligation__enterprise__park_id"
    scope_enterprise = "obligation__enterprise_id"

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="questions")
    cell = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering: ClassVar = ["asked_at"]

    def __str__(self) -> str:
        return self.text[:60]
