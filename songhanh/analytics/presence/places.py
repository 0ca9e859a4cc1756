"""The places of a snapshot: numbered from 0 in the order they came, never renumbered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.rules.tracing.places import DistanceClass, Place, reach

CLASSES = tuple(DistanceClass)
NEAR = CLASSES.index(DistanceClass.NEAR)


@dataclass(frozen=True)
class NamedPlace:
    """A place by its code; `within` is the code of the larger place that holds it."""

    code: str
    distance: DistanceClass
    within: str | None = None
    park: str = ""


@dataclass(frozen=True)
class PlaceColumns:
    """By place number: the class, the larger place (-1 for none), the park, and the places it reaches.

    `reach_to[reach_first[p]:reach_first[p + 1]]` are the places that may hold people of `p` (`rules.tracing`).
    """

    codes: Array  # all codes one after the other, UTF-8
    code_first: Array
    distance: Array
    within: Array
    park: Array
    reach_first: Array
    reach_to: Array
    parks: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.distance)

    def code(self, number: int) -> str:
        """The code of one place."""
        return self.codes[self.code_first[number] : self.code_first[number + 1]].tobytes().decode()

    @cached_property
    def near(self) -> Array:
        """True where a place is of class NEAR."""
        return np.asarray(self.distance == NEAR)

    def named(self) -> list[NamedPlace]:
        """As they were registered."""
        codes = [self.code(number) for number in range(len(self))]
        return [
            NamedPlace(code, CLASSES[distance], codes[within] if within >= 0 else None, self.parks[park])
            for code, distance, within, park in zip(codes, self.distance, self.within, self.park, strict=True)
        ]

    def arrays(self) -> dict[str, Array]:
        """What goes into the file; `parks` goes into what is said about it."""
        names = ("codes", "code_first", "distance", "within", "park", "reach_first", "reach_to")
        return {name: getattr(self, name) for name in names}


def place_columns(places: Sequence[NamedPlace]) -> PlaceColumns:
    """Number them in this order. Raises ValueError for a doubled code, an unknown larger place, or a ring."""
    numbers = {place.code: number for number, place in enumerate(places)}
    if len(numbers) < len(places):
        raise ValueError("Hai nơi trùng mã")
    if unknown := {place.within for place in places} - numbers.keys() - {None}:
        raise ValueError(f"Nơi «{min(map(str, unknown))}» chứa nơi khác nhưng không có trong danh mục")
    within = [numbers[place.within] if place.within is not None else -1 for place in places]
    reached = reach(
        Place(number, place.distance, within[number] if within[number] >= 0 else None)
        for number, place in enumerate(places)
    )
    parks = tuple(sorted({place.park for place in places}))
    park_numbers = {park: number for number, park in enumerate(parks)}
    return PlaceColumns(
        codes=np.frombuffer("".join(place.code for place in places).encode(), np.uint8),
        code_first=_first([len(place.code.encode()) for place in places]),
        distance=np.array([CLASSES.index(place.distance) for place in places], np.uint8),
        within=np.array(within, np.int32),
        park=np.array([park_numbers[place.park] for place in places], np.int32),
        reach_first=_first([len(reached[number]) for number in range(len(places))]),
        reach_to=np.array([to for number in range(len(places)) for to in sorted(reached[number])], np.int32),
        parks=parks,
    )


def extended(known: Iterable[NamedPlace], places: Iterable[NamedPlace]) -> list[NamedPlace]:
    """The known ones as they now are, in their order, and the new ones after them."""
    wanted = {place.code: place for place in places}
    kept = [wanted.pop(place.code, place) for place in known]
    return kept + list(wanted.values())


def from_file(about: dict[str, Any], arrays: dict[str, Array]) -> PlaceColumns:
    """The inverse of `arrays`."""
    return PlaceColumns(**arrays, parks=tuple(about["parks"]))


def _first(counts: Sequence[int]) -> Array:
    """Where each run begins, and the end of the last."""
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int32)
