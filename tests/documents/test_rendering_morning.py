"""The morning page: one sheet, both goals, figures that open, nothing cut off."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from songhanh.documents.rendering.morning import (
    MorningContent,
    MorningFigure,
    MorningSide,
    TooMuchForOnePageError,
    morning_page,
)

from .sample import NOW, PAGE

MORNING = MorningContent(
    authority="Ban Quản lý các khu công nghiệp tỉnh Ninh Bình",
    title="Mục tiêu kép năm 2021",
    as_of="Số liệu đến 09:00 Thứ Hai 17/01/2022",
    safety=MorningSide(
        "98,2% lao động đã tiêm ít nhất 1 mũi, còn 784 người chưa tiêm",
        (MorningFigure("Đủ 2 mũi", "40.078", "người", url=f"{PAGE}vaccinated_two/"),),
    ),
    production=MorningSide(
        "Doanh thu vượt kế hoạch 15,7%",
        (
            MorningFigure(
                "Doanh thu", "69.448", "tỷ đồng", "66.401", "+4,6%", "115,7%", 115.7, True, f"{PAGE}revenue/"
            ),
        ),
        ("Nộp ngân sách trên 10.000 tỷ đồng.",),
    ),
    waiting=("Ký báo cáo #1 $x$",),
    address="http://localhost:8000/today/",
    notice="số liệu minh họa",
)


def read(content: MorningContent) -> PdfReader:
    return PdfReader(BytesIO(morning_page(content, now=NOW)))


def test_both_goals_stand_on_one_sheet() -> None:
    reader = read(MORNING)
    assert len(reader.pages) == 1
    shown = " ".join(reader.pages[0].extract_text().split())
    for expected in (
        "● An toàn",
        "■ Sản xuất",
        "69.448",
        "ước",
        "66.401",
        "115,7%",
        "40.078",
        "Ký báo cáo #1 $x$",
    ):
        assert expected in shown
    assert shown.index("● An toàn") < shown.index("■ Sản xuất")
    assert "số liệu minh họa" in shown
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_its_figures_open() -> None:
    notes = [note.get_object() for note in read(MORNING).pages[0]["/Annots"]]
    assert {f"{PAGE}revenue/", f"{PAGE}vaccinated_two/", MORNING.address} <= {
        note["/A"]["/URI"] for note in notes
    }


def test_a_column_without_values_is_left_out() -> None:
    shown = read(replace(MORNING, production=MORNING.safety)).pages[0].extract_text()
    assert "Trước" not in shown
    assert "Trước" in read(MORNING).pages[0].extract_text()


def many(rows: int) -> MorningContent:
    figures = MORNING.production.figures * rows
    return replace(MORNING, production=replace(MORNING.production, figures=figures))


def test_more_makes_the_type_smaller_and_too_much_is_refused() -> None:
    reader = read(many(18))
    assert len(reader.pages) == 1
    assert reader.pages[0].extract_text().count("66.401") == 18
    with pytest.raises(TooMuchForOnePageError):
        morning_page(many(80), now=NOW)


def test_an_empty_side_is_still_there() -> None:
    empty = replace(
        MORNING, safety=MorningSide("Chưa có số liệu an toàn", ()), waiting=(), address="", notice=""
    )
    assert "Chưa có số liệu an toàn" in " ".join(read(empty).pages[0].extract_text().split())
