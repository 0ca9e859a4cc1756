"""Who belongs to which place when: rosters of a day, and the line of the employment register where none says more."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import PlaceKind
from songhanh.people.models import Employment
from songhanh.presence.models import Roster, RosterFor
from songhanh.presence.queries.batches import pieces
from songhanh.presence.queries.holders import Work
from songhanh.presence.queries.margins import Hours, hours_of, midnight, moment_of, shift_on
from songhanh.presence.queries.places import OUTSIDE, BarePlace, code_of, places_by_enterprise
from songhanh.rules.presence.outside import less
from songhanh.rules.presence.places import Slot
from songhanh.rules.presence.stays import Shift

PERSON, LINE, SHIFT, REGISTER = range(4)  # of overlapping rosters the first counts
PRECEDENCE = {RosterFor.PERSON: PERSON, RosterFor.LINE: LINE, RosterFor.SHIFT: SHIFT}


@dataclass(frozen=True, slots=True)
class Places:
    """A person's places around a day: `inside` cut the stays; `rooms` and `rides` lie before and after the gate."""

    inside: tuple[Slot, ...]
    rooms: tuple[Slot, ...] = ()
    rides: tuple[Slot, ...] = ()


@dataclass
class Book:
    """The rosters of some enterprises around one day; built by `book_of`."""

    day: date
    personal: dict[UUID, list[Roster]]
    grouped: dict[int, list[Roster]]
    lines: dict[tuple[int, str, str], str]  # (enterprise id, workshop, line) → place code
    workshops: dict[tuple[int, str], str]
    codes: dict[int, str]  # of places, by key
    hours: Hours
    known: dict[tuple[object, ...], Places] = field(default_factory=dict)

    def places_of(self, work: Work | None) -> Places:
        """Of a worker with this work; a guest is rostered nowhere. Who shares line and shift shares the answer."""
        if work is None:
            return Places(())
        group = (work.enterprise_id, work.workshop, work.line, work.shift)
        shared = self.known.get(group)
        if shared is None:
            shared = self.known[group] = self._places(work, self._of_group(work))
        own = self.personal.get(work.stay)
        return self._places(work, [*own, *self._of_group(work)]) if own else shared

    def _of_group(self, work: Work) -> list[Roster]:
        return [each for each in self.grouped.get(work.enterprise_id, ()) if self._means(each, work)]

    def _means(self, roster: Roster, work: Work) -> bool:
        if roster.shift and roster.shift != work.shift:
            return False
        if roster.for_whom == RosterFor.SHIFT:
            return True
        line = self.lines.get((work.enterprise_id, work.workshop, work.line))
        return line is not None and line == self.codes.get(roster.line_id or 0)

    def _registered(self, work: Work) -> list[Slot]:
        """Wherever nothing else is said: his line, else his workshop, whenever he is inside."""
        code = self.lines.get((work.enterprise_id, work.workshop, work.line)) if work.line else None
        code = code or self.workshops.get((work.enterprise_id, work.workshop))
        if code is None:
            return []
        start, end = midnight(self.day - timedelta(days=2)), midnight(self.day + timedelta(days=3))
        return [Slot(code, start, end, REGISTER)]

    def _places(self, work: Work, rosters: list[Roster]) -> Places:
        slots = [(each.place.kind, slot) for each in rosters for slot in self._slots(each)]
        rooms = [slot for kind, slot in slots if kind == PlaceKind.ROOM]
        shifts = self._shifts(work)
        inside = [slot for kind, slot in slots if kind not in OUTSIDE]
        # Who is inside the gate at the hours of his room sleeps on the grounds, unless it is his shift.
        inside += [part for slot in rooms for part in less(slot, shifts)]
        rides = tuple(slot for kind, slot in slots if kind == PlaceKind.BUS)
        return Places((*inside, *self._registered(work)), tuple(rooms), rides)

    def _shifts(self, work: Work) -> list[Shift]:
        hours = self.hours.get((work.enterprise_id, work.shift))
        days = (self.day + timedelta(days=each) for each in (-2, -1, 0, 1))
        return [shift_on(day, *hours) for day in days] if hours else []

    def _slots(self, roster: Roster) -> list[Slot]:
        found = []
        for each in (-1, 0, 1):
            day = self.day + timedelta(days=each)
            begun = roster.valid_from <= day and (roster.valid_until is None or day < roster.valid_until)
            if not begun or str(day.isoweekday()) not in roster.weekdays:
                continue
            until = day + timedelta(days=1) if roster.ends_at <= roster.starts_at else day
            start, end = moment_of(day, roster.starts_at), moment_of(until, roster.ends_at)
            found.append(
                Slot(self.codes[roster.place_id], start, end, PRECEDENCE[RosterFor(roster.for_whom)])
            )
        return found


