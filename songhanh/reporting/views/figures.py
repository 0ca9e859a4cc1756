"""«Số này từ đâu ra?»: a figure opened to the rows it was counted from."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.days import WRITTEN, read_day
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.indicators import indicators, names_in
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.models import Consolidation
from songhanh.reporting.presenters.figures import ShownFigure, as_json, sealed, shown
from songhanh.reporting.presenters.opened import (
    OpenedFigure,
    enterprises_of,
    parks_of,
    rows_as_json,
    rows_in_dong,
    rows_of,
    rows_of_enterprise,
)
from songhanh.reporting.presenters.rows_sheet import rows_workbook
from songhanh.reporting.queries.consolidated import figures
from songhanh.reporting.queries.counted import Asked, asked_of
from songhanh.reporting.queries.moments import moment_of
from songhanh.reporting.queries.names import indicator_name
from songhanh.rules.periods import Basis, Period, PeriodError, parse_period


@dataclass(frozen=True)
class Opening:
    """What a request wants opened."""

    asked: Asked
    figure: ShownFigure
    period: Period
    as_of: datetime
    consolidation: Consolidation | None = None


@requires(Permission.REPORTS_READ)
def figure(request: Request, code: str) -> HttpResponseBase:
    """A live figure of a period, within the reader's scope; ``?as_of=`` gives the earlier answer.

    ``?until=2021-06`` ends it with that month: a year so far as it is complete.
    """
    period = period_or_404(request.GET.get("period", ""))
    as_of = moment_or_404(request.GET.get("as_of", ""))
    asked = asked_of(period, request.actor.scope, as_of, request.GET.get("park", ""))
    if "until" in request.GET:
        asked = replace(asked, end=period_or_404(request.GET["until"]).end)
    found = shown(figures(asked, year=period.year), period=period.code, as_of=as_of)
    if code not in indicators() or code not in found:
        raise Http404
    return _answer(request, Opening(asked, found[code], period, as_of or request.now))


@requires(Permission.CONSOLIDATE, Permission.DOCUMENTS_READ)
def consolidation_figure(request: Request, uuid: UUID, code: str) -> HttpResponseBase:
    """A figure as it was sealed; readers who do not see every enterprise see their own rows only."""
    consolidation = Consolidation.objects.filter(uuid=uuid).first()
    found = sealed(consolidation) if consolidation else {}
    if consolidation is None or code not in found or not request.actor.scope.whole:
        raise Http404
    asked = Asked(
        consolidation.period_from, consolidation.period_until, request.actor.scope, consolidation.as_of
    )
    period = parse_period(consolidation.period_code, Basis.CUTOFF15)
    return _answer(request, Opening(asked, found[code], period, consolidation.as_of, consolidation))


def period_or_404(code: str) -> Period:
    """A period out of an address; a wrong one is an unknown page."""
    try:
        return parse_period(code, Basis.CUTOFF15)
    except PeriodError as error:
        raise Http404 from error


def period_label(period: Period) -> str:
    """The period's name in the reader's language."""
    return period.label_vi() if get_language() == "vi" else period.label_en()


def months_of(start: date, end: date) -> int:
    """How many months the days [start, end) are: a month's value is no year's beside a plan of the year."""
    return (end.year - start.year) * 12 + end.month - start.month


def moment_or_404(text: str) -> datetime | None:
    """A moment out of an address (``2021-12-15``, or 15/12/2021 as typed, means the end of that day)."""
    try:
        return moment_of(read_day(text).isoformat() if WRITTEN.fullmatch(text) else text)
    except ValueError as error:
        raise Http404 from error


def _answer(request: Request, opening: Opening) -> HttpResponseBase:
    rows = rows_of(opening.asked, opening.figure.code)
    if request.GET.get("format") == "json":
        return JsonResponse({"figure": as_json(opening.figure), "rows": list(rows_as_json(rows))})
    if request.GET.get("format") == "xlsx":
        return rows_workbook(
            opening.figure,
            rows,
            period=period_label(opening.period),
            as_of=opening.as_of,
            snapshot=opening.consolidation.snapshot_hash if opening.consolidation else "",
        )
    here = request.get_full_path() + ("&" if request.GET else "?")
    enterprise, opened = request.GET.get("enterprise", ""), _opened(opening)
    context = {
        "rows": rows_in_dong(rows_of_enterprise(rows, enterprise), opened.indicator.unit)
        if enterprise
        else [],
        "line_url": _without_enterprise(request),
        "crumbs": _crumbs(opening),
        "opened": opened,
        "period_label": period_label(opening.period),
        "plan_year": opening.period.year,
        "months": months_of(opening.asked.start, opening.asked.end),
        "consolidation": opening.consolidation,
        "json_url": here + "format=json",
        "xlsx_url": here + "format=xlsx",
    }
    return render(request, "reporting/figure.html", context)


def _without_enterprise(request: Request) -> str:
    """This page's address up to the enterprise: it holds one, the last one chosen."""
    query = request.GET.copy()
    query.pop("enterprise", None)
    query.pop("format", None)
    return f"{request.path}?{query.urlencode()}{'&' if query else ''}enterprise="


def _crumbs(opening: Opening) -> list[tuple[str, str]]:
    listed = [(_("Tổng hợp và báo cáo"), reverse("reporting:consolidations"))]
    if opening.consolidation is None:
        return []
    report = reverse("reporting:consolidation", args=[opening.consolidation.uuid])
    return [*listed, (opening.consolidation.number, report), (opening.figure.label, "")]


def _opened(opening: Opening) -> OpenedFigure:
    asked, figure_ = opening.asked, opening.figure
    rows = rows_of(asked, figure_.code)
    names = dict(IndustrialPark.objects.values_list("code", "name"))
    indicator = indicators()[figure_.code]
    return OpenedFigure(
        figure=figure_,
        indicator=indicator,
        start=asked.start,
        until=asked.end - timedelta(days=1),
        as_of=opening.as_of,
        formula=_formula(opening),
        parks=parks_of(asked, figure_.code, figure_.value, names),
        enterprises=enterprises_of(rows),
        row_count=rows.count(),
    )


def _formula(opening: Opening) -> tuple[tuple[str, Decimal | None], ...]:
    formula = indicators()[opening.figure.code].formula
    if not formula:
        return ()
    counted = figures(opening.asked)
    return tuple((indicator_name(c), counted[c].value) for c in names_in(formula) if c in counted)
