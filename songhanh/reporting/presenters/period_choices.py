"""The periods to choose from, by year: named in words, sent by code."""

from dataclasses import dataclass
from datetime import date

from songhanh.reporting.queries.names import period_name
from songhanh.rules.periods import IN_A_YEAR, Basis, Period, PeriodKind, make_period, period_containing

FIRST_YEAR = 2020  # nothing in the system is older
KINDS = (PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class YearOfPeriods:
    """A year with its own periods, the longest first."""

    year: str
    periods: tuple[Choice, ...]


def period_choices(on: date, chosen: str) -> list[YearOfPeriods]:
    """Down from the reporting year of the day (which begins on 15/12); `chosen` is always among them."""
    newest = period_containing(on, PeriodKind.YEAR, Basis.CUTOFF15).year
    asked = int(chosen[:4])
    years = sorted({asked, *range(FIRST_YEAR, newest + 1)}, reverse=True)
    return [
        YearOfPeriods(
            str(year),
            tuple(Choice(each.code, period_name(each), each.code == chosen) for each in _inside(year)),
        )
        for year in years
    ]


def _inside(year: int) -> list[Period]:
    return [
        make_period(kind, Basis.CUTOFF15, year, index + 1)
        for kind in KINDS
        for index in range(IN_A_YEAR[kind])
    ]
