"""Gates (chốt) of an enterprise, their lanes, and how long one walks from one to another."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise


class Direction(models.TextChoices):
    """Which way a lane leads; a mixed one lets the guard or the last scan decide."""

    IN = "IN", _("Vào")
    OUT = "OUT", _("Ra")
    MIXED = "MIXED", _("Vào và ra")


class Gate(Record):
    """`code` is its name for devices and in the stream; it never changes."""

    privacy = declare(keep="enterprise code name closed_at")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="gates")
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Lane(Record):
    """One queue of a gate."""

    privacy = declare(keep="gate code name direction")
    scope_park = "gate__enterprise__park_id"
    scope_enterprise = "gate__enterprise_id"

    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="lanes")
    code = models.SlugField(max_length=20)
    name = models.CharField(max_length=60)
    direction = models.CharField(max_length=5, choices=Direction, default=Direction.MIXED)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["gate", "code"], name="lane_code_once")]

    def __str__(self) -> str:
        return self.name


class Walk(Record):
    """The fewest minutes from gate `one` to gate `other`, either way: a pass seen at both sooner is two passes."""

    privacy = declare(keep="one other minutes")
    scope_park = "one__enterprise__park_id"
    scope_enterprise = "one__enterprise_id"

    one = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="walks")
    other = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="walk_once"),
            models.CheckConstraint(
                condition=models.Q(one_id__lt=models.F("other_id")), name="walk_lower_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"
