from datetime import date, timedelta

import pytest

from songhanh.definitions.holidays import calendar_of, holiday_years, published_calendar

LUNAR_NEW_YEAR = {
    2020: date(2020, 1, 25),
    2021: date(2021, 2, 12),
    2022: date(2022, 2, 1),
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
}


@pytest.mark.parametrize("year", LUNAR_NEW_YEAR)
def test_tet_lies_around_the_lunar_new_year(year: int) -> None:
    days = {day.on for each in holiday_years() if each.year == year for day in each.days}
    assert {LUNAR_NEW_YEAR[year] + timedelta(n) for n in range(-1, 3)} <= days
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= days


def test_days_worked_in_exchange_are_weekend_days_and_give_a_weekday_off() -> None:
    for each in holiday_years():
        swapped = [day.on for day in each.days if "hoán đổi" in day.name]
        assert len(swapped) == len(each.worked)
        assert all(day.weekday() >= 5 for day in each.worked)
        assert all(day.weekday() < 5 for day in swapped)


def test_no_public_holiday_on_a_weekend_goes_without_a_day_in_lieu() -> None:
    for each in holiday_years():
        fixed = [d for d in each.days if d.on.weekday() >= 5 and "Nguyên đán" not in d.name]
        assert len(fixed) == sum("nghỉ bù" in d.name for d in each.days), each.year


def test_a_year_not_entered_is_not_known() -> None:
    assert published_calendar().known_years == frozenset(range(2020, 2027))
    assert not published_calendar().knows(2027)
    assert calendar_of(()).known_years == frozenset()


def test_each_year_names_its_source() -> None:
    assert all(each.source and each.confidence in ("seen", "unsourced") for each in holiday_years())
