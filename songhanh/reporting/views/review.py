"""One report at the Board: review, accept, return, unlock figures, stand in for a missing one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.acting import who
from songhanh.core.ui.amounts import one_number
from songhanh.core.ui.request import Request, requires
from songhanh.reporting import policies
from songhanh.reporting.actions import reviews, substitutes
from songhanh.reporting.models import Decision, Obligation, ObligationState, Review
from songhanh.reporting.presenters.corrected import corrected
from songhanh.reporting.presenters.messages import messages_of
from songhanh.reporting.presenters.review import review_groups
from songhanh.reporting.presenters.states import shown_state
from songhanh.reporting.presenters.substitution import estimate_lines
from songhanh.reporting.presenters.values import filed_values, version_lines
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.filing import OpenReport, last_review, open_report_of, questions_about
from songhanh.reporting.queries.names import address, period_days, report_title, this_period
from songhanh.reporting.queries.officers import in_charge
from songhanh.reporting.queries.register import register_values
from songhanh.reporting.queries.typed import cells_of, is_blank
from songhanh.reporting.queries.waiting import neighbours
from songhanh.reporting.views.board import board_only, obligation_or_404, tried
from songhanh.reporting.views.board_forms import EstimateForm, ReturnForm
from songhanh.rules.deadlines import add_working_days

reviewers = requires(Permission.REPORTS_REVIEW)
DAYS_TO_CORRECT = 2


@require_safe
@board_only
def review(request: Request, form_code: str, period_code: str, owner: str) -> HttpResponseBase:
    """The newest version with everything an officer wants beside it."""
    obligation = obligation_or_404(request, form_code, period_code, owner)
    return _page(request, obligation)


@require_POST
@reviewers
def accept(request: Request, form_code: str, period_code: str, owner: str) -> HttpResponseBase:
    """«Chấp nhận»: from now on the numbers are in every total; then on to the next waiting report."""
    obligation = obligation_or_404(request, form_code, period_code, owner)
    if obligation.latest is None:
        return redirect(address(obligation, "review"))
    around = neighbours(obligation, request.actor.scope, request.actor.user_id, request.now)
    obligation.latest.obligation = obligation
    version = obligation.latest
    if tried(request, lambda: reviews.accept_reports(versions=[version], **who(request))) is None:
        return redirect(address(obligation, "review"))
    flash.success(request, _("Đã chấp nhận báo cáo của %(name)s.") % {"name": obligation.enterprise})
    following = around.next or around.previous
    return redirect(address(following or obligation, "review"))


@require_POST
@reviewers
def return_(request: Request, form_code: str, period_code: str, owner: str) -> HttpResponseBase:
    """«Trả lại»: the whole report with a reason, or only the ticked figures, each with its message."""
    obligation = obligation_or_404(request, form_code, period_code, owner)
    form = ReturnForm(request.POST)
    version = obligation.latest
    if version is None or not form.is_valid():
        return _page(request, obligation, returning=form)
    version.obligation = obligation
    cells = [
        {"cell": code, "message": request.POST.get(f"message-{code}", "").strip()[:500]}
        for code in request.POST.getlist("cell")
    ]
    values: dict[str, Any] = {"version": version, "due_at": form.due_at(), **who(request)}
    try:
        if cells:
            reviews.unlock_cells(cells=cells, reason=form.cleaned_data["reason"], **values)
        else:
            reviews.return_report(reason=form.cleaned_data["reason"], **values)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, obligation, returning=form)
    flash.success(request, _("Đã trả lại, doanh nghiệp được báo ngay."))
    return redirect(address(obligation, "review"))


@require_http_methods(["GET", "POST"])
@requires(Permission.CONSOLIDATE)
def substitute(request: Request, form_code: str, period_code: str, owner: str) -> HttpResponseBase:
    """A value for a missing report: last period's, or an estimate; marked wherever it counts."""
    obligation = obligation_or_404(request, form_code, period_code, owner)
    report = open_report_of(obligation)
    form = EstimateForm(request.POST if request.method == "POST" else None)
    errors: dict[str, ValidationError] = {}
    if request.method == "POST" and form.is_valid():
        errors = _substituted(request, obligation, report, form)
        if not errors and not form.errors:
            flash.success(request, _("Đã lấy số thay thế; số này được đánh dấu ước ở mọi nơi."))
            return redirect(address(obligation, "review"))
    context = {
        "obligation": obligation,
        "report": report_title(report.definition, report.period),
        "form": form,
        "lines": estimate_lines(report, request.POST, errors),
        "errors": [(" ".join(error.messages), f"v-{code}") for code, error in errors.items()],
        "crumbs": _crumbs(obligation, report, _("Số thay thế")),
        "review_url": address(obligation, "review"),
        "screen_code": "reporting-substitute",
    }
    status = 422 if errors or form.errors else 200
    return render(request, "reporting/substitute.html", context, status=status)


