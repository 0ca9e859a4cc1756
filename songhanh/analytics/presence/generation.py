"""Invented presence with the shape of factories: shifts by line, sittings, buses, dormitory rooms, Sundays off.

People are numbered from 1, enterprise by enterprise. Who belongs where is drawn once, the days one by one; the same
seed gives the same files. About three stays a person and day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.places import NamedPlace
from songhanh.analytics.presence.snapshot import put_day, put_places
from songhanh.rules.tracing.places import DistanceClass
from songhanh.rules.tracing.window import DAY

FIRST_DAY = date(2022, 1, 3)  # a Monday
MEAN_ENTERPRISE = 450
ENTERPRISES_A_PARK = 40
LINE, LINES_A_WORKSHOP, SITTING, BUS, ROOM = 32, 6, 64, 40, 8
ROVING = 0.02  # no line of their own: only the workshop is known
ON_BUS, IN_DORMITORY = 0.20, 0.06
WORKDAY, SUNDAY = 0.94, 0.15  # shares at work
SHIFT_START = np.array([27_000, 27_000, 21_600, 50_400, 79_200])  # office hours twice, then three shifts
SHIFT_END = np.array([59_400, 59_400, 50_400, 79_200, 108_000])
NIGHT = 4
NIGHT_REST = (36_000, 75_600)  # who works at night is in the dormitory room by day
NOWHERE = -1


@dataclass(frozen=True)
class Belonging:
    """By person (row 0 is person 1): the places of everyday life, NOWHERE where there is none, and the shift."""

    work: Array
    sitting: Array
    bus: Array
    room: Array
    shift: Array


def generate(folder: Path, *, workers: int, days: int, seed: int) -> int:
    """Write a snapshot of so many people and days; how many stays it has."""
    belonging, named = belongings(workers, seed)
    put_places(folder, named)
    rows, tail = 0, None
    for number in range(days):
        day = FIRST_DAY + timedelta(days=number)
        fresh = stays_of(belonging, day, np.random.default_rng([seed, 1, number]))
        begun = fresh.where(fresh.start < DAY)
        together = begun if tail is None else Stays(*map(np.concatenate, zip(tail, begun, strict=True)))
        rows += put_day(folder, day, together)["rows"]
        night = fresh.where(fresh.end > DAY)
        tail = Stays(night.person, night.place, night.start - DAY, night.end - DAY)
    return rows


def belongings(workers: int, seed: int) -> tuple[Belonging, list[NamedPlace]]:
    """Enterprises of mixed sizes, each with its places; everybody's own ones."""
    draw = np.random.default_rng([seed, 0])
    columns: list[list[Array]] = [[], [], [], [], []]
    named: list[NamedPlace] = []
    for number, size in enumerate(_sizes(workers, draw)):
        park = f"KCN-{number // ENTERPRISES_A_PARK + 1:03d}"
        parts, places = _enterprise(f"DN-{number + 1:05d}", park, size, len(named), draw)
        named.extend(places)
        for column, part in zip(columns, parts, strict=True):
            column.append(part)
    return Belonging(*(np.concatenate(column) for column in columns)), named


def stays_of(belonging: Belonging, day: date, draw: np.random.Generator) -> Stays:
    """Everybody's stays that begin on a day, in seconds from its midnight; the night shift ends on the next day."""
    shift = np.where(belonging.shift < 2, belonging.shift, 2 + (belonging.shift + day.isocalendar().week) % 3)
    at_work = draw.random(belonging.work.size) < (SUNDAY if day.weekday() == 6 else WORKDAY)
    at_work &= (shift != NIGHT) | (day.weekday() != 6)  # no night begins on a Sunday
    start = SHIFT_START[shift] + draw.integers(-900, 300, at_work.size)
    end = SHIFT_END[shift] + draw.integers(0, 1800, at_work.size)
    meal = SHIFT_START[shift] + 14_400 + belonging.sitting % 4 * 1800 + draw.integers(0, 300, at_work.size)
    meal_end = meal + draw.integers(1200, 1700, at_work.size)
    ride = draw.integers(1500, 2700, at_work.size)
    parts = [
        (belonging.work, start, meal, at_work),
        (belonging.sitting, meal, meal_end, at_work),
        (belonging.work, meal_end, end, at_work),
        (belonging.bus, start - ride, start - 60, at_work & (belonging.bus != NOWHERE)),
        (belonging.bus, end + 60, end + ride, at_work & (belonging.bus != NOWHERE)),
        *_rests(belonging, start, end, at_work, shift == NIGHT),
    ]
    return Stays(*map(np.concatenate, zip(*_rows(parts), strict=True)))


