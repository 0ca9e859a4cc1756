"""The HTML layout: the same words, figures as links, hostile text as text."""

from dataclasses import replace
from html.parser import HTMLParser

from django.template.loader import render_to_string

from songhanh.documents.rendering.content import Chart, OfficialContent, Run
from songhanh.documents.rendering.screen import official_page

from .sample import DRAFT, FIGURES, NOW, PAGE, fig, signed, text


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"br", "rect"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(content: OfficialContent) -> str:
    return render_to_string("documents/_official.html", {"page": official_page(content, on=NOW.date())})


def test_every_figure_is_a_link_to_its_page() -> None:
    elements = Elements(shown(signed()))
    assert elements.open == []
    figures = [attributes for tag, attributes in elements.found if attributes.get("class") == "fig"]
    assert {each["href"] for each in figures} == {f"{PAGE}{code}/" for code, _label, _value in FIGURES}
    assert all(each["data-opens"] == "source" for each in figures)


def test_words_and_set_lines_are_there() -> None:
    page = shown(signed())
    for expected in (
        "<b>BAN QUẢN LÝ</b>", "Số: 05/BC-BQLKCN", "Ninh Bình, ngày 07 tháng 01 năm 2022", "KT. TRƯỞNG BAN",
        "- Lưu: VT, QLDN.", 'class="mk prod"', '<th scope="row">Doanh thu (tỷ đồng)</th>', "số liệu minh họa",
        "triệu USD</a>, tăng 31 triệu USD",
    ):  # fmt: skip
        assert expected in page
    assert "DỰ THẢO" in shown(DRAFT)
    assert "DỰ THẢO" not in page


def test_text_that_looks_like_markup_is_text() -> None:
    hostile = '<script>alert("x")</script>'
    page = shown(replace(signed(), blocks=(text(hostile, fig("revenue", hostile)),), recipients=(hostile,)))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 3


def test_a_picture_brings_no_script() -> None:
    svg = (
        b'<svg onload="x()" width="9" height="9"><script>x()</script><a href="javascript:x()"><text>y</text></a>'
        b'<rect class="fi-prod" width="3" height="3" style="fill:red"/></svg>'
    )
    page = shown(signed(blocks=(Chart("Câu mô tả.", svg),), references=()))
    assert "onload" not in page
    assert "script" not in page
    assert "style" not in page
    assert 'class="fi-prod"' in page
    assert 'aria-label="Câu mô tả."' in page


def test_plain_runs_have_no_link() -> None:
    assert "<a " not in shown(signed(blocks=(text(Run("chữ thường")),), references=()))
