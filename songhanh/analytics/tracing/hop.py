"""One step of tracing over all days: from sources to those who were with them long enough."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import PLACE_BITS, DayColumns
from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.coverage import (
    Spans,
    chunks,
    covered,
    first_shared,
    overlap,
    settled,
    settled_by_earlier,
    spans_of,
)
from songhanh.analytics.tracing.pairs import longest
from songhanh.analytics.tracing.ranges import expanded, run_starts
from songhanh.analytics.tracing.sources import (
    SourceRows,
    Sources,
    doubled_owners,
    midnight,
    own_rows,
    spread,
)
from songhanh.rules.tracing.judging import Bar

VISITS = 1 << 16  # worked on at a time
SEEN_BITS = 18
DONE, POSSIBLE, CERTAIN = 1, 2, 4
TOUCHED = 8  # was in a place between a sure source's coming and the last one's leaving
LOOK = 16  # shared a place with a source that was in two places at once


@dataclass(frozen=True)
class Met:
    """Persons in ascending order; `place` are the places of all, `place_first` where each one's begin.

    `first_at` tells nothing where it was not asked for.
    """

    person: Array
    certain: Array
    seconds: Array
    first_at: Array
    place_first: Array
    place: Array

    @classmethod
    def nobody(cls) -> "Met":
        """What a tier without any alternative, or without any source, gives."""
        none = np.zeros(0, np.int64)
        return cls(none, none.astype(bool), none, none, np.zeros(1, np.int64), none)


class _Tally:
    """By person number: what all days add up to. Memory that is never touched costs nothing."""

    def __init__(self, people: int, done: Array, horizon: int) -> None:
        self.seconds = np.zeros(people + 1, np.int32)
        self.earliness = np.zeros(people + 1, np.int32)  # `horizon` less the first second
        self.known = np.zeros(people + 1, np.uint8)  # DONE, POSSIBLE, CERTAIN
        self.known[done] = DONE
        self.horizon = horizon
        self.at_places: list[Array] = []
        self._seen = np.full(1 << SEEN_BITS, -1, np.int64)

    def visited(self, person: Array, place: Array) -> None:
        """Keep who was where. The same pair comes back every day: a small table of those last seen drops most."""
        packed = person.astype(np.int64)
        packed <<= PLACE_BITS
        packed |= place
        slot = packed * np.int64(0x1E3779B97F4A7C15)
        slot >>= 30
        slot &= (1 << SEEN_BITS) - 1
        fresh = np.flatnonzero(self._seen.take(slot) != packed)
        packed = packed.take(fresh)
        self.at_places.append(packed)
        self._seen[slot.take(fresh)] = packed


def hop(snapshot: Snapshot, sources: Sources, done: Array, bar: Bar, *, first: bool) -> Met:
    """Who, besides `done`, was with one of the sources for as long as the bar wants; since when, if `first`."""
    if bar.possible is None or not sources.person.size:
        return Met.nobody()
    horizon = midnight(snapshot.days[-1]) + 86_400
    tally = _Tally(max(snapshot.people, int(done.max(initial=0))), done, horizon)
    rows = []
    for day in snapshot.days:
        own = own_rows(day, sources)
        rows.append(spread(day, snapshot.places, own, sources))
        if own.place.size:
            _one_day(day, spans_of(rows[-1]), tally, bar, first=first)
        _keep_doubled(day, doubled_owners(own), rows[-1], tally)
    return _met(snapshot.days, rows, tally, bar)


def _one_day(day: DayColumns, spans: Spans, tally: _Tally, bar: Bar, *, first: bool) -> None:
    row_first = day.place_first[spans.place]
    rows = day.place_first[spans.place + 1] - row_first
    for chosen in chunks(rows, VISITS):
        visits = expanded(row_first[chosen], rows[chosen])
        person, start, end = (column.take(visits) for column in day.by_place.without_place)
        seconds = covered(spans, chosen, rows[chosen], start, end)
        known = tally.known.take(person)
        met = np.flatnonzero((seconds > 0) & (known != DONE))
        at = np.repeat(np.arange(chosen.start, chosen.stop), rows[chosen]).take(met)
        who, place = person.take(met), spans.place.take(at)
        np.add.at(tally.seconds, who, seconds.take(met))
        tally.visited(who, place)
        _settle(spans, (at, place, start.take(met), end.take(met)), who, known.take(met), tally, bar)
        if first:
            since = first_shared(spans, place, start.take(met))
            np.maximum.at(tally.earliness, who, (tally.horizon - midnight(day) - since).astype(np.int32))


def _keep_doubled(day: DayColumns, owners: Array, rows: SourceRows, tally: _Tally) -> None:
    """Who shared a place with a source that was in two at once is looked at pair by pair.

    Such a pair's seconds, added up over the source's places, may be more than the seconds with anybody.
    """
    if owners.size:
        place = np.unique(rows.place[np.isin(rows.owner, owners)])
        row_first = day.place_first[place]
        person = day.by_place.person[expanded(row_first, day.place_first[place + 1] - row_first)]
        tally.known[person[tally.known[person] != DONE]] |= LOOK


def _settle(
    spans: Spans, visits: tuple[Array, Array, Array, Array], who: Array, known: Array, tally: _Tally, bar: Bar
) -> None:
    """Mark persons for whom one visit alone is long enough, for certain or possibly; others have been marked before."""
    for witness, least, mark in (
        (spans.anyone, bar.possible, POSSIBLE),
        (spans.sure, bar.certain, CERTAIN),
    ):
        if least is None or not witness.begun.size:
            continue
        open_yet = np.flatnonzero(known & mark == 0)
        at, place, start, end = (column.take(open_yet) for column in visits)
        person = who.take(open_yet)
        if mark == CERTAIN:
            touched = overlap(start, end, witness.opens.take(at), witness.closes.take(at)) > 0
            tally.known[person[touched]] |= TOUCHED
        found = settled(witness, at, start, end, least)
        tally.known[person[found]] |= mark
        rest = np.flatnonzero(~found)
        found = settled_by_earlier(witness, place.take(rest), start.take(rest), end.take(rest), least)
        tally.known[person[rest[found]]] |= mark


def _met(days: Sequence[DayColumns], rows: Sequence[SourceRows], tally: _Tally, bar: Bar) -> Met:
    assert bar.possible is not None
    person = np.flatnonzero((tally.seconds >= bar.possible) | (tally.known & LOOK != 0))
    known = tally.known.take(person)
    open_yet = known & POSSIBLE == 0
    if bar.certain is not None:
        open_yet |= (known & (CERTAIN | TOUCHED) == TOUCHED) & (tally.seconds.take(person) >= bar.certain)
    most, most_sure = longest(days, rows, person[open_yet])
    known[open_yet] |= np.where(most >= bar.possible, POSSIBLE, 0).astype(np.uint8)
    if bar.certain is not None:
        known[open_yet] |= np.where(most_sure >= bar.certain, CERTAIN, 0).astype(np.uint8)
    kept = known & POSSIBLE != 0
    person = person[kept]
    place_first, place = _places(person, tally)
    return Met(
        person,
        known[kept] & CERTAIN != 0,
        tally.seconds[person].astype(np.int64),
        tally.horizon - tally.earliness[person].astype(np.int64),
        place_first,
        place,
    )


def _places(person: Array, tally: _Tally) -> tuple[Array, Array]:
    packed = np.concatenate(tally.at_places) if tally.at_places else np.zeros(0, np.int64)
    wanted = np.zeros(tally.seconds.size, bool)
    wanted[person] = True
    packed = np.sort(packed[wanted[packed >> PLACE_BITS]])
    packed = packed[run_starts(packed)]
    first = np.searchsorted(packed >> PLACE_BITS, np.append(person, tally.seconds.size))
    return first, packed & (1 << PLACE_BITS) - 1
