"""How much of the year a figure covers: beside a plan of the whole year a month's share is no miss."""

from datetime import date

from songhanh.rules.indicators.outlook import MONTHS
from songhanh.rules.periods import Basis, Period, PeriodKind, make_period


def year_part(period: Period, until: date) -> str:
    """«sau 1/12 tháng», or for a later month «(số của 1/12 tháng, năm đã qua 3/12 tháng)»; empty for the year.

    `until` (exclusive) is where the figures end: a year's report made in February covers what there is so far.
    """
    year = make_period(PeriodKind.YEAR, Basis.CUTOFF15, period.year, 1)
    ends = min(until, period.end)
    passed = sum(month.end <= ends for month in year.months())
    counted = sum(period.start <= month.start and month.end <= ends for month in year.months())
    if counted == MONTHS:
        return ""
    if counted == passed:
        return f"sau {counted}/{MONTHS} tháng"
    return f"(số của {counted}/{MONTHS} tháng, năm đã qua {passed}/{MONTHS} tháng)"