def _substituted(
    request: Request, obligation: Obligation, report: OpenReport, form: EstimateForm
) -> dict[str, ValidationError]:
    """Carry it out; by cell what could not be read."""
    reason = form.cleaned_data["reason"]
    try:
        if request.POST.get("how") == "LAST_PERIOD":
            substitutes.substitute_last_period(obligation=obligation, reason=reason, **who(request))
            return {}
        values: dict[str, Decimal] = {}
        errors: dict[str, ValidationError] = {}
        for code in report.definition.cells:
            if text := request.POST.get(f"v-{code}", "").strip():
                try:
                    values[code] = one_number(text, request.POST.get(f"v-{code}-as", ""))
                except ValidationError as error:
                    errors[code] = error
        if not errors:
            substitutes.substitute_estimate(
                obligation=obligation, values=values, reason=reason, **who(request)
            )
        return errors
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return {}


def _page(
    request: Request, obligation: Obligation, *, returning: ReturnForm | None = None
) -> HttpResponseBase:
    latest = obligation.latest
    cells = cells_of(latest) if latest else {}
    report = open_report_of(obligation, cells=cells, draft=None, register={})
    report = filed_values(report, latest) if latest else report
    report.obligation.latest = latest
    around = neighbours(obligation, request.actor.scope, request.actor.user_id, request.now)
    questions = questions_about(obligation)
    accepted = _accepted_cells(obligation)
    context = {
        **_head(request, obligation, report),
        **_story(obligation, report),
        "groups": review_groups(
            report,
            accepted=accepted,
            messages=messages_of(_with_register(report)) if latest else {},
            questions=questions,
            asked_to=_asked_to(obligation),
        ),
        "has_accepted": bool(accepted),
        "corrected": corrected(report),
        "questions": questions,
        "open_questions": [q for q in questions if q.answered_at is None],
        "around": around,
        **_urls(obligation, around.previous, around.next),
        **_may(request, obligation),
        "returning": returning or ReturnForm(initial={"due_on": _correct_by(request)}),
        "chosen_cells": set(request.POST.getlist("cell")),
        "messages_typed": {k[8:]: v for k, v in request.POST.items() if k.startswith("message-")},
        "screen_code": "reporting-review",
    }
    return render(request, "reporting/review.html", context, status=422 if returning else 200)


def _with_register(report: OpenReport) -> OpenReport:
    """What was filed, checked also against the list of workers, as the enterprise's own check did."""
    known = register_values(report.obligation, report.definition)
    return replace(
        report, register={code: n for code, n in known.items() if not is_blank(report.cells.get(code))}
    )


def _head(request: Request, obligation: Obligation, report: OpenReport) -> dict[str, Any]:
    state, detail = shown_state(obligation, request.now)
    return {
        "obligation": obligation,
        "version": obligation.latest,
        "report": report_title(report.definition, report.period),
        "days": period_days(report.period),
        "heads": this_period(report.period),
        "state": state,
        "state_detail": detail,
        "due": policies.due_of(obligation),
        "officer": _officer(request, obligation),
        "crumbs": _crumbs(obligation, report, str(obligation.enterprise)),
    }


