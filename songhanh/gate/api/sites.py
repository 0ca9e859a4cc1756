"""Gates, devices and places through the API."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code, Words, whole
from songhanh.core.ui.request import Request, visible
from songhanh.gate.actions import devices as device_actions
from songhanh.gate.actions import gates as gate_actions
from songhanh.gate.actions import places as place_actions
from songhanh.gate.api.passes import enterprise_of
from songhanh.gate.models import Device, DeviceKind, Direction, DistanceClass, Gate, Place
from songhanh.gate.queries import devices, gates, places

router = Router(tags=["gate"])
Crew = Annotated[int, Field(ge=1, le=10_000), BeforeValidator(whole)]


class OfEnterprise(Paging):
    """Of one enterprise, or of all in scope."""

    enterprise: Code | None = None


class LaneOut(Schema):
    """One queue; `direction` is IN, OUT or MIXED."""

    code: str
    name: str
    direction: str


class GateOut(Schema):
    """A gate with its lanes."""

    uuid: UUID
    code: str
    name: str
    enterprise: str
    closed_at: datetime | None
    lanes: list[LaneOut]


class LaneIn(Schema):
    """One queue."""

    code: Code
    name: Annotated[Words, Field(max_length=60)]
    direction: Literal["IN", "OUT", "MIXED"] = "MIXED"


class GateIn(Schema):
    """A new gate."""

    enterprise: Code
    code: Code
    name: Annotated[Words, Field(max_length=80)]
    lanes: Annotated[list[LaneIn], Field(min_length=1, max_length=20)]


class DeviceOut(Schema):
    """A device and what it last said of itself; `drift_ms` is the server's clock minus its own."""

    uuid: UUID
    code: str
    name: str
    kind: str
    gate: str
    enterprise: str
    enrolled_at: datetime | None
    revoked_at: datetime | None
    seen_at: datetime | None
    battery: int | None
    drift_ms: int | None
    snapshot: str


class DeviceIn(Schema):
    """A new device of a gate."""

    name: Annotated[Words, Field(max_length=80)]
    kind: Literal["PHONE", "CLOCK"] = "PHONE"


class CodeOut(Schema):
    """The one-time code, given this once; good until `until`."""

    device: str
    code: str
    until: datetime | None


class PlaceOut(Schema):
    """A place inside an enterprise; `parent` is the name of what it is part of."""

    uuid: UUID
    enterprise: str
    kind: str
    name: str
    parent: str | None
    distance: str
    minimum_crew: int | None


class ReadIn(Schema):
    """Whose register."""

    enterprise: Code


class DescribeIn(Schema):
    """How near people are, with how few it runs."""

    distance: Literal["NEAR", "SAME_ROOM", "FAR"]
    minimum_crew: Crew | None = None


@router.get("/gate/gates", response=Page[GateOut])
@needs(Permission.GATE_READ)
def gate_list(request: Request, asked: Query[OfEnterprise]) -> Any:
    """Gates within scope, by code."""
    rows = gates.gates(scope=request.actor.scope).order_by("code")
    return page(_of(rows, "enterprise__code", asked), asked, _gate)


@router.post("/gate/gates", response={201: GateOut})
@needs(Permission.GATE_MANAGE)
def add_gate(request: Request, sent: GateIn) -> Any:
    """A new gate with its lanes."""
    enterprise = enterprise_of(request, sent.enterprise)
    lanes = [(lane.code, lane.name, Direction(lane.direction)) for lane in sent.lanes]
    made = gate_actions.add_gate(
        enterprise=enterprise, code=sent.code, name=sent.name, lanes=lanes, **who(request)
    )
    return Status(201, _gate(made))


@router.get("/gate/devices", response=Page[DeviceOut])
@needs(Permission.GATE_READ)
def device_list(request: Request, asked: Query[OfEnterprise]) -> Any:
    """Devices within scope, by code."""
    rows = devices.devices(scope=request.actor.scope).order_by("code")
    return page(_of(rows, "gate__enterprise__code", asked), asked, _device)


