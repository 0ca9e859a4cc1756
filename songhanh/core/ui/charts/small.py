"""Marks inside a table's row: share done, past periods, a place on an axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from songhanh.core.ui.charts.scale import Scale
from songhanh.core.ui.charts.svg import Goal, end_mark, picture, shape


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total`; the figures stand beside it in text."""

    done: float
    total: float
    sentence: str
    look: str = "fi-ls"
    width: float = 54
    height: float = 8


@dataclass(frozen=True, slots=True)
class History:
    """Past periods, oldest first: ON_TIME a disc, LATE a triangle, MISSING a cross, EXEMPT a short line."""

    outcomes: Sequence[str]
    sentence: str


@dataclass(frozen=True, slots=True)
class DotStrip:
    """One value on an axis from `low` to `high`, with a tick for the overall value."""

    value: float
    overall: float
    low: float
    high: float
    goal: Goal
    sentence: str
    width: float = 104


STEP = 13.0


def draw_progress(chart: Progress) -> str:
    """A track and what is done of it."""
    share = min(max(chart.done / chart.total, 0.0), 1.0) if chart.total else 0.0
    track = shape("rect", "fi-sunk", width=chart.width, height=chart.height)
    bar = shape("rect", chart.look, width=chart.width * share, height=chart.height) if share else ""
    return picture(chart.sentence, chart.width, chart.height, [track, bar])


def draw_history(chart: History) -> str:
    """One mark a period."""
    marks = [_outcome(outcome, 7 + index * STEP) for index, outcome in enumerate(chart.outcomes)]
    return picture(chart.sentence, len(chart.outcomes) * STEP + 1, 14, marks)


def _outcome(outcome: str, x: float) -> str:
    if outcome == "ON_TIME":
        return shape("circle", "fi-ok", cx=x, cy=7, r=4.2)
    if outcome == "LATE":
        return shape("path", "fi-warn", d=f"M{x:g} 2l5 9.5h-10z")
    if outcome == "MISSING":
        return shape("path", "st-err", d=f"M{x - 4:g} 3l8 8m0-8l-8 8", stroke_width=2, fill="none")
    return shape("path", "st-ls", d=f"M{x - 4:g} 7h8", stroke_width=2, fill="none")


def draw_dot_strip(chart: DotStrip) -> str:
    """The axis, the tick, the mark in the goal's shape."""
    scale = Scale(chart.low, chart.high, 6, chart.width - 6)
    tick = scale(chart.overall)
    return picture(
        chart.sentence,
        chart.width,
        14,
        [
            shape("line", "st-line", x1=2, x2=chart.width - 2, y1=7, y2=7),
            shape("line", "st-ls", x1=tick, x2=tick, y1=1, y2=13, stroke_width="1.5"),
            end_mark(chart.goal, scale(min(max(chart.value, chart.low), chart.high)), 7, 4.5),
        ],
    )
