"""The editable holiday table: what differs from, or is not yet in, the published calendar."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare


class DayKind(models.TextChoices):
    """What a day is for deadlines."""

    OFF = "OFF", _("Ngày nghỉ")
    WORKED = "WORKED", _("Ngày làm bù")


class CalendarDay(Record):
    """One day that offices do not work, or work in exchange; goes before the published table."""

    privacy = declare(keep="on kind name source")

    on = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=DayKind)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
