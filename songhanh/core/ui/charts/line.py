"""How it went over time, one or two lines on one axis; ends labelled, breaks in a definition drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from songhanh.core.ui.charts.scale import Scale, Value, known, points_of, runs
from songhanh.core.ui.charts.svg import Goal, end_mark, label, picture, polyline, shape

TOP, BOTTOM = 24.0, 28.0
APART = 16.0  # least distance between two labels at the lines' ends
PHONE = 326.0  # pixels of a panel's inside on a narrow phone


@dataclass(frozen=True, slots=True)
class Series:
    """One line; `end_label` stands at its last point; from index `estimated_from` on it is dashed («ước»)."""

    values: Sequence[Value]
    goal: Goal
    end_label: str = ""
    estimated_from: int | None = None


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over common x positions; `ticks` are (value, text) of the gridlines, three to five of them."""

    series: Sequence[Series]
    ticks: Sequence[tuple[float, str]]
    first_label: str
    last_label: str
    sentence: str
    breaks: Sequence[tuple[int, str]] = field(default=())  # (index before which the definition changed, note)
    width: float = 560
    height: float = 200
    axis: bool = True  # numbers at the left: the first of several small charts only


def draw_lines(chart: LineChart) -> str:
    """Grid, breaks, lines, ends; a wide chart also at a phone's width (the page shows the one that fits)."""
    if chart.width <= PHONE:
        return _draw(chart, "chart")
    return _draw(chart, "chart chart--pc") + _draw(replace(chart, width=PHONE), "chart chart--phone")


def _draw(chart: LineChart, css: str) -> str:
    left = 8 + (max((len(text) for _, text in chart.ticks), default=0) * 7.2 if chart.axis else 0)
    longest = max((len(one.end_label) for one in chart.series), default=0)
    right = chart.width - (longest * 7.6 + 12 if longest else 8)
    values = [float(value) for value, _ in chart.ticks] + [
        v for one in chart.series for v in known(one.values)
    ]
    count = max((len(one.values) for one in chart.series), default=1)
    across = Scale(0, max(count - 1, 1), left + 4, right)
    down = Scale(min(values, default=0), max(values, default=1), chart.height - BOTTOM, TOP)
    parts = [
        *_grid(chart, left, right, down),
        *(_break(across(index - 0.5), note, chart.height) for index, note in chart.breaks),
        *(_line(one, across, down) for one in chart.series),
        *_end_labels(chart.series, across, down),
        label(chart.first_label, left, chart.height - 6),
        label(chart.last_label, right, chart.height - 6, anchor="end"),
    ]
    return picture(chart.sentence, chart.width, chart.height, parts, css)


def _grid(chart: LineChart, left: float, right: float, down: Scale) -> list[str]:
    parts = []
    for value, text in chart.ticks:
        y = down(float(value))
        parts.append(shape("line", "st-line", x1=left, x2=right, y1=y, y2=y))
        if chart.axis:
            parts.append(label(text, left - 4, y + 4, anchor="end"))
    return parts


def _break(x: float, note: str, height: float) -> str:
    line = shape("line", "st-ls", x1=x, x2=x, y1=TOP, y2=height - BOTTOM, stroke_dasharray="3 3")
    return line + label(note, x, TOP - 8, anchor="middle")


def _line(one: Series, across: Scale, down: Scale) -> str:
    points = points_of(one.values, across, down)
    split = len(points) if one.estimated_from is None else one.estimated_from
    solid = [polyline(run, f"st-{one.goal}", 2) for run in runs(points[:split])]
    dashed = [
        polyline(run, f"st-{one.goal}", 2, "5 4")
        for run in runs(points[max(split - 1, 0) :])
        if split < len(points)
    ]
    last = _last(one, across, down)
    return "".join([*solid, *dashed, end_mark(one.goal, *last, 4) if last else ""])


def _last(one: Series, across: Scale, down: Scale) -> tuple[float, float] | None:
    return next((point for point in reversed(points_of(one.values, across, down)) if point), None)


def _end_labels(series: Sequence[Series], across: Scale, down: Scale) -> list[str]:
    """From the topmost down, each far enough below the one before to be read."""
    ends = [
        (last[1], last[0], one.end_label)
        for one in series
        if (last := _last(one, across, down)) and one.end_label
    ]
    parts, above = [], -APART
    for y, x, text in sorted(ends):
        above = max(y, above + APART)
        parts.append(label(text, x + 9, above + 4.5, "lab"))
    return parts
