"""The stays of those who may have passed it on, day by day, inside each one's window."""

from dataclasses import dataclass
from typing import NamedTuple

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


class DayRows(NamedTuple):
    """Rows of some persons on a day: `owner` is the position in the list asked for; times in seconds of the day."""

    owner: Array
    place: Array
    start: Array
    end: Array


class SourceRows(NamedTuple):
    """Rows of sources by every place that theirs reaches. `same`: the source itself was in that very place;
    `sure`: besides, it is a certain source and the place of class NEAR.
    """

    owner: Array
    place: Array
    start: Array
    end: Array
    same: Array
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
    """Each row once for every visited place that its own reaches; looked up once a place, not once a row."""
    first, count, reached = _visited(day, places, rows.place)
    here = rows.place
    to = reached.take(expanded(first.take(here), count.take(here)))
    row = np.repeat(np.arange(here.size), count.take(here))
    owner = rows.owner.take(row)
    same = here.take(row) == to
    sure = same & places.near.take(to) & sources.certain.take(owner)
    return SourceRows(owner, to, rows.start.take(row), rows.end.take(row), same, sure)


def _visited(day: DayColumns, places: PlaceColumns, wanted: Array) -> tuple[Array, Array, Array]:
    """By place, for the wanted ones: first position and count in a list of reached places where somebody has been."""
    marked = np.zeros(len(places), bool)
    marked[wanted] = True
    place = np.flatnonzero(marked)
    reach_first = places.reach_first[place]
    number = places.reach_first[place + 1] - reach_first
    to = places.reach_to[expanded(reach_first, number)]
    known = np.minimum(to, len(day.place_first) - 2)
    kept = (to == known) & (day.place_first[known] < day.place_first[known + 1])
    of = np.repeat(place, number)[kept]
    count = np.zeros(len(places), np.int64)
    count[place] = np.bincount(np.searchsorted(place, of), minlength=place.size)
    return np.cumsum(count) - count, count, to[kept]
