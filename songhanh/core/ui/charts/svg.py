"""Writing SVG: elements, numbers, the frame of a chart."""

from collections.abc import Iterable
from enum import StrEnum
from html import escape


class Goal(StrEnum):
    """Which of the two goals a mark belongs to; the value is the ending of its classes."""

    SAFETY = "safe"
    PRODUCTION = "prod"


def shape(name: str, css: str = "", body: str = "", **attributes: float | str) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`, numbers get at most one decimal."""
    pairs = {"class": css, **{key.replace("_", "-"): value for key, value in attributes.items()}}
    text = "".join(f' {key}="{escape(plain(value))}"' for key, value in pairs.items() if value != "")
    return f"<{name}{text}>{body}</{name}>" if body else f"<{name}{text}/>"


def plain(value: float | str) -> str:
    """29.6 and 30, never 29.600000000000001."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def label(text: str, x: float, y: float, css: str = "ax", anchor: str = "start") -> str:
    """A horizontal line of text in a chart."""
    return shape("text", css, escape(text), x=x, y=y, text_anchor=anchor)


def polyline(points: Iterable[tuple[float, float]], css: str, width: float, dashes: str = "") -> str:
    """A line through `points`."""
    joined = " ".join(f"{plain(x)},{plain(y)}" for x, y in points)
    return shape(
        "polyline",
        css,
        points=joined,
        fill="none",
        stroke_width=width,
        stroke_linejoin="round",
        stroke_dasharray=dashes,
    )


def end_mark(goal: Goal, x: float, y: float, radius: float) -> str:
    """Circle for An toàn, square for Sản xuất."""
    if goal is Goal.SAFETY:
        return shape("circle", "fi-safe", cx=x, cy=y, r=radius)
    side = radius * 1.85
    return shape("rect", "fi-prod", x=x - side / 2, y=y - side / 2, width=side, height=side)


def picture(sentence: str, width: float, height: float, parts: Iterable[str], css: str = "chart") -> str:
    """The chart's frame, in its own pixels; `sentence` is what a screen reader says."""
    box = f"0 0 {plain(width)} {plain(height)}"
    attributes = {"viewBox": box, "role": "img", "aria-label": sentence}
    return shape("svg", css, "".join(parts) or " ", width=width, height=height, **attributes)