@router.post("/gate/gates/{uuid}/devices", response={201: CodeOut})
@needs(Permission.GATE_MANAGE)
def add_device(request: Request, uuid: UUID, sent: DeviceIn) -> Any:
    """A new device and the code it is enrolled with."""
    gate = visible(gates.gates(scope=request.actor.scope), request.actor, uuid=uuid)
    kind = DeviceKind(sent.kind)
    device, code = device_actions.add_device(gate=gate, name=sent.name, kind=kind, **who(request))
    return Status(201, {"device": device.code, "code": code, "until": device.enrol_until})


@router.post("/gate/devices/{uuid}/codes", response={201: CodeOut})
@needs(Permission.GATE_MANAGE)
def offer(request: Request, uuid: UUID) -> Any:
    """A new one-time code."""
    device = _one_device(request, uuid)
    code = device_actions.offer_enrolment(device=device, **who(request))
    return Status(201, {"device": device.code, "code": code, "until": device.enrol_until})


@router.post("/gate/devices/{uuid}/revocations", response={201: DeviceOut})
@needs(Permission.GATE_MANAGE)
def revoke(request: Request, uuid: UUID) -> Any:
    """Call it back."""
    device = device_actions.revoke_device(device=_one_device(request, uuid), **who(request))
    return Status(201, _device(device))


@router.get("/gate/places", response=Page[PlaceOut])
@needs(Permission.GATE_READ)
def place_list(request: Request, asked: Query[OfEnterprise]) -> Any:
    """Places within scope."""
    return page(_of(places.places(scope=request.actor.scope), "enterprise__code", asked), asked, _place)


@router.post("/gate/places", response={201: list[PlaceOut]})
@needs(Permission.GATE_MANAGE)
def read_places(request: Request, sent: ReadIn) -> Any:
    """Workshops and lines out of the employment register; what comes back is new."""
    enterprise = enterprise_of(request, sent.enterprise)
    return Status(
        201, [_place(each) for each in place_actions.read_places(enterprise=enterprise, **who(request))]
    )


@router.put("/gate/places/{uuid}", response=PlaceOut)
@needs(Permission.GATE_MANAGE)
def describe(request: Request, uuid: UUID, sent: DescribeIn) -> Any:
    """How near people are there, with how few it runs."""
    row = visible(places.places(scope=request.actor.scope), request.actor, uuid=uuid)
    distance = DistanceClass(sent.distance)
    return _place(
        place_actions.describe_place(
            place=row, distance=distance, minimum_crew=sent.minimum_crew, **who(request)
        )
    )


def _of(rows: Any, path: str, asked: OfEnterprise) -> Any:
    return rows.filter(**{path: asked.enterprise}) if asked.enterprise else rows


def _one_device(request: Request, uuid: UUID) -> Device:
    return visible(devices.devices(scope=request.actor.scope), request.actor, uuid=uuid)


def _gate(row: Gate) -> dict[str, Any]:
    lanes = [{"code": each.code, "name": each.name, "direction": each.direction} for each in row.lanes.all()]
    kept = ("uuid", "code", "name", "closed_at")
    return {name: getattr(row, name) for name in kept} | {"enterprise": row.enterprise.code, "lanes": lanes}


def _device(row: Device) -> dict[str, Any]:
    heard = getattr(row, "state", None)
    kept = ("uuid", "code", "name", "kind", "enrolled_at", "revoked_at")
    return {name: getattr(row, name) for name in kept} | {
        "gate": row.gate.code,
        "enterprise": row.gate.enterprise.code,
        "seen_at": getattr(heard, "seen_at", None),
        "battery": getattr(heard, "battery", None),
        "drift_ms": getattr(heard, "drift_ms", None),
        "snapshot": getattr(heard, "snapshot", ""),
    }


def _place(row: Place) -> dict[str, Any]:
    kept = ("uuid", "kind", "name", "distance", "minimum_crew")
    parent = row.parent.name if row.parent else None
    return {name: getattr(row, name) for name in kept} | {"enterprise": row.enterprise.code, "parent": parent}
