"""From a stay inside to the places a person is rostered to: line, canteen sitting, dormitory room, bus.

Where no roster says more, a stay is presence at the gate's level only: the whole enterprise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from songhanh.rules.presence.stays import Moment, Stay


@dataclass(frozen=True, slots=True)
class Slot:
    """A person's place for `[start, end)`; of overlapping slots the one of least `precedence` counts."""

    place: str
    start: Moment
    end: Moment
    precedence: int = 0


@dataclass(frozen=True, slots=True)
class At:
    """`[start, end)` at a place; `place` is "" where only the enterprise is known. `supplied` as of the stay."""

    enterprise: str
    place: str
    start: Moment
    end: Moment
    supplied: bool


def places(stay: Stay, slots: Sequence[Slot]) -> list[At]:
    """The whole stay, cut where the roster changes: in order, without gaps, without overlaps."""
    inside = [slot for slot in slots if slot.start < stay.end and slot.end > stay.start]
    cuts = sorted(
        {stay.start, stay.end}
        | {edge for s in inside for edge in (s.start, s.end) if stay.start < edge < stay.end}
    )
    found: list[At] = []
    for start, end in pairwise(cuts):
        place = _place(inside, start, end)
        if found and found[-1].place == place:
            found[-1] = At(stay.enterprise, place, found[-1].start, end, stay.supplied)
        else:
            found.append(At(stay.enterprise, place, start, end, stay.supplied))
    return found


def _place(slots: Sequence[Slot], start: Moment, end: Moment) -> str:
    there = [slot for slot in slots if slot.start <= start and end <= slot.end]
    return min(there, key=lambda slot: (slot.precedence, slot.place)).place if there else ""
