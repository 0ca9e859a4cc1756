"""Counting figures: the one place that sums the table, as it stood at any moment.

Flows are summed over the days of the question; stocks are those of its last month. A missing report is left
out, unless an officer has put a substitute in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from songhanh.core.scope import Scope
from songhanh.definitions.forms import ReportPer, report_forms
from songhanh.definitions.indicators import indicators
from songhanh.reporting.models import Figure, FigureKind
from songhanh.rules.indicators.indicator import IndicatorKind
from songhanh.rules.periods import Basis, Period, parse_period


@dataclass(frozen=True)
class Asked:
    """What is asked: which days [start, end), as of when (None: now), for whom, of which enterprises."""

    start: date
    end: date
    scope: Scope
    as_of: datetime | None = None
    park: str = ""  # code
    sector: str = ""
    ownership: str = ""
    officer: int | None = None
    only: Mapping[str, frozenset[int]] | None = None  # form → enterprise ids; None: every enterprise

    def a_year_earlier(self) -> "Asked":
        """The same days of the year before: figures are compared over equal date ranges only."""
        return replace(self, start=_year_before(self.start), end=_year_before(self.end))


@dataclass(frozen=True)
class Counted:
    """One sum: its value, on how many reports it stands, how many numbers in it are not final."""

    value: Decimal
    reports: int
    estimates: int
    carried: int

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.value + other.value,
            max(self.reports, other.reports),
            self.estimates + other.estimates,
            self.carried + other.carried,
        )


STORED = Decimal("0.00001")
Key = tuple[str, str]  # form code, cell
Days = tuple[str, str, date, date]  # form code, cell, first day, end (exclusive)


@lru_cache(maxsize=1)
def cells_of_indicators() -> Mapping[str, tuple[tuple[Key, str], ...]]:
    """Which cells of the enterprises' own forms carry an indicator, with the programme of each.

    Forms per project ask the same things again and are not added in.
    """
    found: dict[str, dict[Key, str]] = {}
    for form in report_forms():
        if form.per is ReportPer.ENTERPRISE:
            for cell in form.cells.values():
                if cell.indicator:
                    found.setdefault(cell.indicator, {})[(form.code, cell.code)] = cell.programme
    return {code: tuple(cells.items()) for code, cells in found.items()}


def held(rows: QuerySet[Figure], as_of: datetime | None) -> QuerySet[Figure]:
    """The figures that counted at that moment."""
    if as_of is None:
        return rows.filter(known_until=None)
    return rows.filter(Q(known_until=None) | Q(known_until__gt=as_of), known_from__lte=as_of)


def source_rows(asked: Asked, indicator_code: str) -> QuerySet[Figure]:
    """The very rows that an indicator's value is counted from."""
    cells = Q()
    for (form_code, cell), _programme in cells_of_indicators().get(indicator_code, ()):
        cells |= Q(form_code=form_code, cell=cell)
    rows = _asked_rows(asked).filter(cells) if cells else Figure.objects.none()
    return _in_days(rows, asked, indicators()[indicator_code].kind)


def sums(asked: Asked, group_by: str = "") -> dict[tuple[str, ...], Counted]:
    """Sums by (form, cell), or with `group_by` (such as ``park__code``) by (form, cell, group)."""
    stock_cells = Q()
    flow_cells = Q()
    for code, cells in cells_of_indicators().items():
        for (form_code, cell), _programme in cells:
            this = Q(form_code=form_code, cell=cell)
            if indicators()[code].kind is IndicatorKind.STOCK:
                stock_cells |= this
            else:
                flow_cells |= this
    rows = _asked_rows(asked)
    result: dict[tuple[str, ...], Counted] = {}
    for part, kind in ((flow_cells, IndicatorKind.FLOW), (stock_cells, IndicatorKind.STOCK)):
        if part:
            result |= _summed(_in_days(rows.filter(part), asked, kind), group_by)
    return result


def sums_by_days(asked: Asked) -> dict[Days, Counted]:
    """Sums by (form, cell, first day, end) of every report within the days asked: all months in one query."""
    keys = {key for cells in cells_of_indicators().values() for key, _programme in cells}
    rows = _asked_rows(asked).filter(
        form_code__in={form_code for form_code, _cell in keys},
        cell__in={cell for _form_code, cell in keys},
        period_from__gte=asked.start,
        period_until__lte=asked.end,
    )
    return _summed(rows, "period_from", "period_until")


def last_month_with_figures(scope: Scope, period: Period, as_of: datetime | None) -> Period | None:
    """The newest month inside `period` that has any figure: how far the year has come."""
    rows = held(Figure.objects.visible_to(scope), as_of)
    inside = rows.filter(
        form_code="monthly-production", period_until__gt=period.start, period_until__lte=period.end
    )
    until = inside.aggregate(last=Max("period_until"))["last"]
    return next((month for month in period.months() if month.end == until), None)


def asked_of(period: Period, scope: Scope, as_of: datetime | None = None, park: str = "") -> Asked:
    """The question for a whole period, or for as much of it as has figures."""
    last = last_month_with_figures(scope, period, as_of)
    return Asked(period.start, last.end if last else period.end, scope, as_of, park)


def year_period(year: int) -> Period:
    """The authority's reporting year: 15/12 to 14/12."""
    return parse_period(str(year), Basis.CUTOFF15)


def _asked_rows(asked: Asked) -> QuerySet[Figure]:
    rows = held(Figure.objects.visible_to(asked.scope), asked.as_of)
    where = {
        "park__code": asked.park,
        "enterprise__sector__startswith": asked.sector,
        "enterprise__ownership": asked.ownership,
    }
    rows = rows.filter(**{path: value for path, value in where.items() if value})
    if asked.officer is not None:
        in_charge = Q(enterprise__assignments__officer=asked.officer, enterprise__assignments__until=None)
        rows = rows.filter(in_charge).distinct()
    if asked.only is not None:
        rows = rows.filter(_of_enterprises(asked.only))
    return rows


def _of_enterprises(only: Mapping[str, frozenset[int]]) -> Q:
    named = Q(pk__in=[])
    for form_code, ids in only.items():
        named |= Q(form_code=form_code, enterprise__in=ids)
    return named


def _in_days(rows: QuerySet[Figure], asked: Asked, kind: IndicatorKind) -> QuerySet[Figure]:
    if kind is IndicatorKind.STOCK:
        return rows.filter(period_until=asked.end)
    return rows.filter(period_from__gte=asked.start, period_until__lte=asked.end)


def _summed(rows: QuerySet[Figure], *group_by: str) -> dict[Any, Counted]:
    keys = ["form_code", "cell", *filter(None, group_by)]
    estimated = Q(kind__in=[FigureKind.ESTIMATE, FigureKind.OFFICER_ESTIMATE, FigureKind.LAST_PERIOD])
    carried = Q(kind__in=[FigureKind.OFFICER_ESTIMATE, FigureKind.LAST_PERIOD])
    grouped = (
        rows.order_by()
        .values(*keys)
        .annotate(
            total=Sum("value"),
            reports=Count("id"),
            estimates=Count("id", filter=estimated),
            carried_=Count("id", filter=carried),
        )
    )
    return {
        tuple(row[key] for key in keys): Counted(
            # SQLite adds up in binary: five decimals, as stored, take the noise away.
            Decimal(row["total"]).quantize(STORED),
            row["reports"],
            row["estimates"],
            row["carried_"],
        )
        for row in grouped
    }


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1)
