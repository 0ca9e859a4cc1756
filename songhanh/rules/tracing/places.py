"""Places by how near people are there, and which places may hold the same people without our knowing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class DistanceClass(StrEnum):
    """How near people in a place are to one another; our own words, no regulation's."""

    NEAR = "NEAR"  # within arm's reach for most of the time: a line, a table, a bus, a dormitory room
    SAME_ROOM = "SAME_ROOM"
    FAR = "FAR"  # all that a gate knows: somewhere on the site


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its number; `within` is the larger place that holds it."""

    number: int
    distance: DistanceClass
    within: int | None = None


def reach(places: Iterable[Place]) -> dict[int, frozenset[int]]:
    """For each place: itself, all that hold it, all that it holds.

    Somebody known to be in a workshop may stand at any of its lines. Two lines of one workshop do not reach one
    another: who is at one is known not to be at the other.
    """
    known = {place.number: place for place in places}
    found = {number: {number} for number in known}
    for number in known:
        for larger in _larger(number, known):
            found[number].add(larger)
            found[larger].add(number)
    return {number: frozenset(others) for number, others in found.items()}


def _larger(number: int, known: Mapping[int, Place]) -> list[int]:
    """The places around one, the nearest first. Raises ValueError where places hold each other in a ring."""
    found: list[int] = []
    within = known[number].within
    while within is not None:
        if within == number or within in found:
            raise ValueError(f"Nơi số {number} nằm trong chính nó")
        if within not in known:
            raise ValueError(f"Nơi số {number} nằm trong nơi số {within}, nơi này không có trong danh mục")
        found.append(within)
        within = known[within].within
    return found
