"""Cells as people mean them: text, dates, identity numbers, numbers."""

import datetime as dt
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from songhanh.core.files.dates import DateProblem, DateRange, DateReading, Order, read_dates, serial_date
from songhanh.core.files.identity import IdentityKind, IdentityProblem, read_identity
from songhanh.core.files.sheet import Cell, CellError
from songhanh.core.files.values import SEPARATOR, cell_text, clean_text, clean_texts, read_numbers

from .builders import NAUGHTY

BIRTH = DateRange(dt.date(1930, 1, 1), dt.date(2022, 1, 17))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "Nguyễn Thị Hường"),
        ("\u00a0 Trần\u00a0 Văn \t An\u200b\ufeff ", "Trần Văn An"),
        ("０３５０９０１２３４５６", "035090123456"),
        ("a_x000D_\r\nb", "a b"),
        ("'=1+1", "=1+1"),
        ("'an", "'an"),
        ("m²", "m²"),
        ("ﬁ", "ﬁ"),
    ],
)
def test_text_is_cleaned(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_cleaning_any_text_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert unicodedata.is_normalized("NFC", once)
    assert "\0" not in once
    if not once.startswith("'") and "_x" not in once:
        assert clean_text(once) == once


PARTS = st.sampled_from(
    [
        *"Aab1 '=_x",
        "Hươ\u0300ng",
        "ễ",
        "e\u0302\u0303",
        "\u0301",
        "\u00a0",
        "\n",
        "０",
        "_x000D_",
        "\u200b",
        SEPARATOR,
        "\u1ffd",
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(PARTS, max_size=5).map("".join), max_size=5))
def test_a_column_is_cleaned_as_its_cells_are(texts: list[str]) -> None:
    assert clean_texts(texts) == [clean_text(text) for text in texts]


def test_every_cell_has_a_text() -> None:
    cells: list[Cell] = [
        12.0,
        35091234567.0,
        1.25,
        True,
        "",
        dt.date(2021, 12, 1),
        dt.datetime(2021, 12, 1, 9, 5),
        CellError("#N/A"),
    ]
    texts = ["12", "35091234567", "1.25", "TRUE", "", "01/12/2021", "01/12/2021 09:05", "#N/A"]
    assert [cell_text(cell) for cell in cells] == texts


def on(*cells: Any, order: Order | None = None, within: DateRange = BIRTH) -> list[DateReading]:
    return list(read_dates(cells, within, order).readings)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("25/12/1990", dt.date(1990, 12, 25)),
        ("25-12-90", dt.date(1990, 12, 25)),
        ("25.12.2005", dt.date(2005, 12, 25)),
        ("1990-12-05", dt.date(1990, 12, 5)),
        ("1990/12/05 00:00:00", dt.date(1990, 12, 5)),
        ("ngày 5 tháng 12 năm 1990", dt.date(1990, 12, 5)),
        ("5-Dec-90", dt.date(1990, 12, 5)),
        ("05-Thg12-1990", dt.date(1990, 12, 5)),
        ("Dec 5, 1990", dt.date(1990, 12, 5)),
        ("12/12/1990", dt.date(1990, 12, 12)),
        ("２５/１２/１９９０", dt.date(1990, 12, 25)),
        (33212.0, dt.date(1990, 12, 5)),
        (19901225.0, dt.date(1990, 12, 25)),
        ("5121990", dt.date(1990, 12, 5)),
        (dt.datetime(1990, 12, 5, 0, 0), dt.date(1990, 12, 5)),
    ],
)
def test_dates_that_read_one_way(cell: Any, expected: dt.date) -> None:
    assert on(cell) == [DateReading(expected)]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("31/02/1990", DateProblem.NO_SUCH_DAY),
        ("25/13/1990", DateProblem.NO_SUCH_DAY),
        ("không rõ", DateProblem.NOT_A_DATE),
        (CellError("#REF!"), DateProblem.NOT_A_DATE),
        (True, DateProblem.NOT_A_DATE),
        (60.0, DateProblem.NOT_A_DATE),
        (-5.0, DateProblem.NOT_A_DATE),
        (float("nan"), DateProblem.NOT_A_DATE),
        ("25/12/2090", DateProblem.OUT_OF_RANGE),
        (dt.date(1812, 1, 1), DateProblem.OUT_OF_RANGE),
    ],
)
def test_what_is_no_date_is_said(cell: Any, problem: DateProblem) -> None:
    assert on(cell)[0].problem is problem


