"""The exact part: for persons still open, every pair with a source, its seconds over all days added up."""

from collections.abc import Iterator, Sequence

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import DayColumns
from songhanh.analytics.tracing.coverage import chunks, overlap
from songhanh.analytics.tracing.ranges import expanded, run_starts
from songhanh.analytics.tracing.sources import DayRows, SourceRows, rows_of

PERSONS = 1 << 14
PAIRS = 1 << 20


def long_enough(
    days: Sequence[DayColumns], sources: Sequence[SourceRows], person: Array, least: int, *, sure: bool
) -> Array:
    """For each person: were there `least` seconds with ONE source? `sure` looks at the sure rows only."""
    if not person.size:
        return np.zeros(0, bool)
    blocks = (person[at : at + PERSONS] for at in range(0, person.size, PERSONS))
    return np.concatenate([_block(days, sources, block, least, sure=sure) for block in blocks])


def _block(
    days: Sequence[DayColumns], sources: Sequence[SourceRows], person: Array, least: int, *, sure: bool
) -> Array:
    pairs, seconds = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for day, rows in zip(days, sources, strict=True):
        for more, their_seconds in _pairs(*at_common_places(day, rows_of(day, person), rows, sure=sure)):
            pairs, seconds = _summed(np.append(pairs, more), np.append(seconds, their_seconds))
    found = np.zeros(person.size, bool)
    found[pairs[seconds >= least] >> 32] = True
    return found


def at_common_places(
    day: DayColumns, visits: DayRows, sources: SourceRows, *, sure: bool
) -> tuple[DayRows, SourceRows]:
    """Only what can meet; sources by place."""
    with_visit = np.zeros(day.place_first.size, bool)
    with_visit[visits.place] = True
    wanted = with_visit.take(sources.place)
    kept = np.flatnonzero(wanted & sources.sure if sure else wanted)
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


def _pairs(visits: DayRows, sources: SourceRows) -> Iterator[tuple[Array, Array]]:
    """Visitor and source packed, with their seconds."""
    for visit, source in overlapping(visits, sources):
        packed = visits.owner.take(visit).astype(np.int64) << 32 | sources.owner.take(source)
        yield packed, _common(visits, sources, visit, source).astype(np.int64)


def _common(visits: DayRows, sources: SourceRows, visit: Array, source: Array) -> Array:
    return overlap(
        visits.start.take(visit), visits.end.take(visit), sources.start.take(source), sources.end.take(source)
    )


def _summed(pairs: Array, seconds: Array) -> tuple[Array, Array]:
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    first = run_starts(pairs)
    return pairs[first], np.add.reduceat(seconds[order], first) if first.size else seconds
