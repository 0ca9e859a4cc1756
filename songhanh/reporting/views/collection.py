"""«Ai chưa nộp»: how complete a period is and whom to remind; the same by officer."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import Request
from songhanh.definitions.forms import ReportForm
from songhanh.reporting.presenters.collection import CollectionRow, collection_rows
from songhanh.reporting.presenters.collection_list import Place, collection_spec, my_query
from songhanh.reporting.presenters.completeness import by_officer, by_park, completeness, missing
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.collection import collected
from songhanh.reporting.queries.names import period_days, report_title
from songhanh.reporting.views.board import board_only, form_period_or_404
from songhanh.rules.deadlines import WorkCalendar, due_at
from songhanh.rules.periods import Period


@require_safe
@board_only
def collection(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """Completeness above, the reports below; with `export` the list as a file."""
    form, period = form_period_or_404(form_code, period_code)
    calendar = work_calendar()
    rows = rows_for(request, form, period, calendar)
    place = place_of(request, form, period)
    return list_answer(
        request,
        rows,
        collection_spec(rows, place),
        "reporting/collection.html",
        {
            **head_of(request, form, period, rows, calendar),
            "parks": by_park(rows),
            "missing": missing(rows),
            "grouped_by": "park",
        },
    )


@require_safe
@board_only
def collection_officers(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """Completeness by officer in charge."""
    form, period = form_period_or_404(form_code, period_code)
    calendar = work_calendar()
    rows = rows_for(request, form, period, calendar)
    context = {
        **head_of(request, form, period, rows, calendar),
        "parks": by_officer(rows),
        "missing": missing(rows),
        "grouped_by": "officer",
    }
    return render(request, "reporting/collection_officers.html", context)


def rows_for(
    request: Request, form: ReportForm, period: Period, calendar: WorkCalendar
) -> list[CollectionRow]:
    """Every report of the period that the reader may see."""
    found = collected(form=form, period=period, scope=request.actor.scope, now=request.now)
    return collection_rows(found, form=form, now=request.now, calendar=calendar)


def place_of(request: Request, form: ReportForm, period: Period) -> Place:
    """Where the list stands and who reads it."""
    return Place(
        form_code=form.code,
        period_code=period.code,
        title=_("Ai chưa nộp: %(report)s") % {"report": report_title(form, period)},
        reader=request.actor.user_id,
        may_collect=request.actor.may(Permission.COLLECTION_RUN),
        accepting=request.GET.getlist("state") == ["SUBMITTED"],
    )


def head_of(
    request: Request, form: ReportForm, period: Period, rows: list[CollectionRow], calendar: WorkCalendar
) -> dict[str, Any]:
    """What stands above both tables."""
    return {
        "form": form,
        "period": period,
        "report": report_title(form, period),
        "days": period_days(period),
        "due": due_at(form.deadline, period.end, calendar),
        "whole": completeness("", "", rows),
        "may_collect": request.actor.may(Permission.COLLECTION_RUN),
        "may_consolidate": request.actor.may(Permission.CONSOLIDATE) and request.actor.scope.whole,
        "may_write_targets": request.actor.may(Permission.TARGETS_EDIT),
        "my_query": my_query(request.actor.user_id),
        "previous": period.previous().code,
        "next": period.next().code,
        "as_of": request.now,
        "screen_code": "reporting-collection",
    }
