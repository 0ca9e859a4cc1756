"""Employment (quan hệ lao động): what an enterprise states of a person who works there, and when."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.people.models.person import Person


def line_name(workshop: str, line: str) -> str:
    """«Xưởng 1 · Chuyền 01»: two workshops may each have a «Chuyền 01», and these are two lines."""
    return " · ".join(part for part in (workshop, line) if part)


class Sex(models.TextChoices):
    """As the paper says."""

    FEMALE = "F", _("Nữ")
    MALE = "M", _("Nam")


class Employment(Record):
    """One unchanged stretch [since, until) of a stay [joined_on, left_on).

    Who changes line, shift or job gets a new row of the same `stay`, so that every past day has its answer;
    who leaves and comes back begins a new stay. Exactly one row of a stay is valid on any of its days.
    Origin codes are those of the catalogue `origin_catalogue` (a key of ``definitions.units``).
    """

    privacy = declare(
        keep="person enterprise stay sex nationality origin_province origin_district origin_commune "
        "origin_catalogue job contract workshop line shift joined_on left_on since until",
        personal="employee_code full_name name_key birth_date phone wage",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    # Three indexes below begin with it: one of its own would only slow an import down.
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="employments", db_index=False
    )
    stay = models.UUIDField(default=uuid.uuid4, editable=False)
    employee_code = models.CharField(max_length=30)
    full_name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)  # given name first, no diacritics: what lists sort by
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    nationality = models.CharField(max_length=2, default="VN")
    origin_province = models.CharField(max_length=2, blank=True)
    origin_district = models.CharField(max_length=3, blank=True)
    origin_commune = models.CharField(max_length=5, blank=True)
    origin_catalogue = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    wage = models.DecimalField(
        max_digits=14, decimal_places=0, null=True, blank=True
    )  # insured, dong a month
    job = models.CharField(max_length=80, blank=True)
    contract = models.CharField(max_length=60, blank=True)
    workshop = models.CharField(max_length=60, blank=True)
    line = models.CharField(max_length=60, blank=True)
    shift = models.CharField(max_length=30, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enterprise", "employee_code"],
                condition=models.Q(until=None),
                name="employee_code_once",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "person"],
                condition=models.Q(until=None),
                name="employed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="stretch_has_days",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on=models.F("until")), name="leaving_ends_it"
            ),
            models.CheckConstraint(
                condition=models.Q(since__gte=models.F("joined_on")), name="joined_before_stretch"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stay", "since"]),
            models.Index(fields=["name_key", "until", "since", "enterprise"], name="employment_by_name"),
            models.Index(fields=["enterprise", "name_key", "until", "since"], name="employment_by_both"),
            # With what the Board filters by, so that a rare province is found without reading the rows.
            models.Index(
                fields=[
                    "employee_code", "until", "since", "enterprise", "origin_province", "sex", "origin_catalogue",
                ],
                name="employment_by_code",
            ),
            models.Index(fields=["joined_on", "until", "since", "enterprise"], name="employment_by_joining"),
            # Everything that heads are counted by: such counts never touch the rows themselves.
            models.Index(
                fields=[
                    "enterprise", "until", "since", "origin_province", "sex", "nationality", "shift",
                    "workshop", "line", "origin_catalogue",
                ],
                name="employment_counted",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def line_name(self) -> str:
        """The line with its workshop."""
        return line_name(self.workshop, self.line)