def test_years_and_months_alone() -> None:
    assert on("1990", 1990.0, "năm 1990", "12/1990") == [
        DateReading(year=1990), DateReading(year=1990), DateReading(year=1990), DateReading(year=1990, month=12),
    ]  # fmt: skip


def test_the_column_decides_the_order_and_nothing_else_does() -> None:
    alone = on("03/04/1990")[0]
    assert alone.on is None
    assert alone.problem is DateProblem.AMBIGUOUS_ORDER
    assert alone.choices == (dt.date(1990, 3, 4), dt.date(1990, 4, 3))
    assert on("03/04/1990", "25/12/1991")[0].on == dt.date(1990, 4, 3)
    assert on("03/04/1990", "12/25/1991")[0].on == dt.date(1990, 3, 4)
    assert on("03/04/1990", "25/12/1991", "12/25/1991")[0].problem is DateProblem.AMBIGUOUS_ORDER
    assert on("03/04/1990", order=Order.DAY_FIRST)[0].on == dt.date(1990, 4, 3)
    assert read_dates(["25/12/1991"], BIRTH).order is Order.DAY_FIRST
    assert on("", "25/12/1991")[0] == DateReading()


def test_two_digit_years_are_settled_by_what_is_possible() -> None:
    assert on("25/12/05")[0].on == dt.date(2005, 12, 25)
    assert on("25/12/45")[0].on == dt.date(1945, 12, 25)
    both = DateRange(dt.date(1900, 1, 1), dt.date(2022, 1, 1))
    doubtful = on("25/12/05", within=both)[0]
    assert doubtful.problem is DateProblem.AMBIGUOUS_CENTURY
    assert doubtful.choices == (dt.date(1905, 12, 25), dt.date(2005, 12, 25))


def test_the_trace_of_an_english_excel_is_seen() -> None:
    texts = [f"{day}/03/1990" for day in range(13, 20)]
    dates = [dt.date(1990, month, 4) for month in range(5, 12)]
    readings = on(*texts, *dates)
    assert {reading.problem for reading in readings[:7]} == {None}
    assert {reading.problem for reading in readings[7:]} == {DateProblem.MAYBE_SWAPPED}
    assert readings[7].choices == (dt.date(1990, 4, 5),)
    mixed = on(*texts, *dates, dt.date(1990, 5, 20))
    assert {reading.problem for reading in mixed} == {None}


def test_serials_of_both_counts() -> None:
    assert serial_date(1) == dt.date(1900, 1, 1)
    assert serial_date(59) == dt.date(1900, 2, 28)
    assert serial_date(60) is None
    assert serial_date(61) == dt.date(1900, 3, 1)
    assert serial_date(44_578) == dt.date(2022, 1, 17)
    assert serial_date(0, date1904=True) == dt.date(1904, 1, 1)


@pytest.mark.parametrize(
    ("cell", "text", "kind", "problem", "proposal"),
    [
        ("035 090 123 456", "035090123456", IdentityKind.CCCD, None, ""),
        ("'161.234.567", "161234567", IdentityKind.CMND, None, ""),
        (35090123456.0, "35090123456", IdentityKind.CCCD, IdentityProblem.LOST_ZEROS, "035090123456"),
        (1090123456.0, "1090123456", IdentityKind.CCCD, IdentityProblem.LOST_ZEROS, "001090123456"),
        (61234567.0, "61234567", IdentityKind.CMND, IdentityProblem.LOST_ZEROS, "061234567"),
        ("35990123456", "35990123456", None, IdentityProblem.WRONG_LENGTH, ""),
        ("0350901234567", "0350901234567", None, IdentityProblem.WRONG_LENGTH, ""),
        ("3,5090E+10", "3,5090E+10", None, IdentityProblem.ROUNDED, ""),
        ("c1234567", "C1234567", IdentityKind.PASSPORT, None, ""),
        ("đang làm", "ĐANGLÀM", None, IdentityProblem.NOT_A_NUMBER, ""),
        ("", "", None, None, ""),
    ],
)
def test_identity_numbers(
    cell: Any, text: str, kind: IdentityKind | None, problem: IdentityProblem | None, proposal: str
) -> None:
    reading = read_identity(cell)
    assert (reading.text, reading.kind, reading.problem, reading.proposal) == (text, kind, problem, proposal)


def test_numbers_of_a_column_are_read_by_the_rules() -> None:
    assert read_numbers([5.0, "1.503,25", "１０", ""])[2].number == 10
    told = read_numbers(["1.503", "28,5"])
    assert told[0].number == 1503
    assert read_numbers(["1.503"])[0].number is None
    assert read_numbers([CellError("#REF!"), True])[0].problem is not None
