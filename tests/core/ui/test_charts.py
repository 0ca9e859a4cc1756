"""Charts: right places, a sentence, nothing that the content security policy forbids."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.core.ui.charts.bullet import ROOM, Bullet
from songhanh.core.ui.charts.draw import draw
from songhanh.core.ui.charts.line import PHONE, LineChart, Series
from songhanh.core.ui.charts.small import DotStrip, History, Progress
from songhanh.core.ui.charts.sparkline import MARGIN, Sparkline
from songhanh.core.ui.charts.stack import Part, Stack
from songhanh.core.ui.charts.svg import Goal

values = st.lists(st.none() | st.floats(-1e9, 1e9, allow_nan=False), max_size=20)


def tree(chart: object) -> ElementTree.Element:
    return ElementTree.fromstring(f"<all>{draw(chart)}</all>")


def points(root: ElementTree.Element) -> list[tuple[float, float]]:
    texts = [line.get("points", "") for line in root.iter("polyline")]
    return [(float(x), float(y)) for text in texts for x, y in (pair.split(",") for pair in text.split())]


CHARTS = [
    Sparkline([1, 2, None, 3], Goal.SAFETY, 'a "b" <c>'),
    Bullet(69448, 60000, 66401, Goal.PRODUCTION, 'a "b" <c>'),
    Stack([Part("x", 1, "hatch"), Part("y", 2, "hollow"), Part("z", 0, "fi-ok")], 'a "b" <c>'),
    LineChart(
        [Series([1, 2], Goal.SAFETY, "2")], [(0, "0"), (2, "2")], "7", "12", 'a "b" <c>', [(1, "<đổi>")]
    ),
    Progress(31, 42, 'a "b" <c>'),
    History(["ON_TIME", "LATE", "MISSING", "EXEMPT"], 'a "b" <c>'),
    DotStrip(98, 97, 96, 100, Goal.SAFETY, 'a "b" <c>'),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_every_chart_is_an_image_with_its_sentence_and_no_style(chart: object) -> None:
    text = draw(chart)
    pictures = tree(chart).findall("svg")
    assert pictures
    assert all(svg.get("role") == "img" and svg.get("aria-label") == 'a "b" <c>' for svg in pictures)
    assert not re.search(r"\sstyle=|<script|<style|\son\w+=", text)


def test_a_gap_in_the_data_is_a_gap_in_the_line() -> None:
    root = tree(Sparkline([1, 2, None, 3, 4], Goal.SAFETY, "s"))
    assert len(root.findall(".//polyline")) == 2
    assert len(points(root)) == 4


def test_the_line_ends_in_the_goals_shape() -> None:
    assert tree(Sparkline([1, 2], Goal.SAFETY, "s")).find(".//circle") is not None
    production = tree(Sparkline([1, 2], Goal.PRODUCTION, "s"))
    assert production.find(".//circle") is None
    assert production.find(".//rect") is not None


@given(values)
def test_a_sparkline_stays_in_its_frame(figures: list[float | None]) -> None:
    for x, y in points(tree(Sparkline(figures, Goal.SAFETY, "s"))):
        assert MARGIN - 0.1 <= x <= 150 - MARGIN + 0.1
        assert MARGIN - 0.1 <= y <= 40 - MARGIN + 0.1


def test_a_bullet_begins_at_zero_and_keeps_the_proportions() -> None:
    bars = {
        rect.get("class"): rect for rect in tree(Bullet(50, 100, None, Goal.PRODUCTION, "s")).iter("rect")
    }
    assert float(bars["fi-prod"].get("width", "")) == pytest.approx(150 * ROOM / 2, abs=0.06)
    assert float(bars["fi-ink"].get("x", "")) + 1.5 == pytest.approx(150 * ROOM, abs=0.06)
    assert bars["fi-prod"].get("x") == "0"


def test_a_bullet_without_a_figure_draws_none() -> None:
    assert "fi-prod" not in draw(Bullet(None, 100, None, Goal.PRODUCTION, "s"))
    assert "fi-prod" not in draw(Bullet(0, 0, 0, Goal.PRODUCTION, "s")).replace("fi-prod2", "")


def test_an_estimate_is_hollow() -> None:
    assert "st-prod" in draw(Bullet(50, 100, None, Goal.PRODUCTION, "s", estimate=True))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5).filter(sum))
def test_the_parts_of_a_bar_fill_it(sizes: list[int]) -> None:
    root = tree(Stack([Part(str(i), size, "fi-ok") for i, size in enumerate(sizes)], "s"))
    widths = [float(rect.get("width", "").rstrip("%")) for rect in root.iter("rect")]
    assert sum(widths) == pytest.approx(100, abs=0.05)
    assert len(widths) == sum(1 for size in sizes if size)


def test_a_wide_chart_is_also_drawn_at_a_phones_width() -> None:
    chart = LineChart([Series([1, 2, 3], Goal.SAFETY, "3")], [(0, "0"), (3, "3")], "a", "b", "s", width=860)
    widths = [float(svg.get("width", "")) for svg in tree(chart).findall("svg")]
    assert widths == [860, PHONE]


def test_labels_at_the_ends_do_not_lie_on_one_another() -> None:
    chart = LineChart(
        [Series([1, 97.0], Goal.SAFETY, "97,0%"), Series([1, 96.9], Goal.PRODUCTION, "96,9%")],
        [(0, "0"), (100, "100")], "a", "b", "s", width=300,
    )  # fmt: skip
    heights = [float(text.get("y", "")) for text in tree(chart).iter("text") if text.get("class") == "lab"]
    assert abs(heights[0] - heights[1]) >= 15


def test_estimated_months_are_dashed() -> None:
    chart = LineChart([Series([1, 2, 3, 4], Goal.SAFETY, "", 2)], [(0, "0")], "a", "b", "s", width=300)
    dashed = [line for line in tree(chart).iter("polyline") if line.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert len(dashed[0].get("points", "").split()) == 3  # joined to the last fact


@given(values, values)
def test_lines_of_any_data_are_well_formed(first: list[float | None], second: list[float | None]) -> None:
    series = [Series(first, Goal.SAFETY, "a"), Series(second, Goal.PRODUCTION, "b", 1)]
    assert tree(LineChart(series, [(0.0, "0")], "a", "b", "s")).findall("svg")


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(TypeError):
        draw("text")
