"""The figures of a period split by park, sector, ownership, officer in charge or month; and where the year will end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import takewhile

from django.db.models import Q

from songhanh.definitions.indicators import indicators
from songhanh.enterprises.models import Assignment, Enterprise, Ownership
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.models import Target
from songhanh.reporting.queries.alike import comparable
from songhanh.reporting.queries.consolidated import ConsolidatedFigure, Plan, figures, figures_from
from songhanh.reporting.queries.counted import Asked, Counted, Days, sums, sums_by_days
from songhanh.reporting.queries.missing import missing_reports
from songhanh.reporting.queries.names import period_name
from songhanh.rules.indicators.outlook import YearEnd, year_end_estimate
from songhanh.rules.periods import Basis, Period, PeriodKind, period_containing

MONTHLY = "monthly-production"


class By(StrEnum):
    """Ways to split."""

    PARK = "park"
    SECTOR = "sector"
    OWNERSHIP = "ownership"
    OFFICER = "officer"
    MONTH = "month"


def split(asked: Asked, by: By) -> list[tuple[str, str, dict[str, ConsolidatedFigure]]]:
    """(code, name, figures) of each group, in the groups' own order; parks and months as they stood then."""
    if by is By.MONTH:
        return _by_month(asked)
    group_by = "park__code" if by is By.PARK else "enterprise_id"
    same = comparable(asked)
    now, before = sums(asked, group_by), sums((same or asked).a_year_earlier(), group_by)
    alike = sums(same, group_by) if same else None
    names = _names(by)
    group_of: Mapping[object, str] = (
        {code: code for code in names} if by is By.PARK else _groups(by, asked.start)
    )
    plans = _park_plans(asked) if by is By.PARK else {}
    return [
        (
            code,
            name,
            figures_from(
                _of(now, group_of, code),
                _of(before, group_of, code),
                plans.get(code, {}),
                None if alike is None else _of(alike, group_of, code),
            ),
        )
        for code, name in names.items()
        if any(group_of.get(key[2]) == code for key in now)
    ]


def year_ends(asked: Asked, period: Period) -> dict[str, YearEnd]:
    """Where each indicator will end if the year goes on like this (ours, not official).

    Only from months that are complete: half a month's reports would promise half a year.
    """
    lacking = {report.period for report in missing_reports(asked) if report.form == MONTHLY}
    months = list(takewhile(lambda m: m.end <= asked.end and m.code not in lacking, period.months()))
    before = period.same_period_last_year()
    by_days = sums_by_days(asked)
    by_days_before = sums_by_days(replace(asked, start=before.start, end=before.end))
    now = [figures_from(_of_month(by_days, month), {}, {}) for month in months]
    last_year = [figures_from(_of_month(by_days_before, month), {}, {}) for month in before.months()]
    found = {}
    for code, indicator in indicators().items():
        series = [each[code].value for each in now if code in each]
        earlier = [each[code].value for each in last_year if code in each]
        estimate = year_end_estimate(
            indicator.kind, [v for v in series if v is not None], [v for v in earlier if v is not None]
        )
        if estimate is not None:
            found[code] = estimate
    return found


def _of_month(by_days: Mapping[Days, Counted], month: Period) -> dict[tuple[str, ...], Counted]:
    total: dict[tuple[str, ...], Counted] = {}
    for (form_code, cell, start, end), counted in by_days.items():
        if month.start <= start and end <= month.end:
            key = (form_code, cell)
            total[key] = total[key] + counted if key in total else counted
    return total


def _by_month(asked: Asked) -> list[tuple[str, str, dict[str, ConsolidatedFigure]]]:
    """Only a month that lacks reports is asked by itself: there like is compared with like."""
    month = period_containing(asked.start, PeriodKind.MONTH, Basis.CUTOFF15)
    lacking = {report.period for report in missing_reports(asked)}
    now, before = sums_by_days(asked), sums_by_days(asked.a_year_earlier())
    found = []
    while month.end <= asked.end:
        if any(code == month.code or code.startswith(f"{month.code}-") for code in lacking):
            of_month = figures(replace(asked, start=month.start, end=month.end))
        else:
            earlier = _of_month(before, month.same_period_last_year())
            of_month = figures_from(_of_month(now, month), earlier, {})
        found.append((month.code, period_name(month), of_month))
        month = month.next()
    return found


def _of(
    counted: Mapping[tuple[str, ...], Counted], group_of: Mapping[object, str], code: str
) -> dict[tuple[str, ...], Counted]:
    total: dict[tuple[str, ...], Counted] = {}
    for (form_code, cell, member), each in counted.items():
        if group_of.get(member) != code:
            continue
        key = (form_code, cell)
        kept = total.get(key)
        total[key] = each if kept is None else replace(kept + each, reports=kept.reports + each.reports)
    return total


def _names(by: By) -> dict[str, str]:
    if by is By.PARK:
        return dict(IndustrialPark.objects.values_list("code", "name"))
    if by is By.OWNERSHIP:
        return {code: str(name) for code, name in Ownership.choices}
    if by is By.OFFICER:
        rows = Assignment.objects.filter(substitute=False).values_list("officer_id", "officer__full_name")
        return {str(pk): name for pk, name in rows.order_by("officer__full_name").distinct()}
    trades = Enterprise.objects.order_by("sector").values_list("sector", "trade")
    return {sector: trade or sector for sector, trade in trades}


def _groups(by: By, on: date) -> dict[object, str]:
    if by is By.OFFICER:
        held = Assignment.objects.filter(Q(until=None) | Q(until__gt=on), substitute=False).order_by("since")
        return {
            enterprise: str(officer)
            for enterprise, officer in held.values_list("enterprise_id", "officer_id")
        }
    column = "ownership" if by is By.OWNERSHIP else "sector"
    return dict(Enterprise.objects.values_list("pk", column))


def _park_plans(asked: Asked) -> dict[str, dict[str, Plan]]:
    """The parks' own targets of the year that were set by then, newest version of each.

    None where only a part of a park is counted: its whole plan would be held against that part.
    """
    scope = asked.scope
    if asked.sector or asked.ownership or asked.officer is not None or not (scope.whole or scope.park_ids):
        return {}
    targets = Target.objects.filter(year=asked.end.year, quarter=None, enterprise=None).exclude(park=None)
    if asked.as_of is not None:
        targets = targets.filter(set_at__lte=asked.as_of)
    plans: dict[str, dict[str, Plan]] = {}
    rows = targets.order_by("version").values_list("park__code", "indicator", "value", "uuid")
    for park, code, value, target in rows:
        plans.setdefault(park, {})[code] = Plan(value, target)
    return plans
