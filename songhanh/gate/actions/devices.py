"""Devices: added with a one-time code, enrolled, given a new code, revoked; shifts that change on them."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.gate import policies
from songhanh.gate.models import Device, DeviceKind, Gate, GuardShift
from songhanh.gate.queries import devices as queries
from songhanh.gate.queries import gates

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read aloud and typed without doubt
CODE_LETTERS = 12  # 60 bits, good once and for half an hour
CODE_HOLDS = timedelta(minutes=30)
PREFIX = "tb-"


@act("gate:device:added", _("Thêm thiết bị"))
def add_device(*, gate: Gate, name: str, kind: DeviceKind, by: Actor, now: datetime) -> tuple[Device, str]:
    """A device of a gate, and the code that it is enrolled with: shown once, kept as a hash."""
    policies.check_can_manage(by, gate.enterprise)
    policies.check_gate_open(gate)
    number = queries.last_device_number(PREFIX) + 1
    device = Device(code=f"{PREFIX}{number:04d}", name=name, gate=gate, kind=kind)
    return device, _offer(device, now)


@act("gate:device:offered", _("Cấp lại mã ghép thiết bị"))
def offer_enrolment(*, device: Device, by: Actor, now: datetime) -> str:
    """A new code; the secret that the device has goes on until the code is used."""
    policies.check_can_manage(by, device.gate.enterprise)
    policies.check_device_open(device)
    return _offer(device, now)


@act("gate:device:enrolled", _("Ghép thiết bị"))
def enrol_device(*, code: str, by: Actor, now: datetime) -> tuple[Device, str]:
    """The device whose code this is, with its secret: given this once, kept as a hash."""
    device = policies.check_can_enrol(_locked(queries.device_with_enrolment(enrolment_hash(code))), now)
    secret = secrets.token_urlsafe(32)
    device.secret_hash = queries.secret_hash_of(secret)
    device.enrol_hash, device.enrol_until, device.enrolled_at = "", None, now
    device.save()
    return device, secret


@act("gate:device:revoked", _("Thu hồi thiết bị"))
def revoke_device(*, device: Device, by: Actor, now: datetime) -> Device:
    """What it sends from now on is refused, what it asks for too."""
    policies.check_can_manage(by, device.gate.enterprise)
    policies.check_device_open(device)
    device.revoked_at, device.enrol_hash, device.enrol_until = now, "", None
    device.save()
    return device


@act("gate:shift:changed", _("Đổi ca trực ở thiết bị"))
def change_shift(*, device: Device, mark: str, pin: str, by: Actor, now: datetime) -> GuardShift:
    """The guard with this mark and PIN stands at the device from now on; who stood there stands there no more."""
    policies.check_device_open(device)
    guard = policies.check_pin_of(gates.guard_with_mark(device.gate.enterprise_id, mark), pin)
    last = gates.shift_at(device.pk)
    if last is not None:
        last.ended_at = now
        last.save()
    shift = GuardShift(device=device, guard=guard, began_at=now)
    shift.save()
    return shift


def enrolment_hash(code: str) -> str:
    """Typed in any case, with or without hyphens and spaces."""
    letters = "".join(letter for letter in code.upper() if letter in LETTERS)
    return sha256(f"enrol {letters}".encode()).hexdigest() if len(letters) == CODE_LETTERS else ""


def _offer(device: Device, now: datetime) -> str:
    code = "".join(secrets.choice(LETTERS) for _each in range(CODE_LETTERS))
    device.enrol_hash, device.enrol_until = enrolment_hash(code), now + CODE_HOLDS
    device.save()
    return "-".join(code[at : at + 4] for at in range(0, CODE_LETTERS, 4))


def _locked(device: Device | None) -> Device | None:
    """Held until the act ends: a code is used once, by two phones at once too."""
    if device is None or not connection.features.has_select_for_update:
        return device
    rows = Device.objects.select_for_update(of=("self",)).select_related("gate__enterprise")
    return rows.filter(pk=device.pk, enrol_hash=device.enrol_hash).first()
