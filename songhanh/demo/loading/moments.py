"""Moments of the demo in Vietnamese time, and the system that loads it."""

from datetime import date, datetime, time, timedelta

from songhanh.core.actor import system
from songhanh.rules.deadlines import VIETNAM

LOADER = system("demo")
CLOCK = datetime(2022, 1, 17, 9, 0, tzinfo=VIETNAM)  # the demo's present, as in the settings


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That hour of that day."""
    return datetime.combine(day, time(hour, minute), VIETNAM)


def hours_after(moment: datetime, hours: float) -> datetime:
    """To the second."""
    return moment + timedelta(seconds=round(hours * 3600))