def rosters(*, scope: Scope) -> RecordQuerySet[Roster]:
    """Those that were not withdrawn."""
    rows = Roster.objects.visible_to(scope).filter(withdrawn_at=None)
    return rows.select_related("enterprise", "place", "line", "line__parent")


def all_work_in(enterprise: Enterprise, stays: Collection[UUID]) -> bool:
    """Whether each of these stays is one of the enterprise's that has not ended."""
    wanted = set(stays)
    found: set[UUID] = set()
    for piece in pieces(wanted):
        rows = Employment.objects.filter(enterprise=enterprise, stay__in=piece, left_on=None)
        found.update(rows.values_list("stay", flat=True))
    return found == wanted


def codes_of(rows: RecordQuerySet[Roster]) -> dict[UUID, str]:
    """The employee codes of the persons whom these rosters name."""
    stays = rows.filter(stay__isnull=False).order_by().values("stay")
    found = Employment.objects.filter(stay__in=stays).order_by("since")
    return dict(found.values_list("stay", "employee_code"))


def book_of(enterprises: Collection[Enterprise], day: date) -> Book:
    """What holds around a day (the one before and the one after included, for what goes over midnight)."""
    owners = {each.pk: each.code for each in enterprises}
    places = [place for found in places_by_enterprise(owners).values() for place in found]
    names = {place.pk: place.name for place in places}
    book = Book(
        day=day,
        personal={},
        grouped={},
        lines={
            _line_key(place, names): _code(place, owners) for place in places if place.kind == PlaceKind.LINE
        },
        workshops={
            (place.enterprise_id, place.name): _code(place, owners)
            for place in places
            if place.kind == PlaceKind.WORKSHOP
        },
        codes={place.pk: _code(place, owners) for place in places},
        hours=hours_of(owners),
    )
    for row in _around(owners, day):
        if row.for_whom == RosterFor.PERSON and row.stay:
            book.personal.setdefault(row.stay, []).append(row)
        else:
            book.grouped.setdefault(row.enterprise_id, []).append(row)
    return book


def rostered_outside(book: Book) -> tuple[set[UUID], set[int]]:
    """Stays, and enterprises with groups, that are rostered to rooms: their people are somewhere without any scan."""
    stays = {
        stay for stay, rows in book.personal.items() if any(row.place.kind == PlaceKind.ROOM for row in rows)
    }
    owners = {
        owner for owner, rows in book.grouped.items() if any(row.place.kind == PlaceKind.ROOM for row in rows)
    }
    return stays, owners


def _around(owners: Collection[int], day: date) -> list[Roster]:
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    rows = Roster.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=before),
        enterprise_id__in=list(owners),
        valid_from__lte=after,
        withdrawn_at=None,
    )
    return list(rows.select_related("place").order_by("pk"))


def _code(place: BarePlace, owners: dict[int, str]) -> str:
    return code_of(place, owners[place.enterprise_id])


def _line_key(place: BarePlace, names: dict[int, str]) -> tuple[int, str, str]:
    return place.enterprise_id, names.get(place.parent_id or 0, ""), place.name
