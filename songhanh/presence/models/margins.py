"""Margins (khoảng bù): what is added where something was not seen. Our own words and figures, no regulation's."""

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise

AFTER_SHIFT = 60  # minutes
LONGEST = 16  # hours
DOUBLED = 120  # seconds
RIDE = 60  # minutes


class Margins(Record):
    """Of one enterprise; where there is no row, the usual ones hold."""

    privacy = declare(keep="enterprise after_shift_minutes longest_hours doubled_seconds ride_minutes")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.OneToOneField(Enterprise, on_delete=models.PROTECT, related_name="margins")
    after_shift_minutes = models.PositiveSmallIntegerField(default=AFTER_SHIFT)  # who was not seen leaving
    longest_hours = models.PositiveSmallIntegerField(default=LONGEST)  # no stay without an exit is longer
    doubled_seconds = models.PositiveSmallIntegerField(default=DOUBLED)  # two sources, one passing
    ride_minutes = models.PositiveSmallIntegerField(default=RIDE)  # between a bus and the gate

    def __str__(self) -> str:
        return str(self.enterprise_id)
