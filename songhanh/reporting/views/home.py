"""«Báo cáo»: for an enterprise its list, for the Board the periods with their completeness; raising a period."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.templatetags.vietnamese import deadline, number
from songhanh.core.ui.acting import who
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.forms import ReportForm, ReportPer
from songhanh.reporting import policies
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.presenters.collection_list import my_query
from songhanh.reporting.presenters.states import SHOWN
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.names import period_days, period_name, report_title
from songhanh.reporting.queries.overview import PeriodStand, period_stands, unraised
from songhanh.reporting.queries.owing import missing_obligations
from songhanh.reporting.views.board import form_period_or_404, tried
from songhanh.reporting.views.report_list import report_list
from songhanh.rules.deadlines import due_at
from songhanh.rules.periods import Period


@require_safe
@requires(Permission.REPORTS_READ)
def home(request: Request) -> HttpResponseBase:
    """By audience; the address is the same."""
    if not request.actor.may(Permission.TODAY_READ):
        return report_list(request)
    stands = period_stands(scope=request.actor.scope, now=request.now)
    may_raise = policies.may(policies.check_can_raise, request.actor)
    raisable = unraised(request.now, stands) if may_raise else []
    context = {
        "forms": _by_form(stands),
        "raisable": [
            {
                "title": report_title(form, period),
                "url": reverse("reporting:raise", args=[form.code, period.code]),
                "days": period_days(period),
            }
            for form, period in raisable
        ],
        "may_collect": request.actor.may(Permission.COLLECTION_RUN),
        "my_query": my_query(request.actor.user_id),
        "sees_whole": request.actor.scope.whole,
        "screen_code": "reporting-overview",
    }
    return render(request, "reporting/overview.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.COLLECTION_RUN)
def raise_period(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """«Mở kỳ»: who will owe, until when; then raise."""
    form, period = form_period_or_404(form_code, period_code)
    back = reverse("reporting:list")
    if not policies.may(policies.check_can_raise, request.actor):
        messages.error(request, _("Chỉ chuyên viên phụ trách toàn Ban mở kỳ báo cáo."))
        return redirect(back)
    if request.method == "POST":
        raised = tried(request, lambda: raise_obligations(form_code=form.code, period=period, **who(request)))
        if raised is not None:
            messages.success(request, _("Đã mở %(count)s báo cáo.") % {"count": number(len(raised))})
            return redirect("reporting:collection", form.code, period.code)
        return redirect(back)
    rows = missing_obligations(form, period)
    if not rows:
        messages.warning(request, _("Kỳ này đã mở đủ cho mọi doanh nghiệp đang hoạt động."))
        return redirect("reporting:collection", form.code, period.code)
    return render(request, "core/confirm.html", _raising(form, period, rows))


def _raising(form: ReportForm, period: Period, rows: list[Obligation]) -> dict[str, Any]:
    """The confirm page: who will owe, until when."""
    back = reverse("reporting:list")
    due = due_at(form.deadline, period.end, work_calendar())
    words = _("Mở %(count)s báo cáo") % {"count": number(len(rows))}
    return {
        "title": _("Mở kỳ: %(report)s") % {"report": report_title(form, period)},
        "lead": _("Số liệu %(days)s, hạn %(due)s.") % {"days": period_days(period), "due": deadline(due)},
        "act": words,
        "hidden": [],
        "back_url": back,
        "row_heads": [
            _("Doanh nghiệp"),
            _("Dự án") if form.per is ReportPer.PROJECT else _("Mã số thuế"),
            _("Nghĩa vụ"),
        ],
        "rows": [
            (
                str(row.enterprise),
                row.project.name if row.project else row.enterprise.tax_code,
                _("Được miễn") if row.state == ObligationState.EXEMPT else _("Phải nộp"),
            )
            for row in rows
        ],
        "crumbs": [(_("Báo cáo"), back), (words, "")],
        "screen_code": "reporting-raise",
    }


def _by_form(stands: list[PeriodStand]) -> list[dict[str, Any]]:
    forms: dict[str, dict[str, Any]] = {}
    for stand in stands:
        group = forms.setdefault(
            stand.form.code,
            {"name": stand.form.name, "name_en": stand.form.name_en, "ours": stand.form.ours, "periods": []},
        )
        counts = dict.fromkeys(SHOWN.values(), 0)
        for state, count in stand.states.items():
            counts[SHOWN[ObligationState(state)]] += count
        group["periods"].append(
            {
                "name": period_name(stand.period),
                "days": period_days(stand.period),
                "due": stand.due_first,
                "owed": stand.owed,
                "filed": stand.filed,
                "waiting": stand.waiting,
                "overdue": stand.overdue,
                "exempt": counts["EXEMPT"],
                "counts": counts,
                "url": reverse("reporting:collection", args=[stand.form.code, stand.period.code]),
            }
        )
    return list(forms.values())
