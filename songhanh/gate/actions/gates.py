"""Gates: added, renamed, closed; their lanes and the walks between them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.models import Direction, Gate, Lane, Walk
from songhanh.gate.models.revision import raise_revision
from songhanh.gate.queries import gates as queries

LANE_CODE = 20  # letters at most
LaneWords = tuple[str, str, Direction]  # code, name, direction


@act("gate:gate:added", _("Thêm chốt"))
def add_gate(
    *, enterprise: Enterprise, code: str, name: str, lanes: Sequence[LaneWords], by: Actor, now: datetime
) -> Gate:
    """A gate with its lanes."""
    policies.check_can_manage(by, enterprise)
    policies.check_code(code, queries.code_taken(code))
    codes = [lane[0] for lane in lanes]
    for each in codes:
        policies.check_code(each, codes.count(each) > 1, most=LANE_CODE)
    gate = Gate(enterprise=enterprise, code=code, name=name)
    gate.save()
    for lane in lanes:
        _lane(gate, *lane)
    raise_revision([enterprise.pk])
    return gate


@act("gate:gate:renamed", _("Đổi tên chốt"))
def rename_gate(*, gate: Gate, name: str, by: Actor, now: datetime) -> Gate:
    """The code stays."""
    policies.check_can_manage(by, gate.enterprise)
    gate.name = name
    gate.save()
    raise_revision([gate.enterprise_id])
    return gate


@act("gate:gate:closed", _("Đóng chốt"))
def close_gate(*, gate: Gate, by: Actor, now: datetime) -> Gate:
    """Nothing is scanned there any more; its scans stay."""
    policies.check_can_manage(by, gate.enterprise)
    policies.check_gate_open(gate)
    gate.closed_at = now
    gate.save()
    raise_revision([gate.enterprise_id])
    return gate


@act("gate:lane:added", _("Thêm làn"))
def add_lane(*, gate: Gate, code: str, name: str, direction: Direction, by: Actor, now: datetime) -> Lane:
    """One more queue."""
    policies.check_can_manage(by, gate.enterprise)
    policies.check_gate_open(gate)
    policies.check_code(code, any(lane.code == code for lane in queries.lanes_of(gate)), most=LANE_CODE)
    lane = _lane(gate, code, name, direction)
    raise_revision([gate.enterprise_id])
    return lane


@act("gate:walk:set", _("Ghi số phút đi bộ giữa hai chốt"))
def set_walk(*, one: Gate, other: Gate, minutes: int, by: Actor, now: datetime) -> Walk:
    """The fewest minutes from one gate to another of the same enterprise."""
    policies.check_can_manage(by, one.enterprise)
    policies.check_can_manage(by, other.enterprise)
    policies.check_walk(one, other)
    low, high = sorted((one, other), key=lambda gate: gate.pk)
    walk = queries.walk_between(one, other) or Walk(one=low, other=high)
    walk.minutes = minutes
    walk.save()
    raise_revision([one.enterprise_id])
    return walk


def _lane(gate: Gate, code: str, name: str, direction: Direction) -> Lane:
    lane = Lane(gate=gate, code=code, name=name, direction=direction)
    lane.save()
    return lane