def _rests(
    belonging: Belonging, start: Array, end: Array, at_work: Array, by_night: Array
) -> Iterator[tuple[Array, ...]]:
    """In the room from midnight until work, and after it until midnight; all day on a day off."""
    lives_there, working = belonging.room != NOWHERE, at_work & ~by_night
    room, midnight = belonging.room, np.zeros_like(start)
    yield room, midnight, np.where(working, start - 900, DAY), lives_there & ~by_night
    yield room, np.minimum(end + 900, DAY - 1), midnight + DAY, lives_there & working
    yield room, midnight + NIGHT_REST[0], midnight + NIGHT_REST[1], lives_there & by_night


def _rows(parts: list[tuple[Array, ...]]) -> Iterator[tuple[Array, ...]]:
    for place, start, end, kept in parts:
        person = np.flatnonzero(kept)
        yield person + 1, place[person], start[person], end[person]


def _sizes(workers: int, draw: np.random.Generator) -> Iterator[int]:
    """Sizes of enterprises, many small and few large, `workers` in all."""
    left = workers
    while left:
        size = min(left, max(5, int(draw.lognormal(np.log(MEAN_ENTERPRISE) - 0.72, 1.2))))
        yield size
        left -= size


def _enterprise(
    code: str, park: str, size: int, number: int, draw: np.random.Generator
) -> tuple[tuple[Array, ...], list[NamedPlace]]:
    """Belonging of `size` people in random order, and the enterprise's places, numbered from `number`."""
    lines = -(-size // LINE)
    counts = (
        ("", 1),
        ("PX", -(-lines // LINES_A_WORKSHOP)),
        ("C", lines),
        ("CA", -(-size // SITTING)),
        ("XE", -(-int(size * ON_BUS) // BUS)),
        ("P", -(-int(size * IN_DORMITORY) // ROOM)),
    )
    firsts = number + np.concatenate([[0], np.cumsum([count for _, count in counts])])
    seat = draw.permutation(size)
    line = seat // LINE
    roving = draw.random(size) < ROVING
    room = _some(draw.permutation(size), int(size * IN_DORMITORY), ROOM, int(firsts[5]))
    bus = _some(draw.permutation(size), int(size * ON_BUS), BUS, int(firsts[4]))
    parts = (
        np.where(roving, firsts[1] + line // LINES_A_WORKSHOP, firsts[2] + line),
        firsts[3] + seat // SITTING,
        np.where(room == NOWHERE, bus, NOWHERE),
        room,
        draw.integers(0, 5, lines)[line],
    )
    return parts, _named(code, park, counts)


def _some(order: Array, members: int, together: int, first: int) -> Array:
    """The first `members` in `order`, `together` to a place; the others have none."""
    return np.where(order < members, first + order // together, NOWHERE)


def _named(code: str, park: str, counts: tuple[tuple[str, int], ...]) -> list[NamedPlace]:
    """The site; workshops in it; lines in workshops; sittings, buses and rooms in nothing larger."""
    named = [NamedPlace(code, DistanceClass.FAR, None, park)]
    for kind, count in counts[1:]:
        for number in range(count):
            within = {"PX": code, "C": f"{code}/PX{number // LINES_A_WORKSHOP + 1}"}.get(kind)
            distance = DistanceClass.SAME_ROOM if kind == "PX" else DistanceClass.NEAR
            named.append(NamedPlace(f"{code}/{kind}{number + 1}", distance, within, park))
    return named
