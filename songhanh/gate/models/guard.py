"""Guards (bảo vệ) who share a device: known by a mark, told apart by a PIN."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models.device import Device


class Guard(Record):
    """PBKDF2-SHA-256 of the PIN travels in the snapshot, so that shifts change without a network.

    It keeps colleagues apart, not attackers out: who may scan at all is decided by the device's secret.
    """

    privacy = declare(keep="enterprise mark left_at", personal="name pin_salt pin_hash")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="guards")
    mark = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    pin_salt = models.CharField(max_length=32)  # hex
    pin_hash = models.CharField(max_length=64)  # hex
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["mark"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "mark"], name="guard_mark_once")
        ]

    def __str__(self) -> str:
        return self.mark


class GuardShift(Record):
    """Who stood at a device in [began_at, ended_at)."""

    privacy = declare(keep="device guard began_at ended_at")
    scope_park = "guard__enterprise__park_id"
    scope_enterprise = "guard__enterprise_id"

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="shifts")
    guard = models.ForeignKey(Guard, on_delete=models.PROTECT, related_name="shifts")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device"], condition=models.Q(ended_at=None), name="one_guard_at_a_device"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
