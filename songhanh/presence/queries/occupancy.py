"""How many are where at which time of a day, out of the day's file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from songhanh.analytics.presence.columns import SnapshotError
from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.presence.queries.snapshots import days_between

HALF_HOUR = 1800
MARKS = 48  # half hours of a day


@dataclass(frozen=True, slots=True)
class InPlace:
    """One place of a day: how many in all, how many at most at once, and for how long together (seconds)."""

    code: str
    people: int
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Here:
    """One stay in a place, seconds of the day."""

    number: int
    start: int
    end: int


def of_day(day: date) -> Snapshot | None:
    """The day's file; None where the day was never rebuilt."""
    try:
        return days_between(day, day)
    except SnapshotError:
        return None


def stays_in(snapshot: Snapshot, codes: Collection[str]) -> dict[str, Stays]:
    """By place code, of those that had anybody on the day."""
    (day,) = snapshot.days
    wanted = frozenset(codes)
    found = {}
    for number in range(min(len(snapshot.places), len(day.place_first) - 1)):
        first, last = int(day.place_first[number]), int(day.place_first[number + 1])
        if first < last and (code := snapshot.places.code(number)) in wanted:
            found[code] = day.by_place.where(np.arange(first, last))
    return found


def by_half_hour(stays: Collection[Stays]) -> list[int]:
    """How many different people were there at some time of each half hour of the day."""
    counts = []
    persons = np.concatenate([each.person for each in stays]) if stays else np.zeros(0, np.int64)
    starts = np.concatenate([each.start for each in stays]) if stays else persons
    ends = np.concatenate([each.end for each in stays]) if stays else persons
    for mark in range(MARKS):
        there = (starts < (mark + 1) * HALF_HOUR) & (ends > mark * HALF_HOUR)
        counts.append(int(np.unique(persons[there]).size))
    return counts


def in_place(code: str, stays: Stays) -> InPlace:
    """One place's day in figures."""
    return InPlace(
        code,
        int(np.unique(stays.person).size),
        _most(stays.start, stays.end),
        int((stays.end - stays.start).sum()),
    )


def here(stays: Stays) -> list[Here]:
    """Every stay of a place, by time."""
    rows = zip(stays.person.tolist(), stays.start.tolist(), stays.end.tolist(), strict=True)
    return sorted((Here(*row) for row in rows), key=lambda each: (each.start, each.number))


def _most(starts: Any, ends: Any) -> int:
    """Most at once; who leaves in a second is gone before who comes in it."""
    if not starts.size:
        return 0
    at = np.concatenate([ends, starts])
    change = np.concatenate([-np.ones(ends.size, np.int64), np.ones(starts.size, np.int64)])
    return int(np.cumsum(change[np.argsort(at, kind="stable")]).max())
