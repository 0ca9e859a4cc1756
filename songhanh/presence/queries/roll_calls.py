"""Roll calls: who was expected, who has been seen since, out of all marks in whatever order they came."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import EVERYTHING, Scope
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Kind
from songhanh.presence.models import Expected, Mark, NamesOpened, RollCall
from songhanh.presence.models.roll_calls import ERASED

AT_ONCE = 1000  # marks in one answer


@dataclass(frozen=True, slots=True)
class Standing:
    """Ticks that stand, by the id of who was expected; who was added."""

    present: dict[int, list[Mark]]
    added: list[Mark]


class LineCount(NamedTuple):
    """How many of a line were expected and are present; guests are a line of their own."""

    workshop: str
    line: str
    guests: bool
    expected: int
    present: int


def roll_calls(*, scope: Scope) -> RecordQuerySet[RollCall]:
    """All of them, with their results."""
    rows = RollCall.objects.visible_to(scope)
    return rows.select_related("enterprise__park", "started_by", "result", "result__closed_by")


def roll_call_of(*, scope: Scope, uuid: UUID) -> RollCall | None:
    """One, if the scope covers it."""
    return roll_calls(scope=scope).filter(uuid=uuid).first()


def open_call(enterprise: Enterprise) -> RollCall | None:
    """The one that has not been closed."""
    return roll_calls(scope=EVERYTHING).filter(enterprise=enterprise, closed_at=None).first()


def usual_points(enterprise_ids: Iterable[int]) -> list[str]:
    """Assembly points of the last call there: they seldom change."""
    rows = RollCall.objects.filter(enterprise_id__in=list(enterprise_ids)).order_by("-started_at")
    return list(rows.values_list("points", flat=True).first() or [])


def expected_of(call: RollCall) -> list[Expected]:
    """Who was inside, in the order of the list."""
    return list(Expected.objects.filter(call=call).select_related("day_pass__announcement").order_by("nth"))


def marks_after(call: RollCall, last: int, limit: int | None = None) -> list[Mark]:
    """Those kept later than the mark with id `last`, in the order they were kept: a call takes marks one at a time."""
    rows = Mark.objects.filter(call=call, pk__gt=last).select_related("by", "expected").order_by("pk")
    return list(rows[:limit])


def added_before(day: date) -> list[Mark]:
    """People added by hand before a day whose names are still there."""
    rows = Mark.objects.filter(call__started_at__date__lt=day, name__gt="").exclude(name=ERASED)
    return list(rows)


def known_marks(ids: Iterable[UUID]) -> dict[UUID, int]:
    """Which of these are kept, and of which call (its id)."""
    rows = Mark.objects.filter(uuid__in=list(ids)).order_by()
    return dict(rows.values_list("uuid", "call_id"))


def late_of(call: RollCall, ids: Iterable[UUID]) -> int:
    """How many of these marks came after the call was closed."""
    if call.closed_at is None:
        return 0
    return Mark.objects.filter(call=call, uuid__in=list(ids), late=True).count()


def names_are_open(call: RollCall, user_id: int | None, now: datetime) -> bool:
    """Whether this user has opened them and the time is not over."""
    return NamesOpened.objects.filter(call=call, user_id=user_id or 0, until__gt=now).exists()


def openings_of(call: RollCall) -> list[NamesOpened]:
    """Who of the Board has seen the names, the newest first."""
    return list(NamesOpened.objects.filter(call=call).select_related("user").order_by("-pk"))


def standing(marks: Iterable[Mark]) -> Standing:
    """A tick counts until it is itself taken back: what one phone takes back leaves another's tick standing."""
    listed = list(marks)
    undone = {each.undoes for each in listed}
    present: dict[int, list[Mark]] = defaultdict(list)
    added = []
    for each in listed:
        if each.undoes is not None or each.uuid in undone:
            continue
        if each.expected_id is None:
            added.append(each)
        else:
            present[each.expected_id].append(each)
    return Standing(dict(present), added)


def standing_of(call: RollCall) -> Standing:
    """As it is now; of a closed call as it was closed: marks that came later do not change it."""
    return standing(each for each in marks_after(call, 0) if not each.late)


def by_line(expected: Iterable[Expected], now: Standing) -> list[LineCount]:
    """The line with the most missing first."""
    counts: dict[tuple[str, str, bool], list[int]] = defaultdict(lambda: [0, 0])
    for each in expected:
        count = counts[each.workshop, each.line, each.kind not in {Kind.WORKER, ""}]
        count[0] += 1
        count[1] += each.pk in now.present
    rows = [LineCount(*line, *count) for line, count in counts.items()]
    return sorted(rows, key=lambda row: (row.present - row.expected, row.guests, row.workshop, row.line))


def digest(expected: Iterable[Expected], now: Standing) -> str:
    """What the seal holds of everybody: the row on the list and the ticks that stood; then who was added."""
    people = [
        [str(each.uuid), sorted(str(mark.uuid) for mark in now.present.get(each.pk, ()))] for each in expected
    ]
    said = {"people": people, "added": sorted(str(mark.uuid) for mark in now.added)}
    return sha256(json.dumps(said, separators=(",", ":"), sort_keys=True).encode()).hexdigest()
