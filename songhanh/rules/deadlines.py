"""When a report is due: counted in days or working days, moved on over weekends and holidays."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")  # one offset since 1975, no summer time
ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = range(5)


@dataclass(frozen=True)
class DeadlineRule:
    """How a due day follows from the end of a period; exactly one of the three counts is set.

    `working_days` or `days` count from the period's last day; `before_day` is the day of the first
    month after the period before which the report must be in. `at` is the hour on the due day.
    `moves` tells whether a due day that is no working day moves to the next one (Bộ luật Dân sự 2015
    điều 148 khoản 5).
    """

    working_days: int | None = None
    days: int | None = None
    before_day: int | None = None
    at: time = time(17, 0)
    moves: bool = True

    def __post_init__(self) -> None:
        given = [n for n in (self.working_days, self.days, self.before_day) if n is not None]
        if len(given) != 1 or given[0] < 0:
            raise ValueError("A deadline needs exactly one of working_days, days, before_day, not negative.")


@dataclass(frozen=True)
class WorkCalendar:
    """Days off beside weekends, weekend days worked in exchange, and the years these are known for."""

    holidays: AbstractSet[date]
    worked_days: AbstractSet[date]
    known_years: AbstractSet[int]

    def knows(self, year: int) -> bool:
        """Tell whether the holidays of a year were entered; else only weekends are counted."""
        return year in self.known_years


def is_working_day(day: date, holidays: AbstractSet[date], worked_days: AbstractSet[date]) -> bool:
    """Tell whether offices work on the day: Monday to Friday or a day worked in exchange, and no holiday."""
    return day in worked_days or (day.weekday() in MONDAY_TO_FRIDAY and day not in holidays)


def add_working_days(day: date, n: int, holidays: AbstractSet[date], worked_days: AbstractSet[date]) -> date:
    """The n-th working day after `day` (n = 0 gives `day` itself); n below 0 raises ValueError."""
    if n < 0:
        raise ValueError("n must not be negative")
    while n:
        day += ONE_DAY
        n -= is_working_day(day, holidays, worked_days)
    return day


def shift_to_working_day(day: date, holidays: AbstractSet[date], worked_days: AbstractSet[date]) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working_day(day, holidays, worked_days):
        day += ONE_DAY
    return day


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, calendar)
    days = (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, calendar.holidays, calendar.worked_days) for day in days)


def due_at(rule: DeadlineRule, period_end: date, calendar: WorkCalendar) -> datetime:
    """The moment, in Vietnamese time, until which a report is on time.

    `period_end` is the half-open end of the period, its first day outside.
    """
    day = _due_on(rule, period_end, calendar)
    if rule.moves:
        day = shift_to_working_day(day, calendar.holidays, calendar.worked_days)
    return datetime.combine(day, rule.at, VIETNAM)


def _due_on(rule: DeadlineRule, period_end: date, calendar: WorkCalendar) -> date:
    last_day = period_end - ONE_DAY
    if rule.working_days is not None:
        return add_working_days(last_day, rule.working_days, calendar.holidays, calendar.worked_days)
    if rule.days is not None:
        return last_day + ONE_DAY * rule.days
    assert rule.before_day is not None
    month_after = last_day.replace(day=28) + ONE_DAY * 4
    return month_after.replace(day=rule.before_day) - ONE_DAY
