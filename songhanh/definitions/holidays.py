"""Public days off and days worked in exchange, by year, from `holidays.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from songhanh.definitions.toml import DefinitionError, read_toml
from songhanh.rules.deadlines import WorkCalendar

__all__ = ["Holiday", "HolidayYear", "WorkCalendar", "calendar_of", "holiday_years", "published_calendar"]


@dataclass(frozen=True)
class Holiday:
    """One day off, with its name in Vietnamese and in English."""

    on: date
    name: str
    name_en: str


@dataclass(frozen=True)
class HolidayYear:
    """The days off of one year, the days worked in exchange, and who said so.

    `confidence` is «seen» (read in the source) or «unsourced» (to be compared with that year's notice).
    """

    year: int
    days: tuple[Holiday, ...]
    worked: tuple[date, ...]
    source: str
    confidence: str


@lru_cache(maxsize=1)
def holiday_years() -> tuple[HolidayYear, ...]:
    """The years that are known, oldest first; loaded once. A year not here was never invented."""
    document = read_toml("holidays.toml")
    names = document["names_en"]
    years = tuple(
        HolidayYear(
            year=row["year"],
            days=tuple(Holiday(day["on"], day["name"], names[day["name"]]) for day in row["days"]),
            worked=tuple(row["worked"]),
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in document["years"]
    )
    for each in years:
        if any(day.year != each.year for day in (*each.worked, *(holiday.on for holiday in each.days))):
            raise DefinitionError(f"Holidays {each.year}: a day of another year")
    return years


def calendar_of(years: Iterable[HolidayYear]) -> WorkCalendar:
    """The calendar for counting working days, made of these years (the authority may have edited them)."""
    kept = tuple(years)
    return WorkCalendar(
        holidays=frozenset(holiday.on for each in kept for holiday in each.days),
        worked_days=frozenset(day for each in kept for day in each.worked),
        known_years=frozenset(each.year for each in kept),
    )


@lru_cache(maxsize=1)
def published_calendar() -> WorkCalendar:
    """The calendar of the years that come with the software."""
    return calendar_of(holiday_years())
