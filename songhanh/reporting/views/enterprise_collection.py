"""One enterprise over all periods: what it filed when, what it is exempt from; exempting it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.acting import who
from songhanh.core.ui.request import Request, requires, visible
from songhanh.definitions.forms import form_codes
from songhanh.enterprises.models import Enterprise
from songhanh.reporting.actions import collecting
from songhanh.reporting.actions.obligations import sync_obligations
from songhanh.reporting.models import Exemption, Obligation, ObligationState
from songhanh.reporting.presenters.states import SHOWN
from songhanh.reporting.presenters.timing import timing_of, timing_words
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.checking import period_of
from songhanh.reporting.queries.names import address, period_days, short_title
from songhanh.reporting.queries.officers import in_charge
from songhanh.reporting.queries.reachable import reachable
from songhanh.reporting.views.board import board_only, tried
from songhanh.reporting.views.board_forms import ExemptForm
from songhanh.rules.deadlines import WorkCalendar

LOOK_BACK = timedelta(days=400)
collectors = requires(Permission.COLLECTION_RUN)


@require_safe
@board_only
def enterprise(request: Request, code: str) -> HttpResponseBase:
    """Thirteen months of one enterprise's reports, newest first."""
    return _page(request, enterprise_or_404(request, code))


@require_http_methods(["POST"])
@collectors
def exempt(request: Request, code: str) -> HttpResponseBase:
    """«Miễn báo cáo» from a day until a day."""
    one = enterprise_or_404(request, code)
    form = _form(request, post=True)
    if not form.is_valid():
        return _page(request, one, form)
    try:
        collecting.exempt(enterprise=one, **form.cleaned_data, **who(request))
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, one, form)
    messages.success(request, _("Đã miễn báo cáo; các kỳ chưa nộp trong thời gian này không còn bị nhắc."))
    return redirect("reporting:enterprise", code)


@require_POST
@collectors
def end_exemption(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """«Hết miễn từ hôm nay»."""
    one = enterprise_or_404(request, code)
    held = Exemption.objects.filter(enterprise=one, uuid=uuid).first()
    if held is None:
        raise Http404
    held.enterprise = one
    until = max(held.since, timezone.localdate(request.now))
    if tried(request, lambda: collecting.end_exemption(exemption=held, until=until, **who(request))):
        messages.success(request, _("Đã kết thúc miễn báo cáo."))
    return redirect("reporting:enterprise", code)


@require_POST
@collectors
def sync(request: Request, code: str) -> HttpResponseBase:
    """«Cập nhật nghĩa vụ theo hồ sơ»: after opening, closing, or a mistake in either."""
    one = enterprise_or_404(request, code)
    count = tried(request, lambda: sync_obligations(enterprise=one, **who(request)))
    if count is not None:
        words = _("Đã cập nhật %(count)s nghĩa vụ báo cáo theo hồ sơ.")
        messages.success(request, words % {"count": number(count)})
    return redirect("reporting:enterprise", code)


def enterprise_or_404(request: Request, code: str) -> Enterprise:
    """The enterprise of that code within the reader's scope."""
    return visible(Enterprise.objects.select_related("park"), request.actor, code=code)


def _page(request: Request, one: Enterprise, form: ExemptForm | None = None) -> HttpResponseBase:
    today = timezone.localdate(request.now)
    rows = (
        Obligation.objects.visible_to(request.actor.scope)
        .filter(enterprise=one, period_until__gt=today - LOOK_BACK)
        .select_related("enterprise", "project", "latest")
        .order_by("-period_until", "form_code", "project__code")
    )
    calendar = work_calendar()
    context = {
        "one": one,
        "rows": [_row(row, request, calendar) for row in rows],
        "exemptions": Exemption.objects.filter(enterprise=one).order_by("-since"),
        "form": form or _form(request),
        "reach": reachable([one.pk], today).get(one.pk),
        "officer": in_charge(today, request.actor.scope).get(one.pk, (None, ""))[1],
        "may_collect": request.actor.may(Permission.COLLECTION_RUN),
        "today": today,
        "crumbs": [(_("Báo cáo"), reverse("reporting:list")), (str(one), "")],
        "screen_code": "reporting-enterprise",
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "reporting/enterprise.html", context, status=status)


def _row(row: Obligation, request: Request, calendar: WorkCalendar) -> dict[str, Any]:
    timing = timing_of(
        state=row.state,
        filed_at=row.filed_at,
        due_at=row.due_at,
        original_due_at=row.original_due_at,
        unlock_due_at=row.unlock_due_at,
        now=request.now,
    )
    due = row.unlock_due_at if row.state == "RETURNED" and row.unlock_due_at else row.due_at
    period = period_of(row)
    return {
        "row": row,
        "title": short_title(row, period),
        "days": period_days(period),
        "state": SHOWN[ObligationState(row.state)],
        "timing": timing,
        "timing_detail": timing_words(
            timing, filed_at=row.filed_at, due=due, now=request.now, calendar=calendar
        ),
        "due": due,
        "url": address(row, "review"),
        "collection": reverse("reporting:collection", args=[row.form_code, row.period_code]),
    }


def _form(request: Request, *, post: bool = False) -> ExemptForm:
    names = [(code, code) for code in form_codes()]
    return ExemptForm(
        request.POST if post else None,
        codes=names,
        initial={"since": timezone.localdate(request.now)},
    )
