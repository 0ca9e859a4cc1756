"""Gates with their lanes and walks, guards, shifts."""

from collections.abc import Iterable

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Gate, Guard, GuardShift, Lane, Shift, Walk


def gates(*, scope: Scope) -> RecordQuerySet[Gate]:
    """All of them, with their lanes."""
    return Gate.objects.visible_to(scope).select_related("enterprise").prefetch_related("lanes")


def gate_of(*, scope: Scope, code: str) -> Gate | None:
    """One, if the scope covers it."""
    return gates(scope=scope).filter(code=code).first()


def open_gates(enterprise: Enterprise) -> list[Gate]:
    """Those that are not closed."""
    return list(Gate.objects.filter(enterprise=enterprise, closed_at=None).prefetch_related("lanes"))


def lanes_of(gate: Gate) -> list[Lane]:
    """By code."""
    return list(Lane.objects.filter(gate=gate))


def walks_from(gate: Gate) -> list[tuple[Gate, int]]:
    """(the other gate, minutes), where known."""
    rows = Walk.objects.filter(one=gate).select_related("other")
    back = Walk.objects.filter(other=gate).select_related("one")
    found = [(row.other, row.minutes) for row in rows] + [(row.one, row.minutes) for row in back]
    return sorted(found, key=lambda each: each[0].code)


def walk_between(one: Gate, other: Gate) -> Walk | None:
    """As it stands."""
    low, high = sorted((one.pk, other.pk))
    return Walk.objects.filter(one_id=low, other_id=high).first()


def code_taken(code: str) -> bool:
    """Whether a gate has it."""
    return Gate.objects.filter(code=code).exists()


def guards(*, scope: Scope) -> RecordQuerySet[Guard]:
    """Who has not left."""
    return Guard.objects.visible_to(scope).filter(left_at=None).select_related("enterprise")


def guard_with_mark(enterprise_id: int, mark: str) -> Guard | None:
    """One of the enterprise's."""
    return Guard.objects.filter(enterprise_id=enterprise_id, mark=mark, left_at=None).first()


def guard_ever(enterprise_id: int, mark: str) -> bool:
    """Whether the mark was ever given."""
    return Guard.objects.filter(enterprise_id=enterprise_id, mark=mark).exists()


def shift_at(device_id: int) -> GuardShift | None:
    """Who stands at a device now."""
    return GuardShift.objects.filter(device_id=device_id, ended_at=None).select_related("guard").first()


def shifts(*, scope: Scope) -> RecordQuerySet[Shift]:
    """The hours of shifts."""
    return Shift.objects.visible_to(scope).select_related("enterprise")


def gate_names(enterprise_ids: Iterable[int]) -> dict[str, str]:
    """Code → name of the gates of these enterprises, closed ones too."""
    return dict(Gate.objects.filter(enterprise_id__in=list(enterprise_ids)).values_list("code", "name"))
