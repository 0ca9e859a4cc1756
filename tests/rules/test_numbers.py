from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.rules.numbers import (
    Problem,
    Style,
    format_date,
    format_figure,
    format_number,
    format_percent,
    read_column,
    read_number,
    round_half_up,
)

NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, places=5, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("69448", "69448"),
        ("69.448.000", "69448000"),
        ("69,448,000", "69448000"),
        ("1.503,25", "1503.25"),
        ("1,503.25", "1503.25"),
        ("1503,25", "1503.25"),
        ("1503.25", "1503.25"),
        ("0.503", "0.503"),
        ("28,9", "28.9"),
        ("1 503", "1503"),
        ("1\u00a0503,5", "1503.5"),
        ("1\u202f503", "1503"),
        ("1'503.5", "1503.5"),
        ("\uff16\uff19\uff14\uff14\uff18", "69448"),
        ("(1.503.000)", "-1503000"),
        ("\u221212,5", "-12.5"),
        ("-12,5", "-12.5"),
        ("+7", "7"),
        (" 40,6804 triệu đồng ", "40.6804"),
        ("98,2%", "98.2"),
        ("120 m2", "120"),
        ("115,7 %", "115.7"),
        (",5", "0.5"),
        (69448, "69448"),
        (0.1, "0.1"),
        (28.9, "28.9"),
        (Decimal("1.503"), "1.503"),
    ],
)
def test_what_reads_one_way_is_read(typed: str | int | float | Decimal, number: str) -> None:
    assert read_number(typed).number == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("1.503", ("1.503", "1503")),
        ("1,503", ("1.503", "1503")),
        ("28.9", ("28.9", "28900")),
        ("28.95", ("28.95", "28950")),
        ("-1.503", ("-1503", "-1.503")),
        ("1.503 triệu USD", ("1.503", "1503")),
    ],
)
def test_what_reads_two_ways_is_never_guessed(typed: str, candidates: tuple[str, ...]) -> None:
    reading = read_number(typed)
    assert (reading.number, reading.problem) == (None, Problem.AMBIGUOUS)
    assert reading.candidates == tuple(map(Decimal, candidates))


@pytest.mark.parametrize(
    "typed",
    [
        "khoảng",
        "12/11/2021",
        "1.50.3",
        "1,503.000.000",
        "1e5",
        "--5",
        "#N/A",
        "1..5",
        "12 34",
        "1.503,5,0",
        float("nan"),
        True,
    ],
)
def test_what_is_no_number_is_said_to_be_none(typed: str | float) -> None:
    assert read_number(typed).problem is Problem.NOT_A_NUMBER


@pytest.mark.parametrize("typed", [None, "", "  ", "\u00a0"])
def test_a_blank_is_not_zero(typed: str | None) -> None:
    assert read_number(typed).problem is Problem.BLANK


def test_the_words_after_a_number_are_kept() -> None:
    assert read_number("40,68 triệu đồng").unit == "triệu đồng"
    assert read_number("98,2%").unit == "%"


def test_a_known_style_decides_only_what_can_be_written_in_it() -> None:
    assert read_number("1.503", Style.VI).number == 1503
    assert read_number("1.503", Style.EN).number == Decimal("1.503")
    assert read_number("28.9", Style.EN).number == Decimal("28.9")
    assert read_number("28.9", Style.VI).problem is Problem.AMBIGUOUS


def test_by_hand_a_group_of_thousands_has_three_digits() -> None:
    assert read_number("680.5", by_hand=True).number == Decimal("680.5")
    assert read_number("680.55", Style.VI, by_hand=True).number == Decimal("680.55")
    assert read_number("1.503", by_hand=True).problem is Problem.AMBIGUOUS


def test_a_column_is_decided_by_its_other_cells() -> None:
    assert [each.number for each in read_column(["1.503", "986,5", "2.000"])] == [
        1503,
        Decimal("986.5"),
        2000,
    ]
    assert [each.number for each in read_column(["1.503", "986.5", "2,000.1"])] == [
        Decimal("1.503"),
        Decimal("986.5"),
        Decimal("2000.1"),
    ]


def test_a_column_that_contradicts_itself_is_asked() -> None:
    problems = [each.problem for each in read_column(["1.503", "986,5", "2,000.1"])]
    assert problems == [Problem.AMBIGUOUS, None, None]


def test_the_declared_unit_decides_where_things_are_counted() -> None:
    people = read_column(["1.503", "1,000", "28.9", "12"], "người")
    assert [each.number for each in people] == [1503, 1000, None, 12]
    assert read_column(["1.503"], "tỷ VND")[0].problem is Problem.AMBIGUOUS


def test_typed_numbers_of_a_workbook_need_no_deciding() -> None:
    assert [each.number for each in read_column([28.9, None, 1503])] == [Decimal("28.9"), None, 1503]


@given(NUMBERS, st.sampled_from(Style))
def test_what_is_written_reads_back(value: Decimal, style: Style) -> None:
    assert read_number(format_number(value, 5, style.lower()), style).number == value
    assert read_number(format_number(value, None, style.lower()), style).number in (value, None)


@given(st.text(alphabet="0123456789., -()%\u2212", max_size=12))
def test_any_text_gives_a_number_or_a_problem(text: str) -> None:
    reading = read_number(text)
    assert (reading.number is None) == (reading.problem is not None)
    assert (reading.problem is Problem.AMBIGUOUS) == (len(reading.candidates) > 1)


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        ("69448", None, "69.448", "69,448"),
        ("1503.25", 1, "1.503,3", "1,503.3"),
        ("-0.05", 1, "−0,1", "−0.1"),
        ("-0.01", 1, "0,0", "0.0"),
        ("40.680", None, "40,68", "40.68"),
        ("100", None, "100", "100"),
    ],
)
def test_formats(value: str, decimals: int | None, vi: str, en: str) -> None:
    assert (format_number(Decimal(value), decimals), format_number(Decimal(value), decimals, "en")) == (
        vi,
        en,
    )


def test_other_formats() -> None:
    assert format_percent(Decimal("98.196")) == "98,2%"
    assert format_figure(Decimal("986.00"), 1) == "986"
    assert format_figure(Decimal("1102.349"), 1) == "1.102,3"
    assert (format_date(date(2021, 12, 5)), format_date(date(2021, 12, 5), "en")) == (
        "05/12/2021",
        "5 Dec 2021",
    )
    assert round_half_up(Decimal("97.835"), 2) == Decimal("97.84")
