"""Rosters (phân nơi): who is at which place at which hours of which days."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Place


class RosterFor(models.TextChoices):
    """Who is meant."""

    PERSON = "PERSON", _("Một người")
    LINE = "LINE", _("Tổ / chuyền")
    SHIFT = "SHIFT", _("Ca")


class Roster(Record):
    """At `place` from `starts_at` to `ends_at` (over midnight where that is earlier) on `weekdays`, days
    [valid_from, valid_until), without an end where it is empty, until withdrawn.

    `stay` for a person; for a line the place of that line (`line`), of one `shift` only where that is named.
    Without any roster a worker is at the line that the employment register names.
    """

    privacy = declare(
        keep="enterprise place for_whom stay line shift starts_at ends_at weekdays valid_from valid_until "
        "set_at set_by withdrawn_at withdrawn_by"
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="rosters")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="rosters")
    for_whom = models.CharField(max_length=6, choices=RosterFor)
    stay = models.UUIDField(null=True, blank=True)
    line = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    shift = models.CharField(max_length=30, blank=True)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    weekdays = models.CharField(max_length=7, default="1234567")  # ISO: 1 is Monday
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gt=models.F("valid_from")),
                name="roster_has_days",
            ),
            models.CheckConstraint(
                condition=models.Q(for_whom="PERSON", stay__isnull=False)
                | models.Q(for_whom="LINE", line__isnull=False)
                | (models.Q(for_whom="SHIFT") & ~models.Q(shift="")),
                name="roster_is_for_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["enterprise", "withdrawn_at", "valid_from"], name="roster_by_enterprise"),
            models.Index(fields=["stay"], name="roster_by_stay"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
