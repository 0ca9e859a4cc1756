"""Employment (quan hệ lao động): a person at an enterprise, half-open [joined_on, left_on)."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.people.models.person import Person


class Employment(Record):
    """One stay; who comes back gets a new row."""

    privacy = declare(
        keep="person enterprise job line shift joined_on left_on foreign origin_province",
        personal="employee_code name_key",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="employments")
    employee_code = models.CharField(max_length=30)
    job = models.CharField(max_length=80, blank=True)
    line = models.CharField(max_length=60, blank=True)
    shift = models.CharField(max_length=30, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    # Copies of the person's own columns, so that lists of 192,000 filter and sort on one index.
    foreign = models.BooleanField(default=False)
    origin_province = models.CharField(max_length=2, blank=True)
    name_key = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enterprise", "employee_code"],
                condition=models.Q(left_on=None),
                name="employee_code_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gt=models.F("joined_on")),
                name="left_after_joining",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["enterprise", "name_key"]),
            models.Index(fields=["enterprise", "origin_province"]),
            models.Index(fields=["name_key"]),
        ]

    def __str__(self) -> str:
        return self.employee_code
