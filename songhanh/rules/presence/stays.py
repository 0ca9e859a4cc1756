"""From what was seen of one person to the time he spent inside, explained and on the safe side.

A stay begins with an entry and ends with an exit. What was not seen is supplied, marked and always included:
somebody whose exit is missing was there until his shift's end and a margin, and at the longest for the longest stay.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

Moment = int  # milliseconds since 1970, UTC
Shift = tuple[Moment, Moment]


class Direction(StrEnum):
    """Which way somebody passed."""

    IN = "IN"
    OUT = "OUT"


class Ending(StrEnum):
    """How the one or the other end of a stay is known."""

    SEEN = "SEEN"  # by a scan
    SHIFT = "SHIFT"  # supplied: the shift's hours and a margin
    LONGEST = "LONGEST"  # supplied: no shift known, the longest stay
    AGAIN = "AGAIN"  # supplied: seen coming in again
    ELSEWHERE = "ELSEWHERE"  # supplied: seen at another enterprise by then
    OPEN = "OPEN"  # still inside, as far as is known


@dataclass(frozen=True, slots=True)
class Sighting:
    """One passing that was let through: at which enterprise, by which source (0 counts most)."""

    at: Moment
    direction: Direction
    enterprise: str
    scan: str = ""
    precedence: int = 0


@dataclass(frozen=True, slots=True)
class Margins:
    """What is added where something was not seen, in milliseconds."""

    after_shift: int
    longest: int
    doubled: int  # two sightings of the same passing by two sources lie no further apart


@dataclass(frozen=True, slots=True)
class Stay:
    """`[start, end)` inside one enterprise, and how both ends are known; the scans it stands on."""

    enterprise: str
    start: Moment
    end: Moment
    began: Ending
    ended: Ending
    entry: str = ""
    exit: str = ""

    @property
    def supplied(self) -> bool:
        """Whether an end of it is not what somebody saw."""
        return not {self.began, self.ended} <= {Ending.SEEN, Ending.OPEN}


ShiftAt = Callable[[str, Moment], Shift | None]  # of this person: enterprise, moment → the shift around it


def stays(sightings: Iterable[Sighting], shift_at: ShiftAt, margins: Margins, now: Moment) -> list[Stay]:
    """One person's stays up to `now`, in order, never overlapping.

    `sightings` may come in any order and from several sources. Those after `now` are left for later.
    """
    found: list[Stay] = []
    inside: Sighting | None = None
    for each in _ordered([one for one in sightings if one.at <= now], margins.doubled):
        if each.direction is Direction.IN:
            if inside is not None:
                found.append(_unended(inside, shift_at, margins, until=each))
            inside = each
        elif inside is not None and inside.enterprise == each.enterprise:
            found.append(_whole(inside, each))
            inside = None
        else:
            if inside is not None:
                found.append(_unended(inside, shift_at, margins, until=each))
                inside = None
            found.append(_unbegun(each, shift_at, margins))
    if inside is not None:
        found.append(_open(inside, shift_at, margins, now))
    return _apart(found)


def _ordered(sightings: Sequence[Sighting], doubled: int) -> list[Sighting]:
    """By time; of one passing that two sources saw, the one that counts more."""
    kept: list[Sighting] = []
    for each in sorted(sightings, key=lambda one: (one.at, one.precedence, one.scan)):
        last = kept[-1] if kept else None
        if last and _same(last, each) and each.at - last.at <= doubled and each.precedence != last.precedence:
            kept[-1] = min(last, each, key=lambda one: one.precedence)
        else:
            kept.append(each)
    return kept


def _same(one: Sighting, other: Sighting) -> bool:
    return one.enterprise == other.enterprise and one.direction == other.direction


def _whole(entry: Sighting, left: Sighting) -> Stay:
    return Stay(entry.enterprise, entry.at, left.at, Ending.SEEN, Ending.SEEN, entry.scan, left.scan)


def _unended(entry: Sighting, shift_at: ShiftAt, margins: Margins, until: Sighting) -> Stay:
    """An entry without an exit before the next sighting: nobody is at two places, nobody longer than allowed."""
    end, ended = _supplied_end(entry, shift_at, margins)
    if until.at < end:
        end, ended = until.at, Ending.ELSEWHERE if until.enterprise != entry.enterprise else Ending.AGAIN
    return Stay(entry.enterprise, entry.at, end, Ending.SEEN, ended, entry.scan)


def _open(entry: Sighting, shift_at: ShiftAt, margins: Margins, now: Moment) -> Stay:
    end, ended = _supplied_end(entry, shift_at, margins)
    if now < end:
        end, ended = now, Ending.OPEN
    return Stay(entry.enterprise, entry.at, end, Ending.SEEN, ended, entry.scan)


def _unbegun(left: Sighting, shift_at: ShiftAt, margins: Margins) -> Stay:
    """An exit without an entry: he was there from the shift's beginning less the margin, or for the longest stay."""
    shift = shift_at(left.enterprise, left.at)
    earliest = left.at - margins.longest
    if shift is None:
        start, began = earliest, Ending.LONGEST
    else:
        start, began = max(earliest, min(shift[0] - margins.after_shift, left.at)), Ending.SHIFT
    return Stay(left.enterprise, start, left.at, began, Ending.SEEN, "", left.scan)


def _supplied_end(entry: Sighting, shift_at: ShiftAt, margins: Margins) -> tuple[Moment, Ending]:
    shift = shift_at(entry.enterprise, entry.at)
    latest = entry.at + margins.longest
    if shift is None or shift[1] + margins.after_shift <= entry.at:
        return latest, Ending.LONGEST
    return min(latest, shift[1] + margins.after_shift), Ending.SHIFT


def _apart(found: list[Stay]) -> list[Stay]:
    """A supplied beginning never reaches into the stay before; that one was seen."""
    cut = found[:1]
    for before, each in pairwise(found):
        cut.append(replace(each, start=max(each.start, before.end)) if each.start < before.end else each)
    return [each for each in cut if each.start <= each.end]
