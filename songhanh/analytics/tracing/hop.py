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
    settled,
    settled_by_earlier,
    spans_of,
)
from songhanh.analytics.tracing.pairs import long_enough
from songhanh.analytics.tracing.ranges import expanded
from songhanh.analytics.tracing.sources import SourceRows, Sources, midnight, source_rows
from songhanh.rules.tracing.judging import Bar

VISITS = 1 << 16  # worked on at a time
SEEN_BITS = 18


@dataclass(frozen=True)
class Met:
    """Persons in ascending order; `place` are the places of all, `place_first` where each one's begin."""

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
        self.done = np.zeros(people + 1, bool)
        self.done[done] = True
        self.seconds = np.zeros(people + 1, np.int32)
        self.earliness = np.zeros(people + 1, np.int32)  # `horizon` less the first second
        self.possible = np.zeros(people + 1, bool)
        self.certain = np.zeros(people + 1, bool)
        self.horizon = horizon
        self.at_places: list[Array] = []
        self._seen = np.full(1 << SEEN_BITS, -1, np.int64)

    def visited(self, person: Array, place: Array) -> None:
        """Keep who was where. The same pair comes back every day: a small table of those last seen drops most."""
        packed = person.astype(np.int64) << PLACE_BITS | place
        slot = (packed * np.int64(0x1E3779B97F4A7C15)) >> 30 & (1 << SEEN_BITS) - 1
        fresh = self._seen[slot] != packed
        self.at_places.append(packed[fresh])
        self._seen[slot[fresh]] = packed[fresh]


def hop(snapshot: Snapshot, sources: Sources, done: Array, bar: Bar) -> Met:
    """Who, besides `done`, was with one of the sources for as long as the bar wants."""
    if bar.possible is None or not sources.person.size:
        return Met.nobody()
    horizon = midnight(snapshot.days[-1]) + 86_400
    tally = _Tally(max(snapshot.people, int(done.max(initial=0))), done, horizon)
    rows = [source_rows(day, snapshot.places, sources) for day in snapshot.days]
    for day, their_rows in zip(snapshot.days, rows, strict=True):
        if their_rows.place.size:
            _one_day(day, spans_of(their_rows), tally, bar)
    return _met(snapshot.days, rows, tally, bar)


def _one_day(day: DayColumns, spans: Spans, tally: _Tally, bar: Bar) -> None:
    first = day.place_first[spans.place]
    count = day.place_first[spans.place + 1] - first
    for chosen in chunks(count, VISITS):
        visits = expanded(first[chosen], count[chosen])
        person, start, end = (
            column[visits] for column in (day.by_place.person, day.by_place.start, day.by_place.end)
        )
        seconds, since = covered(spans, chosen, count[chosen], start, end)
        kept = np.flatnonzero((seconds > 0) & ~tally.done[person])
        place = np.repeat(spans.place[chosen], count[chosen])[kept]
        _settle(spans, chosen, count[chosen], (person, start, end), kept, place, tally, bar)
        met = person[kept]
        np.add.at(tally.seconds, met, seconds[kept])
        earliness = (tally.horizon - midnight(day) - since[kept]).astype(np.int32)
        np.maximum.at(tally.earliness, met, earliness)
        tally.visited(met, place)


def _settle(
    spans: Spans,
    chosen: slice,
    count: Array,
    visits: tuple[Array, Array, Array],
    kept: Array,
    place: Array,
    tally: _Tally,
    bar: Bar,
) -> None:
    """Mark persons for whom one visit alone is long enough, for certain or possibly."""
    person, start, end = visits
    for witness, least, marks in (
        (spans.anyone, bar.possible, tally.possible),
        (spans.sure, bar.certain, tally.certain),
    ):
        if least is None or not witness.begun.size:
            continue
        marks[person[settled(witness, chosen, count, start, end, least)]] = True
        open_yet = ~marks[person[kept]]
        rows, where = kept[open_yet], place[open_yet]
        found = settled_by_earlier(witness, where, start[rows], end[rows], least)
        marks[person[rows[found]]] = True


def _met(days: Sequence[DayColumns], rows: Sequence[SourceRows], tally: _Tally, bar: Bar) -> Met:
    assert bar.possible is not None
    person = np.flatnonzero(tally.seconds >= bar.possible)
    possible = tally.possible[person]
    possible[~possible] = long_enough(days, rows, person[~possible], bar.possible, sure=False)
    person = person[possible]
    certain = np.zeros(person.size, bool)
    if bar.certain is not None:
        certain = tally.certain[person]
        unclear = ~certain & (tally.seconds[person] >= bar.certain)
        certain[unclear] = long_enough(days, rows, person[unclear], bar.certain, sure=True)
    place_first, place = _places(person, tally)
    return Met(
        person,
        certain,
        tally.seconds[person].astype(np.int64),
        tally.horizon - tally.earliness[person].astype(np.int64),
        place_first,
        place,
    )


def _places(person: Array, tally: _Tally) -> tuple[Array, Array]:
    packed = np.concatenate(tally.at_places) if tally.at_places else np.zeros(0, np.int64)
    wanted = np.zeros(tally.seconds.size, bool)
    wanted[person] = True
    packed = np.unique(packed[wanted[packed >> PLACE_BITS]])
    first = np.searchsorted(packed >> PLACE_BITS, np.append(person, tally.seconds.size))
    return first, packed & (1 << PLACE_BITS) - 1