def _story(obligation: Obligation, report: OpenReport) -> dict[str, Any]:
    """What has happened so far: versions and decisions, reminders, extensions, substitutes."""
    versions = list(
        obligation.versions.select_related("exchange_entry").prefetch_related("values").order_by("number")
    )
    taken = list(obligation.substitutes.order_by("-made_at"))
    decided = list(Review.objects.filter(version__in=versions).order_by("decided_at", "pk"))
    return {
        "versions": version_lines(report, versions, decided),
        "reminders": obligation.reminders_sent.select_related("sent_by").order_by("-sent_at")[:10],
        "extensions": obligation.extensions.select_related("granted_by").order_by("-granted_at"),
        "substitute": taken[0] if taken else None,
        "substitutes": taken,
    }


def _accepted_cells(obligation: Obligation) -> Mapping[str, Mapping[str, Any]]:
    """What counts now, where another version than the newest is accepted."""
    other = obligation.accepted is not None and obligation.accepted_id != obligation.latest_id
    return cells_of(obligation.accepted) if other and obligation.accepted else {}


def _asked_to(obligation: Obligation) -> dict[str, str]:
    last = last_review(obligation)
    if last is None or last.decision == Decision.ACCEPTED:
        return {}
    return {each["cell"]: each.get("message", "") for each in last.cells}


def _officer(request: Request, obligation: Obligation) -> str:
    if obligation.officer is not None:
        return str(obligation.officer)
    charge = in_charge(timezone.localdate(request.now), request.actor.scope)
    return charge.get(obligation.enterprise_id, (None, ""))[1]


def _may(request: Request, obligation: Obligation) -> dict[str, bool]:
    by = request.actor
    decides = by.may(Permission.REPORTS_REVIEW) and obligation.latest is not None
    return {
        "may_accept": decides and obligation.state == ObligationState.SUBMITTED,
        "may_return": decides and obligation.state in {ObligationState.SUBMITTED, ObligationState.ACCEPTED},
        "may_return_whole": decides and obligation.state == ObligationState.SUBMITTED,
        "may_collect": by.may(Permission.COLLECTION_RUN),
        "awaited": policies.is_awaited(obligation),
        "may_substitute": by.may(Permission.CONSOLIDATE)
        and by.may(Permission.COLLECTION_RUN)
        and obligation.accepted_id is None
        and policies.is_awaited(obligation),
        "may_file": by.may(Permission.REPORTS_FILE_ON_BEHALF) and policies.is_awaited(obligation),
    }


def _urls(
    obligation: Obligation, previous: Obligation | None, following: Obligation | None
) -> dict[str, str]:
    collection = reverse("reporting:collection", args=[obligation.form_code, obligation.period_code])
    pages = ("review_accept", "review_return", "review_substitute", "report", "questions")
    return {
        **{f"{page}_url": address(obligation, page) for page in pages},
        "collection_url": collection,
        "enterprise_url": reverse("reporting:enterprise", args=[obligation.enterprise.code]),
        "previous_url": address(previous, "review") if previous else "",
        "next_url": address(following, "review") if following else "",
    }


def _correct_by(request: Request) -> date:
    calendar = work_calendar()
    today = timezone.localdate(request.now)
    return add_working_days(today, DAYS_TO_CORRECT, calendar.holidays, calendar.worked_days)


def _crumbs(obligation: Obligation, report: OpenReport, here: str) -> list[tuple[str, str]]:
    collection = reverse("reporting:collection", args=[obligation.form_code, obligation.period_code])
    return [
        (_("Báo cáo"), reverse("reporting:list")),
        (report_title(report.definition, report.period), collection),
        (here, ""),
    ]
