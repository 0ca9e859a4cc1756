from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.rules.deadlines import (
    DeadlineRule,
    WorkCalendar,
    add_working_days,
    due_at,
    is_working_day,
    shift_to_working_day,
    working_days_between,
)

TET_2022 = frozenset(date(2022, 1, 31) + timedelta(n) for n in range(5)) | {date(2022, 1, 3)}
CALENDAR = WorkCalendar(TET_2022, frozenset({date(2022, 1, 8)}), frozenset({2022}))
THIRD_WORKING_DAY = DeadlineRule(working_days=3)
BEFORE_THE_TENTH = DeadlineRule(before_day=10, at=time(23, 59))
DAYS = st.dates(date(2021, 1, 1), date(2023, 1, 1))


@pytest.mark.parametrize(
    ("rule", "period_end", "due"),
    [
        (THIRD_WORKING_DAY, date(2021, 12, 15), "2021-12-17T17:00:00+07:00"),  # data to 14/12, due Friday
        (THIRD_WORKING_DAY, date(2022, 1, 15), "2022-01-19T17:00:00+07:00"),  # a weekend between
        (THIRD_WORKING_DAY, date(2022, 1, 31), "2022-02-09T17:00:00+07:00"),  # all of Tết between
        (BEFORE_THE_TENTH, date(2022, 4, 1), "2022-04-11T23:59:00+07:00"),  # 9/4 is a Saturday
        (BEFORE_THE_TENTH, date(2022, 1, 1), "2022-01-10T23:59:00+07:00"),  # 9/1 is a Sunday
        (
            DeadlineRule(before_day=10, at=time(23, 59), moves=False),
            date(2022, 1, 1),
            "2022-01-09T23:59:00+07:00",
        ),
        (DeadlineRule(days=20), date(2022, 1, 1), "2022-01-20T17:00:00+07:00"),
    ],
)
def test_due(rule: DeadlineRule, period_end: date, due: str) -> None:
    assert due_at(rule, period_end, CALENDAR).isoformat() == due


def test_a_day_worked_in_exchange_counts() -> None:
    assert add_working_days(date(2022, 1, 7), 1, TET_2022, CALENDAR.worked_days) == date(2022, 1, 8)
    assert add_working_days(date(2022, 1, 7), 1, TET_2022, frozenset()) == date(2022, 1, 10)


def test_an_unknown_year_is_said_to_be_unknown() -> None:
    assert CALENDAR.knows(2022)
    assert not CALENDAR.knows(2030)


@pytest.mark.parametrize("kwargs", [{}, {"days": 1, "working_days": 1}, {"days": -1}])
def test_a_rule_has_one_count(kwargs: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        DeadlineRule(**kwargs)  # type: ignore[arg-type]


@given(DAYS, st.integers(1, 30))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, n: int) -> None:
    due = add_working_days(day, n, CALENDAR.holidays, CALENDAR.worked_days)
    assert working_days_between(day, due, CALENDAR) == n
    assert is_working_day(due, CALENDAR.holidays, CALENDAR.worked_days)
    assert shift_to_working_day(due, CALENDAR.holidays, CALENDAR.worked_days) == due
    assert working_days_between(due, day, CALENDAR) == -n
