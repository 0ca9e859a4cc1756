"""Which days offices work."""

from songhanh.definitions.holidays import published_calendar
from songhanh.reporting.models import CalendarDay, DayKind
from songhanh.rules.deadlines import WorkCalendar


def work_calendar() -> WorkCalendar:
    """The published days off with the authority's own corrections on top."""
    published = published_calendar()
    own = dict(CalendarDay.objects.values_list("on", "kind"))
    off = {day for day, kind in own.items() if kind == DayKind.OFF}
    worked = {day for day, kind in own.items() if kind == DayKind.WORKED}
    return WorkCalendar(
        holidays=(published.holidays | off) - worked,
        worked_days=(published.worked_days | worked) - off,
        known_years=published.known_years | {day.year for day in off},
    )
