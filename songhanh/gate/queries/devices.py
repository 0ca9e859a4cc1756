"""Devices: what the ingest checks each call against, and what the pages show."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from songhanh.core.actor import Actor
from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope, ScopeKind
from songhanh.gate.models import Device, DeviceKind, DeviceState, Lane

CODE = re.compile(r"[a-z0-9-]{1,20}")


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device as the ingest needs it: bare values, to be kept in memory for some seconds.

    `secret_hash` is SHA-256 of the secret in hex; `lanes` the codes of its gate's lanes.
    """

    id: int
    code: str
    secret_hash: str
    kind: DeviceKind
    gate: str
    enterprise: str
    enterprise_id: int
    lanes: frozenset[str]
    revoked: bool


def known_devices() -> dict[str, KnownDevice]:
    """Every device that was ever enrolled, by its code; the revoked ones too, so that they are told so."""
    lanes: dict[int, set[str]] = {}
    for gate_id, code in Lane.objects.order_by().values_list("gate_id", "code"):
        lanes.setdefault(gate_id, set()).add(code)
    rows = Device.objects.exclude(enrolled_at=None).select_related("gate__enterprise").order_by("code")
    return {row.code: _known(row, frozenset(lanes.get(row.gate_id, ()))) for row in rows}


def _known(row: Device, lanes: frozenset[str]) -> KnownDevice:
    enterprise = row.gate.enterprise
    return KnownDevice(
        row.pk,
        row.code,
        row.secret_hash,
        DeviceKind(row.kind),
        row.gate.code,
        enterprise.code,
        enterprise.pk,
        lanes,
        row.revoked_at is not None,
    )


def secret_hash_of(secret: str) -> str:
    """A secret is 256 random bits: a plain hash cannot be tried out."""
    return sha256(secret.encode()).hexdigest()


def devices(*, scope: Scope) -> RecordQuerySet[Device]:
    """All of them with their gates and what they last said."""
    return Device.objects.visible_to(scope).select_related("gate__enterprise", "state")


def quiet_since(rows: RecordQuerySet[Device], moment: datetime) -> RecordQuerySet[Device]:
    """Those in use that have said nothing since."""
    heard = DeviceState.objects.filter(seen_at__gte=moment).values("device_id")
    return rows.filter(revoked_at=None, enrolled_at__isnull=False).exclude(pk__in=heard)


def device_of(*, scope: Scope, code: str) -> Device | None:
    """One, if the scope covers it."""
    return devices(scope=scope).filter(code=code).first()


def device_with_secret(code: str, secret: str) -> Device | None:
    """The device that signs in so; a revoked one too, which is to be told so."""
    if not CODE.fullmatch(code):
        return None
    device = Device.objects.select_related("gate__enterprise").filter(code=code).first()
    same = device is not None and compare_digest(device.secret_hash, secret_hash_of(secret))
    return device if same else None


def device_with_enrolment(hash_: str) -> Device | None:
    """For a device that was given this one-time code."""
    return (
        Device.objects.select_related("gate__enterprise").filter(enrol_hash=hash_).first() if hash_ else None
    )


def last_device_number(prefix: str) -> int:
    """The highest number given under a prefix."""
    codes = Device.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    return max((int(code[len(prefix) :]) for code in codes if code[len(prefix) :].isdecimal()), default=0)


def device_actor(device: Device) -> Actor:
    """The device acting by itself."""
    scope = Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({device.gate.enterprise_id}))
    return Actor(
        None, f"{device.code} · {device.name}", "DEVICE", scope, f"device {device.code}", frozenset()
    )
