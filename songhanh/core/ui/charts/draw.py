"""One word for all charts: `draw(chart)`."""

from functools import singledispatch

from songhanh.core.ui.charts.bullet import Bullet, draw_bullet
from songhanh.core.ui.charts.line import LineChart, draw_lines
from songhanh.core.ui.charts.small import (
    DotStrip,
    History,
    Progress,
    draw_dot_strip,
    draw_history,
    draw_progress,
)
from songhanh.core.ui.charts.sparkline import Sparkline, draw_sparkline
from songhanh.core.ui.charts.stack import Stack, draw_stack


@singledispatch
def draw(chart: object) -> str:
    """The chart as inline SVG."""
    raise TypeError(f"{type(chart).__name__} is no chart")


draw.register(Sparkline, draw_sparkline)
draw.register(Bullet, draw_bullet)
draw.register(Stack, draw_stack)
draw.register(LineChart, draw_lines)
draw.register(Progress, draw_progress)
draw.register(History, draw_history)
draw.register(DotStrip, draw_dot_strip)
