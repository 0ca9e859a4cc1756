"""Who was with one person, where and when: the rows behind a line of a traced list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from songhanh.rules.tracing.judging import Together
from songhanh.rules.tracing.places import DistanceClass, Place
from songhanh.rules.tracing.presence import Stay


@dataclass(frozen=True, order=True, slots=True)
class Encounter:
    """The seconds `[start, end)` that `person` and `source` had in common; `near` is False where nobody knows how far
    they were apart. `place` is where the person was.
    """

    start: int
    end: int
    person: int
    source: int
    place: int
    near: bool


def encounters(
    stays: Iterable[Stay],
    sources: Iterable[Stay],
    places: Mapping[int, Place],
    reached: Mapping[int, frozenset[int]],
) -> Iterator[Encounter]:
    """Every stay against every stay of a source in a place that reaches it. Touching is not overlapping."""
    kept = list(sources)
    for stay in stays:
        for source in kept:
            start, end = max(stay.start, source.start), min(stay.end, source.end)
            if start < end and source.place in reached[stay.place] and source.person != stay.person:
                near = source.place == stay.place and places[stay.place].distance is DistanceClass.NEAR
                yield Encounter(start, end, stay.person, source.person, stay.place, near)


def together(met: Iterable[Encounter]) -> dict[int, Together]:
    """By source: the seconds, over all places and all days of the window, taken together."""
    near: dict[int, int] = {}
    unclear: dict[int, int] = {}
    for each in met:
        counted = near if each.near else unclear
        counted[each.source] = counted.get(each.source, 0) + each.end - each.start
    return {source: Together(near.get(source, 0), unclear.get(source, 0)) for source in near.keys() | unclear}


def exposed_seconds(met: Iterable[Encounter]) -> int:
    """How long the person was with any of the sources: seconds with several of them count once in each place."""
    total = 0
    by_place: dict[int, list[tuple[int, int]]] = {}
    for each in met:
        by_place.setdefault(each.place, []).append((each.start, each.end))
    for spans in by_place.values():
        reached = 0
        for start, end in sorted(spans):
            total += max(0, end - max(start, reached))
            reached = max(reached, end)
    return total
