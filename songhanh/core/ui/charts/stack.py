"""The parts of a whole: one bar of at most five parts, as wide as its frame (never a pie)."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from songhanh.core.ui.charts.svg import plain, shape


@dataclass(frozen=True, slots=True)
class Part:
    """`size` in the parts' common unit; `look` is a fill class, «hatch» (returned) or «hollow» (none yet)."""

    label: str
    size: float
    look: str


@dataclass(frozen=True, slots=True)
class Stack:
    """The parts in their order; `sentence` names each with its figure."""

    parts: Sequence[Part]
    sentence: str
    height: float = 16


# The state of a report as a part of a bar, in the order in which the states follow one another.
STATE_LOOKS = {
    "ACCEPTED": "fi-ok",
    "SUBMITTED": "fi-wait",
    "RETURNED": "hatch",
    "DRAFT": "fi-ls",
    "NOT_OPENED": "hollow",
}


def draw_stack(chart: Stack) -> str:
    """Widths are shares of the frame, so that the bar stretches without distorting its hatching."""
    total = sum(part.size for part in chart.parts)
    drawn, at = [], 0.0
    for part in chart.parts:
        if total and part.size > 0:
            share = part.size / total * 100
            drawn.append(_part(part, at, share, chart.height))
            at += share
    attributes = (
        f'width="100%" height="{plain(chart.height)}" role="img" aria-label="{escape(chart.sentence)}"'
    )
    return f'<svg class="stack" {attributes}>{"".join(drawn)}</svg>'


def _part(part: Part, at: float, share: float, height: float) -> str:
    where = {"x": f"{at:.2f}%", "width": f"{share:.2f}%"}
    if part.look == "hollow":
        return shape("rect", "fi-surf st-ls", y=1, height=height - 2, stroke_width="1.5", **where)
    if part.look != "hatch":
        return shape("rect", f"{part.look} st-surf", y=0, height=height, stroke_width=1, **where)
    ground = shape("rect", "fi-surf", y=0, height=height, **where)
    return ground + shape("rect", "st-surf", y=0, height=height, fill="url(#hatch)", stroke_width=1, **where)
