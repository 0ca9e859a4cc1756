"""Devices (thiết bị) that scan: phones with the gate page, time clocks."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.privacy import Privacy
from songhanh.core.records import Record, declare
from songhanh.gate.models.gate import Gate


class DeviceKind(models.TextChoices):
    """What it is."""

    PHONE = "PHONE", _("Điện thoại")
    CLOCK = "CLOCK", _("Máy chấm công")


class Device(Record):
    """Signs in by itself: a one-time code once, then its secret. The server knows only hashes of both."""

    privacy = declare(
        keep="code name gate kind enrol_until enrolled_at revoked_at", personal="secret_hash enrol_hash"
    )
    scope_park = "gate__enterprise__park_id"
    scope_enterprise = "gate__enterprise_id"

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=5, choices=DeviceKind, default=DeviceKind.PHONE)
    secret_hash = models.CharField(max_length=64, blank=True)
    enrol_hash = models.CharField(max_length=64, blank=True, db_index=True)
    enrol_until = models.DateTimeField(null=True, blank=True)
    enrolled_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class DeviceState(models.Model):
    """What a device last said of itself: no record of an act, so outside the trail (see `models.device_state`)."""

    privacy: ClassVar[dict[str, Privacy]] = declare(keep="device seen_at battery drift_ms snapshot")

    device = models.OneToOneField(Device, on_delete=models.CASCADE, related_name="state")
    seen_at = models.DateTimeField()
    battery = models.PositiveSmallIntegerField(null=True, blank=True)  # percent
    drift_ms = models.BigIntegerField(default=0)  # server's clock minus the device's
    snapshot = models.CharField(max_length=40, blank=True)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    def __str__(self) -> str:
        return str(self.device_id)
