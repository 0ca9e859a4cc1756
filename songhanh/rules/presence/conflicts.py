"""What cannot be: seen by a server that has all the scans, after devices decided with what each of them knew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from songhanh.rules.presence.stays import Ending, Moment, Sighting, Stay


class Contradiction(StrEnum):
    """What contradicts what."""

    ENTERED_TWICE = "ENTERED_TWICE"  # in, and in again while still inside
    TOO_FAST = "TOO_FAST"  # at two gates sooner than one can walk
    REVOKED = "REVOKED"  # let through with a pass that had been called back
    TWO_PLACES = "TWO_PLACES"  # at another enterprise while still inside this one


@dataclass(frozen=True, slots=True)
class Found:
    """`scan` at `at` contradicts `earlier`; both as the sightings name them. `enterprise` is the later scan's."""

    kind: Contradiction
    enterprise: str
    at: Moment
    scan: str
    earlier_at: Moment | None = None
    earlier: str = ""


GateOf = Callable[[str], str]  # scan → gate
Walk = Callable[[str, str], Moment]  # two gates → the least time between them, 0 where unknown


def entered_twice(stays: Sequence[Stay], doubled: Moment) -> list[Found]:
    """In again, or seen elsewhere, before the stay was over. Twice within `doubled` is one passing, scanned again."""
    found = []
    for stay, later in pairwise(stays):
        if stay.ended is Ending.AGAIN and later.entry and later.start - stay.start > doubled:
            found.append(_found(Contradiction.ENTERED_TWICE, later, later.start, later.entry, stay))
        elif stay.ended is Ending.ELSEWHERE:
            at, scan = (later.start, later.entry) if later.entry else (later.end, later.exit)
            found.append(_found(Contradiction.TWO_PLACES, later, at, scan, stay))
    return found


def too_fast(sightings: Sequence[Sighting], gate_of: GateOf, walk: Walk) -> list[Found]:
    """One person's sightings, in order: two after one another at gates that lie further apart."""
    found = []
    for one, other in pairwise(sightings):
        if one.enterprise != other.enterprise:
            continue
        least = walk(gate_of(one.scan), gate_of(other.scan))
        if other.at - one.at < least:
            found.append(
                Found(Contradiction.TOO_FAST, other.enterprise, other.at, other.scan, one.at, one.scan)
            )
    return found


def _found(kind: Contradiction, later: Stay, at: Moment, scan: str, stay: Stay) -> Found:
    return Found(kind, later.enterprise, at, scan, stay.start, stay.entry)
