"""Figures of a period, the rows behind each, and the dual-goal report as data."""

from datetime import date, datetime
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import Page, Paging
from songhanh.core.api.values import Code, PeriodCode
from songhanh.core.ui.request import Request
from songhanh.definitions.indicators import indicators
from songhanh.reporting.api.arguments import Moment, period_of
from songhanh.reporting.presenters.figures import as_json, shown
from songhanh.reporting.presenters.opened import rows_as_json, rows_of
from songhanh.reporting.presenters.report import report_data, report_json
from songhanh.reporting.queries.consolidated import figures as counted
from songhanh.reporting.queries.counted import Asked, asked_of

router = Router(tags=["figures"])


class ReportAsked(Schema):
    """Of which period, as of when (a day means its end; now)."""

    period: PeriodCode
    as_of: Moment | None = None


class FiguresAsked(ReportAsked):
    """Of one park, or all within scope."""

    park: Code | None = None


class RowsAsked(FiguresAsked, Paging):
    """The same, in pieces."""


class SplitOut(Schema):
    """A part of a figure."""

    programme: str
    value: float


class FigureOut(Schema):
    """One figure; null is no number in the system, 0 a nil reported. `url` opens its source, `plan_url` its target.

    While reports are missing `previous` and `change` are of the `alike` enterprises with numbers of both years,
    whose own value is `alike_value`.
    """

    code: str
    name: str
    name_en: str
    unit: str
    goal: str
    decimals: int
    value: float | None
    previous: float | None
    change: float | None
    change_pct: float | None
    plan: float | None
    plan_pct: float | None
    kind: str
    sources: int
    estimates: int
    carried: int
    alike: int | None
    alike_value: float | None
    url: str
    plan_target: str
    plan_url: str
    split: list[SplitOut]


class RowOut(Schema):
    """One accepted or substituted number; the rows of a flow or stock add up to its figure."""

    enterprise: str
    name: str
    park: str
    form: str
    period: str
    cell: str
    value: float
    kind: str
    accepted_at: datetime
    receipt: str | None
    version: int | None
    exchange_rate: float | None
    exchange_rate_typed: bool
    substitute_reason: str | None


class ReportOut(Schema):
    """The dual-goal report of a period; its days are [period_from, period_until)."""

    report: str
    period: str
    label: str
    period_from: date
    period_until: date
    as_of: datetime
    figures: list[FigureOut]
    targets_next_year: dict[str, float]
    missing: int


@router.get("/figures", response=list[FigureOut])
@needs(Permission.REPORTS_READ)
def figures(request: Request, asked: Query[FiguresAsked]) -> Any:
    """Every figure of the period within scope."""
    question, year, code = _question(request, asked)
    found = shown(counted(question, year=year), period=code, as_of=question.as_of)
    return [as_json(figure) for figure in found.values()]


@router.get("/figures/{code}/rows", response=Page[RowOut])
@needs(Permission.REPORTS_READ)
def rows(request: Request, code: Code, asked: Query[RowsAsked]) -> Any:
    """The rows that a figure was counted from, as they stood."""
    if code not in indicators():
        raise Http404
    question, _year, _code = _question(request, asked)
    found = rows_of(question, code)
    piece = rows_as_json(found, asked.offset, asked.offset + asked.limit)
    return {
        "total": found.order_by().count(),
        "limit": asked.limit,
        "offset": asked.offset,
        "items": list(piece),
    }


@router.get("/reports/dual-goal", response=ReportOut)
@needs(Permission.CONSOLIDATE, Permission.DOCUMENTS_READ)
def dual_goal(request: Request, asked: Query[ReportAsked]) -> Any:
    """The dual-goal report as data, counted within scope."""
    data = report_data(period_of(asked.period), scope=request.actor.scope, now=request.now, as_of=asked.as_of)
    said = report_json(data)
    return {**said, "period_from": said["from"], "period_until": said["until"]}


def _question(request: Request, asked: FiguresAsked) -> tuple[Asked, int, str]:
    period = period_of(asked.period)
    question = asked_of(period, request.actor.scope, asked.as_of, asked.park or "")
    return question, period.year, period.code
