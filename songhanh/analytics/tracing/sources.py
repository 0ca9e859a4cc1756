"""The stays of those who may have passed it on, day by day, inside each one's window."""

from dataclasses import dataclass

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import DayColumns
from songhanh.analytics.presence.places import PlaceColumns
from songhanh.analytics.tracing.ranges import expanded
from songhanh.rules.tracing.window import DAY, EPOCH


@dataclass(frozen=True)
class Sources:
    """Persons in ascending order; moments as in `rules.tracing.window`; are they of their tier for certain?"""

    person: Array
    since: Array
    until: Array
    certain: Array


@dataclass(frozen=True)
class DayRows:
    """Rows of some persons on a day: `owner` is the position in the list asked for; times in seconds of the day."""

    owner: Array
    place: Array
    start: Array
    end: Array


@dataclass(frozen=True)
class SourceRows:
    """Rows of sources by every place that theirs reaches. `sure`: a certain source, itself in that NEAR place."""

    owner: Array
    place: Array
    start: Array
    end: Array
    sure: Array


def midnight(day: DayColumns) -> int:
    """The moment a day begins."""
    return (day.day - EPOCH).days * DAY


def rows_of(day: DayColumns, person: Array) -> DayRows:
    """All stays of these persons on a day, out of their precomputed runs."""
    known = np.minimum(person, len(day.person_first) - 2)
    first = day.person_first[known]
    count = np.where(person == known, day.person_first[known + 1] - first, 0)
    rows = expanded(first, count)
    owner = np.repeat(np.arange(person.size, dtype=np.int32), count)
    own = day.by_person
    return DayRows(owner, own.place[rows], own.start[rows], own.end[rows])


def source_rows(day: DayColumns, places: PlaceColumns, sources: Sources) -> SourceRows:
    """What counts of the sources' stays on a day, wherever somebody has been that day."""
    rows = rows_of(day, sources.person)
    since = np.clip(sources.since - midnight(day), 0, DAY).astype(np.int32)
    until = np.clip(sources.until - midnight(day), 0, DAY).astype(np.int32)
    start, end = np.maximum(rows.start, since[rows.owner]), np.minimum(rows.end, until[rows.owner])
    kept = start < end
    return _spread(day, places, DayRows(rows.owner[kept], rows.place[kept], start[kept], end[kept]), sources)


def _spread(day: DayColumns, places: PlaceColumns, rows: DayRows, sources: Sources) -> SourceRows:
    count = places.reach_first[rows.place + 1] - places.reach_first[rows.place]
    to = places.reach_to[expanded(places.reach_first[rows.place], count)]
    row = np.repeat(np.arange(rows.place.size), count)
    known = np.minimum(to, len(day.place_first) - 2)
    visited = (to == known) & (day.place_first[known] < day.place_first[known + 1])
    to, row = to[visited], row[visited]
    owner = rows.owner[row]
    sure = places.near[to] & (rows.place[row] == to) & sources.certain[owner]
    return SourceRows(owner, to, rows.start[row], rows.end[row], sure)
