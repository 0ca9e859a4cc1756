"""From values to places on a chart."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Values `low`..`high` laid on `start`..`end` (pixels; `end` below `start` turns the axis round)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where `value` lies; a span of nothing puts everything in the middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


Value = float | None


def known(values: Sequence[Value]) -> list[float]:
    """The values there are."""
    return [float(value) for value in values if value is not None]


def runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Unbroken stretches of a line: a gap in the data is a gap in the line."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            stretches.append([])
        else:
            stretches[-1].append(point)
    return [stretch for stretch in stretches if stretch]


def points_of(values: Sequence[Value], across: Scale, down: Scale) -> list[tuple[float, float] | None]:
    """One point a value, None where there is no value."""
    return [None if value is None else (across(i), down(float(value))) for i, value in enumerate(values)]
