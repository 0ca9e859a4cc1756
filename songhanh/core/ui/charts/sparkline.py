"""How has it gone lately: a small line without axes, its end marked in the goal's shape."""

from collections.abc import Sequence
from dataclasses import dataclass

from songhanh.core.ui.charts.scale import Scale, Value, known, points_of, runs
from songhanh.core.ui.charts.svg import Goal, end_mark, picture, polyline, shape

MARGIN, RADIUS = 4.0, 3.2


@dataclass(frozen=True, slots=True)
class Sparkline:
    """`values` oldest first, None for a day without a figure."""

    values: Sequence[Value]
    goal: Goal
    sentence: str
    width: float = 150
    height: float = 40


def draw_sparkline(chart: Sparkline) -> str:
    """The line; nothing but its frame when there is no value at all."""
    figures = known(chart.values)
    if not figures:
        return picture(chart.sentence, chart.width, chart.height, [])
    across = Scale(0, len(chart.values) - 1, MARGIN, chart.width - MARGIN)
    down = Scale(min(figures), max(figures), chart.height - MARGIN, MARGIN)
    points = points_of(chart.values, across, down)
    lines = [_stretch(run, chart.goal) for run in runs(points)]
    last = next(point for point in reversed(points) if point)
    return picture(chart.sentence, chart.width, chart.height, [*lines, end_mark(chart.goal, *last, RADIUS)])


def _stretch(points: list[tuple[float, float]], goal: Goal) -> str:
    """A line, or a dot where a single day stands between two gaps."""
    if len(points) == 1:
        return shape("circle", f"fi-{goal}", cx=points[0][0], cy=points[0][1], r=1.2)
    return polyline(points, f"st-{goal}", 1.6)
