"""The stays of those who may have passed it on, day by day, inside each one's window."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import TIME_BITS, DayColumns
from songhanh.analytics.presence.places import PlaceColumns
from songhanh.analytics.tracing.ranges import expanded, run_starts
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
    return spread(day, places, own_rows(day, sources), sources)


def own_rows(day: DayColumns, sources: Sources) -> DayRows:
    """The sources' stays on a day, clipped to their windows; by owner and start."""
    since = np.clip(sources.since - midnight(day), 0, DAY).astype(np.int32)
    until = np.clip(sources.until - midnight(day), 0, DAY).astype(np.int32)
    that_day = np.flatnonzero(since < until).astype(np.int32)  # many F1 were met on a later day
    rows = rows_of(day, sources.person.take(that_day))
    owner = that_day.take(rows.owner)
    start = np.maximum(rows.start, since.take(owner))
    end = np.minimum(rows.end, until.take(owner))
    kept = np.flatnonzero(start < end)
    return DayRows(owner.take(kept), rows.place.take(kept), start.take(kept), end.take(kept))


def doubled_owners(rows: DayRows) -> Array:
    """Owners who were in two places at once: bad presence, yet it has to be counted as the rule says."""
    group = rows.owner.astype(np.int64) << TIME_BITS + 1
    reached = np.maximum.accumulate(group + rows.end)
    return np.asarray(rows.owner[1:][(group + rows.start)[1:] < reached[:-1]])


def spread(day: DayColumns, places: PlaceColumns, rows: DayRows, sources: Sources) -> SourceRows:
    """Each row once for every visited place that its own reaches; looked up once a place, not once a row."""
    ordered = np.sort(rows.place)
    place = ordered[run_starts(ordered)]
    count, reached = _visited(day, places, place)
    position = np.empty(len(places), np.int32)  # only what is set is read
    position[place] = np.arange(place.size, dtype=np.int32)
    at = position.take(rows.place)
    number = count.take(at)
    to = reached.take(expanded((np.cumsum(count) - count).take(at), number))
    row = np.repeat(np.arange(at.size), number)
    owner = rows.owner.take(row)
    same = rows.place.take(row) == to
    sure = same & places.near.take(to) & sources.certain.take(owner)
    return SourceRows(owner, to, rows.start.take(row), rows.end.take(row), same, sure)


def _visited(day: DayColumns, places: PlaceColumns, place: Array) -> tuple[Array, Array]:
    """How many places each reaches where somebody has been that day, and these, one after the other."""
    first = places.reach_first.take(place)
    number = places.reach_first.take(place + 1) - first
    to = places.reach_to.take(expanded(first, number))
    known = np.minimum(to, len(day.place_first) - 2)
    kept = (to == known) & (day.place_first.take(known) < day.place_first.take(known + 1))
    of = np.repeat(np.arange(place.size), number)
    return np.bincount(of[kept], minlength=place.size), to[kept]
