"""The stream of a day as sightings of persons: who was seen passing where, and what could not be said of whom.

Left out: what was refused, what was taken back and the taking back. A time clock's event is its employee code's; it
counts after the gate (precedence 1 after 0) where both saw the same passing. Nothing is dropped without being counted.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from songhanh.enterprises.models import Enterprise
from songhanh.gate.queries.passings import Counted, Passing, counted_between, passings_between, passings_of
from songhanh.presence.models import Margins
from songhanh.presence.queries.holders import Holder, Work, holders_of_codes, holders_of_passes
from songhanh.presence.queries.margins import HOUR, MS, in_milliseconds, margins_by_enterprise, midnight
from songhanh.rules.presence import stays as rule
from songhanh.rules.presence.stays import Direction, Sighting
from songhanh.rules.presence.undirected import Event, directed

GATE, CLOCK = 0, 1  # precedence: of one passing that both saw the gate's scan counts
UNKNOWN_PASS, UNKNOWN_CODE, NOBODY = "unknown_pass", "unknown_code", "nobody"
Key = tuple[str, int]


@dataclass
class Track:
    """One person's or guest's passings; `works` by enterprise id, `sightings` in order once settled."""

    holder: Holder
    works: dict[int, Work] = field(default_factory=dict)
    sightings: list[Sighting] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def settle(self, margins: rule.Margins) -> None:
        """Give events without a direction theirs."""
        if self.events:
            self.sightings, _again = directed(self.sightings, self.events, margins)


@dataclass(frozen=True)
class Sighted:
    """Everybody seen around a day. `passings` are found by what a sighting calls its scan."""

    day: date
    until: int  # the end of what is known, in milliseconds
    tracks: dict[Key, Track]
    passings: dict[str, Passing]
    unplaced: Counter[tuple[str, str]]  # (enterprise code, why) on the very day
    by_enterprise: Counter[str]  # passings of the very day that are somebody's
    counted: dict[str, Counted]
    margins: dict[int, Margins]
    wider: dict[tuple[int, ...], rule.Margins] = field(default_factory=dict)

    def usual(self, works: Iterable[int]) -> rule.Margins:
        """The margins of these enterprises; of several the wider ones."""
        key = tuple(works)
        found = self.wider.get(key)
        if found is None:
            found = self.wider[key] = self._widest(key)
        return found

    def _widest(self, works: tuple[int, ...]) -> rule.Margins:
        known = [in_milliseconds(self.margins[each]) for each in works if each in self.margins]
        if not known:
            known = [in_milliseconds(Margins())]
        return rule.Margins(
            after_shift=max(each.after_shift for each in known),
            longest=max(each.longest for each in known),
            doubled=max(each.doubled for each in known),
        )


def sighted(enterprises: Sequence[Enterprise], day: date, now: datetime) -> Sighted:
    """All of these enterprises, for a day: as far before and after as a stay can reach."""
    margins = margins_by_enterprise(each.pk for each in enterprises)
    since, until = _reach(margins.values(), day, now)
    codes = [each.code for each in enterprises]
    passings = passings_between(since, until, enterprises=codes)
    counted = counted_between(midnight(day), min(midnight(day + timedelta(days=1)), until), enterprises=codes)
    return _tracked(enterprises, day, until, passings, counted, margins)


def sighted_person(
    enterprises: Sequence[Enterprise],
    numbers: Collection[int],
    codes: Iterable[str],
    day: date,
    now: datetime,
) -> Sighted:
    """One person's passings at these enterprises, by passes and by employee codes."""
    margins = margins_by_enterprise(each.pk for each in enterprises)
    since, until = _reach(margins.values(), day, now)
    typed = {
        spelled for code in codes if code for spelled in (code, code.upper(), code.lower(), code.lstrip("0"))
    }
    passings = passings_of(
        since, until, enterprises=[each.code for each in enterprises], numbers=numbers, typed=typed - {""}
    )
    return _tracked(enterprises, day, until, passings, [], margins)


def _reach(margins: Iterable[Margins], day: date, now: datetime) -> tuple[int, int]:
    longest = max((each.longest_hours for each in margins), default=0) * HOUR
    after = midnight(day + timedelta(days=1)) + longest
    return midnight(day) - longest, min(after, round(now.timestamp() * MS) + 1)


def _tracked(
    enterprises: Sequence[Enterprise], day: date, until: int, passings: Sequence[Passing],
    counted: Iterable[Counted], margins: dict[int, Margins],
) -> Sighted:  # fmt: skip
    owners = {each.code: each.pk for each in enterprises}
    shown = {each.pass_number for each in passings if each.pass_number is not None}
    passes = holders_of_passes(shown, day, enterprise_ids=owners.values())
    typed = [each for each in passings if each.pass_number is None and each.typed]
    codes = holders_of_codes({(owners[each.enterprise], each.typed) for each in typed}, day)
    begins, ends = midnight(day), midnight(day + timedelta(days=1))
    found = Sighted(
        day, until, {}, {}, Counter(), Counter(), {each.enterprise: each for each in counted}, margins
    )
    for each in passings:
        on_day = begins <= each.at < ends
        if each.pass_number is not None:
            holder, why = passes.get(each.pass_number), UNKNOWN_PASS
        elif each.typed:
            holder, why = codes.get((owners[each.enterprise], each.typed)), UNKNOWN_CODE
        else:
            holder, why = None, NOBODY
        if holder is None:
            found.unplaced[each.enterprise, why] += on_day
            continue
        found.by_enterprise[each.enterprise] += on_day
        _add(found, holder, each)
    for track in found.tracks.values():
        track.settle(found.usual(track.works))
    return found


def _add(found: Sighted, holder: Holder, passing: Passing) -> None:
    track = found.tracks.get(holder.key)
    if track is None:
        track = found.tracks[holder.key] = Track(holder)
    if holder.work is not None:
        track.works.setdefault(holder.work.enterprise_id, holder.work)
    scan = str(passing.seq)
    found.passings[scan] = passing
    source = CLOCK if passing.source == "CLOCK" else GATE
    if passing.direction:
        track.sightings.append(
            Sighting(passing.at, Direction(passing.direction), passing.enterprise, scan, source)
        )
    else:
        track.events.append(Event(passing.at, passing.enterprise, scan, source))
