"""From sightings to stays, from stays to places, and what contradicts: one person after the other, by the rules."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import time

from songhanh.gate.models import Walk
from songhanh.gate.queries.passings import Passing
from songhanh.presence.queries.holders import Work
from songhanh.presence.queries.margins import MINUTE, MS, shift_around
from songhanh.presence.queries.roster import Book
from songhanh.presence.queries.sightings import Key, Sighted, Track
from songhanh.rules.presence.conflicts import Contradiction, Found, entered_twice, too_fast
from songhanh.rules.presence.outside import in_rooms, on_buses
from songhanh.rules.presence.places import At, places
from songhanh.rules.presence.stays import Margins, Shift, ShiftAt, Stay, stays

Around = Callable[[int], Shift | None]


@dataclass(frozen=True, slots=True)
class Presence:
    """What follows of one person: stays inside gates, the places they are cut into with those outside, conflicts."""

    key: Key
    stays: list[Stay]
    places: list[At]
    conflicts: list[Found]


@dataclass
class Ground:
    """What the derivation of a day stands on, beside what was seen."""

    seen: Sighted
    book: Book
    codes: dict[int, str]  # of enterprises, by key
    walks: dict[tuple[str, str], int]  # milliseconds

    def __post_init__(self) -> None:
        self.ids = {code: key for key, code in self.codes.items()}
        self._around: dict[tuple[time, time], Around] = {}

    def presence(self, key: Key, track: Track) -> Presence:
        """Everything that follows of one person."""
        margins = self.seen.usual(track.works)
        found = stays(track.sightings, self._shift_at(track, margins.after_shift), margins, self.seen.until)
        return Presence(key, found, list(self._places(track, found)), self._conflicts(track, found, margins))

    def alone(self, key: Key, work: Work) -> Presence:
        """Of somebody nobody saw: only what the roster says of rooms."""
        rooms = in_rooms(self.book.places_of(work).rooms, [], self.codes[work.enterprise_id])
        return Presence(key, [], list(self._known(rooms)), [])

    def _places(self, track: Track, found: list[Stay]) -> Iterator[At]:
        for stay in found:
            if stay.start < stay.end:
                work = track.works.get(self.ids.get(stay.enterprise, 0))
                slots = self.book.places_of(work).inside
                yield from (
                    places(stay, slots)
                    if slots
                    else [At(stay.enterprise, "", stay.start, stay.end, stay.supplied)]
                )
        for owner, work in track.works.items():
            slots_of = self.book.places_of(work)
            if slots_of.rooms or slots_of.rides:
                ride = self.seen.margins[owner].ride_minutes * MINUTE
                yield from self._known(in_rooms(slots_of.rooms, found, self.codes[owner]))
                yield from self._known(on_buses(slots_of.rides, found, self.codes[owner], ride))

    def _known(self, found: Iterable[At]) -> Iterator[At]:
        """Rosters say what will be, too: nothing after the present."""
        for each in found:
            end = min(each.end, self.seen.until)
            if each.start < end:
                yield At(each.enterprise, each.place, each.start, end, each.supplied)

    def _shift_at(self, track: Track, margin: int) -> ShiftAt:
        def shift_at(enterprise: str, at: int) -> Shift | None:
            work = track.works.get(self.ids.get(enterprise, 0))
            hours = self.book.hours.get((work.enterprise_id, work.shift)) if work else None
            if hours is None:
                return None
            around = self._around.get(hours)
            if around is None:
                around = self._around[hours] = shift_around(hours, margin)
            return around(at)

        return shift_at

    def _conflicts(self, track: Track, found: list[Stay], margins: Margins) -> list[Found]:
        conflicts = entered_twice(found, margins.doubled)
        if self.walks and len(track.sightings) > 1:
            conflicts += too_fast(track.sightings, self._gate, self._walk)
        if (revoked_at := track.holder.revoked_at) is not None:
            limit = round(revoked_at.timestamp() * MS)
            conflicts += [
                Found(Contradiction.REVOKED, each.enterprise, each.at, each.scan)
                for each in track.sightings
                if each.at >= limit and self._passing(each.scan).pass_number is not None
            ]
        return conflicts

    def _passing(self, scan: str) -> Passing:
        return self.seen.passings[scan]

    def _gate(self, scan: str) -> str:
        return self._passing(scan).gate

    def _walk(self, one: str, other: str) -> int:
        return self.walks.get((one, other), 0)


def walks_between(enterprise_ids: Iterable[int]) -> dict[tuple[str, str], int]:
    """Two gates' codes, either way → milliseconds."""
    rows = Walk.objects.filter(one__enterprise_id__in=list(enterprise_ids)).order_by()
    found: dict[tuple[str, str], int] = {}
    for one, other, minutes in rows.values_list("one__code", "other__code", "minutes"):
        found[one, other] = found[other, one] = minutes * MINUTE
    return found
