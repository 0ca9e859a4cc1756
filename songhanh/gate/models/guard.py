"""Guards (bảo vệ) who share a device: known by a mark, told apart by a PIN."""

import hmac
from hashlib import pbkdf2_hmac
from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models.device import Device

ROUNDS = 210_000  # about a second on a cheap phone


def pin_hash(pin: str, salt: str) -> str:
    """PBKDF2-SHA-256 as the browser's own cryptography computes it; salt and hash in hex."""
    return pbkdf2_hmac("sha256", pin.encode(), bytes.fromhex(salt), ROUNDS).hex()


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

    def has_pin(self, pin: str) -> bool:
        """Whether this is the PIN."""
        return hmac.compare_digest(self.pin_hash, pin_hash(pin, self.pin_salt))


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
