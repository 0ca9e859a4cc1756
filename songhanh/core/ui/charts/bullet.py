"""How far against plan and last year: bar = actual, heavy tick = plan, light tick = last year, from zero."""

from dataclasses import dataclass

from songhanh.core.ui.charts.scale import Scale, known
from songhanh.core.ui.charts.svg import Goal, picture, shape

ROOM = 0.92  # the largest of the three ends here, so that a tick at the end is seen whole


@dataclass(frozen=True, slots=True)
class Bullet:
    """Three figures in one unit; an estimate («ước») is drawn hollow. Negative figures draw no bar."""

    actual: float | None
    plan: float | None
    last_year: float | None
    goal: Goal
    sentence: str
    estimate: bool = False
    width: float = 150
    height: float = 28
    high: float | None = None  # end of the axis, when rows share one


def draw_bullet(chart: Bullet) -> str:
    """The track, the bar, the ticks that there are."""
    high = chart.high or max([0.0, *known((chart.actual, chart.plan, chart.last_year))]) / ROOM or 1.0
    scale = Scale(0, high, 0, chart.width)
    track = shape("rect", "fi-sunk", x=0, y=3, width=chart.width, height=chart.height - 6)
    parts = [track, _bar(chart, scale)]
    if chart.last_year is not None:
        parts.append(_light_tick(chart, scale(float(chart.last_year))))
    if chart.plan is not None:
        parts.append(_heavy_tick(chart, scale(float(chart.plan))))
    return picture(chart.sentence, chart.width, chart.height, parts)


def _bar(chart: Bullet, scale: Scale) -> str:
    if chart.actual is None or chart.actual <= 0:
        return ""
    thick = round(chart.height * 0.43)
    top, length = (chart.height - thick) / 2, min(scale(float(chart.actual)), chart.width)
    if not chart.estimate:
        return shape("rect", f"fi-{chart.goal}", x=0, y=top, width=length, height=thick)
    return shape(
        "rect", f"fi-{chart.goal}3 st-{chart.goal}", x=0.7, y=top + 0.7, width=max(length - 1.4, 0.1),
        height=thick - 1.4, stroke_width="1.4",
    )  # fmt: skip


def _light_tick(chart: Bullet, x: float) -> str:
    cut = shape("rect", "fi-sunk", x=x - 2, y=3, width=4, height=chart.height - 6)
    return cut + shape("rect", f"fi-{chart.goal}2", x=x - 1, y=3, width=2, height=chart.height - 6)


def _heavy_tick(chart: Bullet, x: float) -> str:
    return shape("rect", "fi-ink", x=x - 1.5, y=1, width=3, height=chart.height - 2)
