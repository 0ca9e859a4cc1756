from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.rules.periods import (
    Basis,
    Period,
    PeriodError,
    PeriodKind,
    comparable,
    make_period,
    parse_period,
    period_containing,
    periods_between,
    year_to_date,
)

DAYS = st.dates(date(1902, 1, 1), date(2900, 1, 1))
KINDS = st.sampled_from(PeriodKind)
BASES = st.sampled_from(Basis)


@pytest.mark.parametrize(
    ("code", "basis", "start", "last", "label"),
    [
        ("2021", Basis.CUTOFF15, date(2020, 12, 15), date(2021, 12, 14), "năm 2021"),
        ("2021-h1", Basis.CUTOFF15, date(2020, 12, 15), date(2021, 6, 14), "6 tháng đầu năm 2021"),
        ("2021-h2", Basis.CALENDAR, date(2021, 7, 1), date(2021, 12, 31), "6 tháng cuối năm 2021"),
        ("2021-q4", Basis.CUTOFF15, date(2021, 9, 15), date(2021, 12, 14), "quý IV/2021"),
        ("2021-q4", Basis.CALENDAR, date(2021, 10, 1), date(2021, 12, 31), "quý IV/2021"),
        ("2021-12", Basis.CUTOFF15, date(2021, 11, 15), date(2021, 12, 14), "tháng 12/2021"),
        ("2022-01", Basis.CUTOFF15, date(2021, 12, 15), date(2022, 1, 14), "tháng 01/2022"),
        ("2021-12-h1", Basis.CALENDAR, date(2021, 12, 1), date(2021, 12, 15), "kỳ 1–15/12/2021"),
        ("2021-12-h2", Basis.CALENDAR, date(2021, 12, 16), date(2021, 12, 31), "kỳ 16–31/12/2021"),
        ("2021-12-h1", Basis.CUTOFF15, date(2021, 11, 15), date(2021, 11, 30), "kỳ 15–30/11/2021"),
        ("2021-12-h2", Basis.CUTOFF15, date(2021, 12, 1), date(2021, 12, 14), "kỳ 1–14/12/2021"),
    ],
)
def test_codes_name_the_days_of_the_cutoff_rule(
    code: str, basis: Basis, start: date, last: date, label: str
) -> None:
    period = parse_period(code, basis)
    assert (period.start, period.end - timedelta(1), period.label_vi()) == (start, last, label)


@pytest.mark.parametrize(
    "code", ["", "2021-13", "2021-q5", "2021-h3", "2021-1", "21-12", "2021-12-h3", "１２３４", "2021 "]
)
def test_what_names_no_period_is_refused_with_the_value_found(code: str) -> None:
    with pytest.raises(PeriodError, match="không phải mã kỳ"):
        parse_period(code, Basis.CALENDAR)


def test_a_year_outside_the_range_is_refused() -> None:
    with pytest.raises(PeriodError, match="1899"):
        parse_period("1900", Basis.CALENDAR).previous()


@given(DAYS, KINDS, BASES)
def test_every_day_lies_in_one_period_and_the_code_reads_back(
    day: date, kind: PeriodKind, basis: Basis
) -> None:
    period = period_containing(day, kind, basis)
    assert period.contains(day)
    assert parse_period(period.code, basis) == period
    assert not period.previous().contains(day)
    assert not period.next().contains(day)


@given(DAYS, KINDS, BASES)
def test_neighbours_touch_and_lead_back(day: date, kind: PeriodKind, basis: Basis) -> None:
    period = period_containing(day, kind, basis)
    assert period.next().start == period.end
    assert period.next().previous() == period
    assert period.same_period_last_year().index == period.index


@given(DAYS, KINDS.filter(lambda kind: kind is not PeriodKind.HALF_MONTH), BASES)
def test_months_fill_a_period_without_gap(day: date, kind: PeriodKind, basis: Basis) -> None:
    period = period_containing(day, kind, basis)
    months = period.months()
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(a.end == b.start for a, b in pairwise(months))
    assert all(period.covers(month) for month in months)


def test_a_half_month_holds_no_month() -> None:
    assert parse_period("2021-12-h2", Basis.CALENDAR).months() == ()


def test_the_two_halves_make_the_month() -> None:
    for basis in Basis:
        month = parse_period("2024-03", basis)
        first, second = parse_period("2024-03-h1", basis), parse_period("2024-03-h2", basis)
        assert (first.start, first.end, second.end) == (month.start, second.start, month.end)


def test_only_equal_ranges_compare() -> None:
    def period(code: str, basis: Basis = Basis.CUTOFF15) -> Period:
        return parse_period(code, basis)

    assert comparable(period("2021-12"), period("2020-12"))
    assert not comparable(period("2021"), period("2021-12"))
    assert not comparable(period("2021"), period("2020", Basis.CALENDAR))


def test_year_to_date_and_ranges() -> None:
    march = make_period(PeriodKind.MONTH, Basis.CUTOFF15, 2021, 3)
    assert year_to_date(march) == (date(2020, 12, 15), date(2021, 3, 15))
    codes = [
        p.code
        for p in periods_between(
            parse_period("2020-11", Basis.CALENDAR), parse_period("2021-02", Basis.CALENDAR)
        )
    ]
    assert codes == ["2020-11", "2020-12", "2021-01", "2021-02"]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2021", "2021"),
        ("2021-h1", "first half of 2021"),
        ("2021-q4", "Q4 2021"),
        ("2021-12", "December 2021"),
        ("2021-12-h1", "1–15 Dec 2021"),
    ],
)
def test_english_labels(code: str, label: str) -> None:
    assert parse_period(code, Basis.CALENDAR).label_en() == label
