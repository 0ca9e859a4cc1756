"""The exact part: for persons still open, every pair with a source, its seconds over all days added up."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import DayColumns
from songhanh.analytics.tracing.coverage import chunks, overlap
from songhanh.analytics.tracing.ranges import expanded, run_starts
from songhanh.analytics.tracing.sources import DayRows, SourceRows, rows_of

PERSONS = 1 << 14
PAIRS = 1 << 20


class _Sums(NamedTuple):
    """Visitor and source packed; their seconds, and those in sure rows."""

    pair: Array
    seconds: Array
    sure: Array


def longest(days: Sequence[DayColumns], sources: Sequence[SourceRows], person: Array) -> tuple[Array, Array]:
    """For each person the most seconds with ONE source: in all, and in rows that are sure."""
    blocks = [person[at : at + PERSONS] for at in range(0, max(1, person.size), PERSONS)]
    found = [_block(days, sources, block) for block in blocks]
    return np.concatenate([all_of for all_of, _ in found]), np.concatenate([sure for _, sure in found])


def _block(days: Sequence[DayColumns], sources: Sequence[SourceRows], person: Array) -> tuple[Array, Array]:
    none = np.zeros(0, np.int64)
    sums = _Sums(none, none, none)
    for day, rows in zip(days, sources, strict=True):
        for more in _pairs(*at_common_places(day, rows_of(day, person), rows)):
            sums = _summed(sums, more)
    most, most_sure = np.zeros(person.size, np.int64), np.zeros(person.size, np.int64)
    np.maximum.at(most, sums.pair >> 32, sums.seconds)
    np.maximum.at(most_sure, sums.pair >> 32, sums.sure)
    return most, most_sure


def at_common_places(day: DayColumns, visits: DayRows, sources: SourceRows) -> tuple[DayRows, SourceRows]:
    """Only what can meet; sources by place."""
    with_visit = np.zeros(day.place_first.size, bool)
    with_visit[visits.place] = True
    kept = np.flatnonzero(with_visit.take(sources.place))
    kept = kept.take(np.argsort(sources.place.take(kept)))
    near = SourceRows(*(column.take(kept) for column in sources))
    with_source = np.zeros(day.place_first.size, bool)
    with_source[near.place] = True
    meeting = np.flatnonzero(with_source.take(visits.place))
    return DayRows(*(column.take(meeting) for column in visits)), near


def overlapping(visits: DayRows, sources: SourceRows) -> Iterator[tuple[Array, Array]]:
    """Rows of visits and of sources that share time and place, a limited number at a time; sources by place."""
    first = np.searchsorted(sources.place, visits.place, side="left")
    count = np.searchsorted(sources.place, visits.place, side="right") - first
    for part in chunks(count, PAIRS):
        source = expanded(first[part], count[part])
        visit = np.repeat(np.arange(count.size)[part], count[part])
        met = np.flatnonzero(_common(visits, sources, visit, source) > 0)
        yield visit.take(met), source.take(met)


def _pairs(visits: DayRows, sources: SourceRows) -> Iterator[_Sums]:
    for visit, source in overlapping(visits, sources):
        packed = visits.owner.take(visit).astype(np.int64) << 32 | sources.owner.take(source)
        seconds = _common(visits, sources, visit, source).astype(np.int64)
        yield _Sums(packed, seconds, seconds * sources.sure.take(source))


def _common(visits: DayRows, sources: SourceRows, visit: Array, source: Array) -> Array:
    return overlap(
        visits.start.take(visit), visits.end.take(visit), sources.start.take(source), sources.end.take(source)
    )


def _summed(sums: _Sums, more: _Sums) -> _Sums:
    pair, seconds, sure = (np.append(one, other) for one, other in zip(sums, more, strict=True))
    order = np.argsort(pair)
    pair = pair.take(order)
    first = run_starts(pair)
    if not first.size:
        return sums
    return _Sums(
        pair.take(first),
        np.add.reduceat(seconds.take(order), first),
        np.add.reduceat(sure.take(order), first),
    )
