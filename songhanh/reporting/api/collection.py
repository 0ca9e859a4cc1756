"""How complete a period is."""

from typing import Any, Literal

from django.http import Http404
from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.values import Code, PeriodCode
from songhanh.core.ui.request import Request
from songhanh.definitions.forms import UnknownFormError
from songhanh.reporting.presenters.collection import collection_rows
from songhanh.reporting.presenters.completeness import Completeness, by_officer, by_park, completeness
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.collection import collected
from songhanh.reporting.queries.periods import form_and_period
from songhanh.rules.periods import PeriodError

router = Router(tags=["collection"])


class CollectionAsked(Schema):
    """Which form and period, grouped how."""

    form: Code
    period: PeriodCode
    by: Literal["park", "officer"] = "park"


class GroupOut(Schema):
    """One park or officer: counts by state, and what has come in in percent of workers and revenue."""

    code: str
    name: str
    owed: int
    filed: int
    missing: int
    exempt: int
    overdue: int
    late: int
    extended: int
    counts: dict[str, int]
    workers_covered: float | None
    revenue_covered: float | None


class CollectionOut(Schema):
    """The whole, and its groups."""

    form: str
    period: str
    whole: GroupOut
    groups: list[GroupOut]


@router.get("/collection", response=CollectionOut)
@needs(Permission.REPORTS_READ)
@needs(Permission.TODAY_READ)
def collection(request: Request, asked: Query[CollectionAsked]) -> Any:
    """Who has filed and who has not, in numbers, within scope."""
    try:
        form, period = form_and_period(asked.form, asked.period)
    except (UnknownFormError, PeriodError) as error:
        raise Http404 from error
    found = collected(form=form, period=period, scope=request.actor.scope, now=request.now)
    rows = collection_rows(found, form=form, now=request.now, calendar=work_calendar())
    groups = by_park(rows) if asked.by == "park" else by_officer(rows)
    return {
        "form": form.code,
        "period": period.code,
        "whole": _shown(completeness("", "", rows)),
        "groups": [_shown(each) for each in groups],
    }


def _shown(each: Completeness) -> dict[str, Any]:
    fields = ("code", "name", "owed", "filed", "missing", "exempt", "overdue", "late", "extended", "counts")
    return {name: getattr(each, name) for name in fields} | {
        "workers_covered": None if each.workers_covered is None else float(each.workers_covered),
        "revenue_covered": None if each.revenue_covered is None else float(each.revenue_covered),
    }
