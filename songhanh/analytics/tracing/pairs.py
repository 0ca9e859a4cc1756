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
    wanted = [_where(rows, rows.sure) if sure else rows for rows in sources]
    blocks = (person[at : at + PERSONS] for at in range(0, person.size, PERSONS))
    return np.concatenate([_block(days, wanted, block, least) for block in blocks])


def _block(days: Sequence[DayColumns], sources: Sequence[SourceRows], person: Array, least: int) -> Array:
    pairs, seconds = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for day, rows in zip(days, sources, strict=True):
        for more, their_seconds in _pairs(*_at_common_places(day, rows_of(day, person), rows)):
            pairs, seconds = _summed(np.append(pairs, more), np.append(seconds, their_seconds))
    found = np.zeros(person.size, bool)
    found[pairs[seconds >= least] >> 32] = True
    return found


def _at_common_places(day: DayColumns, visits: DayRows, sources: SourceRows) -> tuple[DayRows, SourceRows]:
    """Only what can meet; sources by place."""
    with_source = np.zeros(day.place_first.size, bool)
    with_source[sources.place] = True
    kept = with_source[visits.place]
    visits = DayRows(visits.owner[kept], visits.place[kept], visits.start[kept], visits.end[kept])
    with_visit = np.zeros(day.place_first.size, bool)
    with_visit[visits.place] = True
    near = _where(sources, with_visit[sources.place])
    return visits, _where(near, np.argsort(near.place))


def _pairs(visits: DayRows, sources: SourceRows) -> Iterator[tuple[Array, Array]]:
    """Pairs (visitor and source packed) that overlap, with their seconds, a limited number at a time."""
    first = np.searchsorted(sources.place, visits.place, side="left")
    count = np.searchsorted(sources.place, visits.place, side="right") - first
    for part in chunks(count, PAIRS):
        source = expanded(first[part], count[part])
        visit = np.repeat(np.arange(count.size)[part], count[part])
        common = overlap(visits.start[visit], visits.end[visit], sources.start[source], sources.end[source])
        met = common > 0
        yield (
            visits.owner[visit[met]].astype(np.int64) << 32 | sources.owner[source[met]],
            common[met].astype(np.int64),
        )


def _summed(pairs: Array, seconds: Array) -> tuple[Array, Array]:
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    first = run_starts(pairs)
    return pairs[first], np.add.reduceat(seconds[order], first) if first.size else seconds


def _where(rows: SourceRows, kept: Array) -> SourceRows:
    return SourceRows(rows.owner[kept], rows.place[kept], rows.start[kept], rows.end[kept], rows.sure[kept])
