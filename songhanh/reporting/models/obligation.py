"""An obligation (nghĩa vụ báo cáo): one enterprise, or one of its projects, owes one form for one period."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise, Project


class ObligationState(models.TextChoices):
    """Where the obligation stands; lateness is not a state but follows from `due_at`."""

    NEVER_OPENED = "NEVER_OPENED", _("Chưa mở")
    DRAFT = "DRAFT", _("Đang nhập")
    WAITING_INSIDE = "WAITING_INSIDE", _("Chờ doanh nghiệp duyệt")
    SUBMITTED = "SUBMITTED", _("Chờ duyệt")
    RETURNED = "RETURNED", _("Trả lại")
    ACCEPTED = "ACCEPTED", _("Đã chấp nhận")
    EXEMPT = "EXEMPT", _("Được miễn")


class Obligation(Record):
    """`period_from`/`period_until` are half-open; `due_at` already holds extensions and shifted days.

    `state`, `accepted` and `filed_at` follow from the sealed versions and reviews; they stand here so that
    the collection page needs one query.
    """

    privacy = declare(
        keep="enterprise project form_code form_version period_code period_from period_until due_at "
        "original_due_at "
        "state opened_at filed_at accepted accepted_at latest officer officer_note unlocked "
        "unlock_due_at reminders"
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="obligations")
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="obligations", null=True, blank=True
    )
    form_code = models.CharField(max_length=30)
    form_version = models.PositiveSmallIntegerField()
    period_code = models.CharField(max_length=12)
    period_from = models.DateField()
    period_until = models.DateField()
    original_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=ObligationState, default=ObligationState.NEVER_OPENED)
    opened_at = models.DateTimeField(null=True, blank=True)
    filed_at = models.DateTimeField(null=True, blank=True)  # of the first version: was it on time?
    latest = models.ForeignKey(
        "ReportVersion", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted = models.ForeignKey(
        "ReportVersion", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Handed to another officer for this one obligation; else the enterprise's officer in charge.
    officer = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    officer_note = models.CharField(max_length=300, blank=True)
    # Cells that a return has unlocked (empty list: all of them) and until when.
    unlocked = models.JSONField(default=list, blank=True)
    unlock_due_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["form_code", "period_code", "enterprise"],
                condition=models.Q(project=None),
                name="obligation_once_an_enterprise",
            ),
            models.UniqueConstraint(
                fields=["form_code", "period_code", "project"],
                condition=models.Q(project__isnull=False),
                name="obligation_once_a_project",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["form_code", "period_code", "state"]),
            models.Index(fields=["enterprise", "period_from"]),
            models.Index(fields=["state", "due_at"]),
            # The order in which a list opens, and others that it is often turned to: its first page is read off
            # the index instead of sorting every report.
            models.Index(fields=["-due_at", "id"], name="obligation_by_due"),
            models.Index(fields=["state", "id"], name="obligation_by_state"),
            models.Index(fields=["filed_at", "id"], name="obligation_by_filing"),
            # Everything that lists are counted, filtered and ordered by: such questions never touch the rows.
            models.Index(
                fields=[
                    "enterprise", "state", "period_code", "form_code", "period_from", "period_until", "due_at",
                    "filed_at", "latest",
                ],
                name="obligation_listed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.form_code} {self.period_code} {self.enterprise_id}"
