"""Which days offices work."""

from collections.abc import Mapping
from datetime import date

from songhanh.definitions.holidays import published_calendar
from songhanh.reporting.models import CalendarDay, DayKind
from songhanh.rules.deadlines import WorkCalendar


def work_calendar() -> WorkCalendar:
    """The published days off with the authority's own corrections on top."""
    return _calendar(_own_days())


def changed_calendar(*, on: date | None = None, kind: str = "", without: date | None = None) -> WorkCalendar:
    """The calendar as it would be with one entry more, or without one: to show what that moves."""
    own = {day: each for day, each in _own_days().items() if day != without}
    return _calendar({**own, **({on: kind} if on is not None else {})})


def _own_days() -> dict[date, str]:
    return dict(CalendarDay.objects.values_list("on", "kind"))


def _calendar(own: Mapping[date, str]) -> WorkCalendar:
    published = published_calendar()
    off = {day for day, kind in own.items() if kind == DayKind.OFF}
    worked = {day for day, kind in own.items() if kind == DayKind.WORKED}
    return WorkCalendar(
        holidays=(published.holidays | off) - worked,
        worked_days=(published.worked_days | worked) - off,
        known_years=published.known_years | {day.year for day in off},
    )
