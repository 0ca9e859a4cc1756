"""What an officer does with ticked reports: remind, call, extend, hand over, note, accept."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import datetime as written_moment
from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.acting import who
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.forms import ReportForm
from songhanh.reporting import policies
from songhanh.reporting.actions import collecting
from songhanh.reporting.actions.reminding import Reminded, send_reminders
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.models.collecting import Channel
from songhanh.reporting.presenters.calling import call_lines, reminder_text
from songhanh.reporting.queries.names import report_title
from songhanh.reporting.queries.officers import officers
from songhanh.reporting.queries.reachable import reachable
from songhanh.reporting.views.board import chosen, form_period_or_404, hidden, tried, way_back
from songhanh.reporting.views.board_forms import ExtendForm, HandOverForm, NoteForm, RemindForm
from songhanh.reporting.views.letters import charge_of, letters
from songhanh.rules.periods import Period

collectors = requires(Permission.COLLECTION_RUN)


@require_http_methods(["GET", "POST"])
@collectors
def remind(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """«Nhắc N doanh nghiệp»: who gets what, then send."""
    form, period = form_period_or_404(form_code, period_code)
    ticked = chosen(request, form, period)
    rows = [row for row in ticked if policies.is_awaited(row)]
    given = RemindForm(_posted(request), initial={"channels": [Channel.IN_APP, Channel.EMAIL],
                                                  "text": reminder_text(form, period)})  # fmt: skip
    back = way_back(request, _collection(form, period))
    if rows and _confirmed(request) and given.is_valid():
        sent = tried(
            request,
            lambda: send_reminders(
                letters=letters(request, form, period, rows, given.cleaned_data["text"]),
                channels=[Channel(code) for code in given.cleaned_data["channels"]],
                **who(request),
            ),
        )
        if sent is not None:
            _say_sent(request, sent)
            return redirect(back)
    words = ngettext("Nhắc %(count)s doanh nghiệp", "Nhắc %(count)s doanh nghiệp", len(rows)) % {
        "count": number(len(rows))
    }
    left_out = len(ticked) - len(rows)
    lead = (
        _("%(count)s báo cáo đã nộp hoặc được miễn nên không nhắc.") % {"count": left_out} if left_out else ""
    )
    return _confirm(request, form, period, rows, form_=given, words=words, lead=lead, back=back)


@require_http_methods(["GET", "POST"])
@collectors
def calls(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """Whom to call, with words to paste into Zalo or SMS; POST writes the calls down."""
    form, period = form_period_or_404(form_code, period_code)
    rows = [row for row in chosen(request, form, period) if policies.is_awaited(row)]
    back = way_back(request, _collection(form, period))
    text = reminder_text(form, period)
    if rows and _confirmed(request):
        sent = letters(request, form, period, rows, text)
        if tried(request, lambda: send_reminders(letters=sent, channels=[Channel.CALL], **who(request))):
            messages.success(
                request,
                ngettext(
                    "Đã ghi nhận gọi %(count)s doanh nghiệp.",
                    "Đã ghi nhận gọi %(count)s doanh nghiệp.",
                    len(rows),
                )
                % {"count": len(rows)},
            )
            return redirect(back)
    reach = reachable({row.enterprise_id for row in rows}, request.now.date())
    context = {
        "lines": call_lines(text, rows, reach=reach, charge=charge_of(request, rows), now=request.now),
        "report": report_title(form, period),
        "hidden": hidden(rows, back),
        "back": back,
        "text": text,
        "confidential": True,
        "crumbs": crumbs(form, period, _("Danh sách gọi")),
        "screen_code": "reporting-calls",
    }
    return render(request, "reporting/calls.html", context)


@require_http_methods(["GET", "POST"])
@collectors
def extend(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """«Gia hạn…»: a later day with a reason."""
    form, period = form_period_or_404(form_code, period_code)
    rows = [row for row in chosen(request, form, period) if policies.is_awaited(row)]
    given = ExtendForm(_posted(request))
    back = way_back(request, _collection(form, period))
    if rows and _confirmed(request) and given.is_valid():
        values = {"due_at": given.due_at(), "reason": given.cleaned_data["reason"]}
        if _done(
            request,
            given,
            lambda: collecting.extend(obligations=rows, **values, **who(request)),
            ngettext(
                "Đã gia hạn %(count)s báo cáo đến %(day)s.",
                "Đã gia hạn %(count)s báo cáo đến %(day)s.",
                len(rows),
            )
            % {"count": len(rows), "day": written_moment(given.due_at())},
        ):
            return redirect(back)
    words = ngettext("Gia hạn %(count)s báo cáo", "Gia hạn %(count)s báo cáo", len(rows)) % {
        "count": number(len(rows))
    }
    return _confirm(request, form, period, rows, form_=given, words=words, back=back)


@require_http_methods(["GET", "POST"])
@collectors
def hand_over(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """«Giao chuyên viên khác…»."""
    form, period = form_period_or_404(form_code, period_code)
    rows = chosen(request, form, period)
    takers = {str(user.pk): user for user in officers()}
    given = HandOverForm(_posted(request), officers=[(pk, str(user)) for pk, user in takers.items()])
    back = way_back(request, _collection(form, period))
    if rows and _confirmed(request) and given.is_valid():
        taker = takers[given.cleaned_data["officer"]]
        if _done(
            request,
            given,
            lambda: collecting.hand_over(obligations=rows, officer=taker, **who(request)),
            ngettext(
                "Đã giao %(count)s báo cáo cho %(name)s.",
                "Đã giao %(count)s báo cáo cho %(name)s.",
                len(rows),
            )
            % {"count": len(rows), "name": taker},
        ):
            return redirect(back)
    words = ngettext("Giao %(count)s báo cáo", "Giao %(count)s báo cáo", len(rows)) % {
        "count": number(len(rows))
    }
    lead = _("Chỉ các báo cáo này; doanh nghiệp vẫn do chuyên viên của mình phụ trách.")
    return _confirm(request, form, period, rows, form_=given, words=words, lead=lead, back=back)


@require_http_methods(["GET", "POST"])
@collectors
def note(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """The officer's own note on one report."""
    form, period = form_period_or_404(form_code, period_code)
    rows = chosen(request, form, period)[:1]
    given = NoteForm(_posted(request), initial={"text": rows[0].officer_note if rows else ""})
    back = way_back(request, _collection(form, period))
    if rows and _confirmed(request) and given.is_valid():
        text = given.cleaned_data["text"]
        if _done(
            request,
            given,
            lambda: collecting.note(obligation=rows[0], text=text, **who(request)),
            _("Đã lưu ghi chú."),
        ):
            return redirect(back)
    lead = _("Doanh nghiệp không thấy ghi chú này.")
    return _confirm(request, form, period, rows, form_=given, words=_("Lưu ghi chú"), lead=lead, back=back)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORTS_REVIEW)
def accept(request: Request, form_code: str, period_code: str) -> HttpResponseBase:
    """«Chấp nhận N báo cáo»: of the ticked ones those that wait and have no warning."""
    form, period = form_period_or_404(form_code, period_code)
    waiting = [row for row in chosen(request, form, period) if row.state == ObligationState.SUBMITTED]
    rows = [row for row in waiting if row.latest is not None and not row.latest.findings]
    back = way_back(request, _collection(form, period))
    if rows and _confirmed(request):
        versions = [row.latest for row in rows if row.latest is not None]
        for version, row in zip(versions, rows, strict=True):
            version.obligation = row
        if tried(request, lambda: accept_reports(versions=versions, **who(request))):
            messages.success(
                request,
                ngettext("Đã chấp nhận %(count)s báo cáo.", "Đã chấp nhận %(count)s báo cáo.", len(rows))
                % {"count": len(rows)},
            )
            return redirect(back)
    left = len(waiting) - len(rows)
    lead = _("%(count)s báo cáo có giải trình: mở từng báo cáo để duyệt.") % {"count": left} if left else ""
    words = ngettext("Chấp nhận %(count)s báo cáo", "Chấp nhận %(count)s báo cáo", len(rows)) % {
        "count": number(len(rows))
    }
    return _confirm(request, form, period, rows, words=words, lead=lead, back=back)


def crumbs(form: ReportForm, period: Period, here: str) -> list[tuple[str, str]]:
    """From the reports over the period to this page."""
    return [
        (_("Báo cáo"), reverse("reporting:list")),
        (report_title(form, period), _collection(form, period)),
        (here, ""),
    ]


def _confirm(
    request: Request,
    form: ReportForm,
    period: Period,
    rows: Sequence[Obligation],
    *,
    words: str,
    back: str,
    lead: str = "",
    form_: Any = None,
) -> HttpResponseBase:
    if not rows:
        messages.warning(request, lead or _("Chưa chọn báo cáo nào làm được việc này."))
        return redirect(back)
    context = {
        "title": words,
        "lead": lead,
        "form": form_,
        "act": words,
        "hidden": hidden(rows, back),
        "back_url": back,
        "row_heads": [_("Doanh nghiệp"), _("Trạng thái"), _("Hạn"), _("Đã nhắc"), _("Ghi chú")],
        "rows": [
            (
                f"{row.enterprise} · {row.project.name}" if row.project else str(row.enterprise),
                row.get_state_display(),
                written_moment(policies.due_of(row)),
                number(row.reminders),
                row.officer_note,
            )
            for row in rows
        ],
        "crumbs": crumbs(form, period, words),
        "screen_code": "reporting-collecting",
    }
    return render(request, "core/confirm.html", context, status=422 if form_ and form_.errors else 200)


def _done(request: Request, form: Any, action: Callable[[], object], words: str) -> bool:
    try:
        action()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, words)
    return True


def _say_sent(request: Request, sent: Reminded) -> None:
    reached = {reminder.obligation_id for reminder in sent.reminders}
    messages.success(
        request,
        ngettext("Đã nhắc %(count)s doanh nghiệp.", "Đã nhắc %(count)s doanh nghiệp.", len(reached))
        % {"count": number(len(reached))},
    )
    for channel, missed in sent.unreached.items():
        if missed:
            names = ", ".join(str(row.enterprise) for row in missed[:5])
            words = _("%(channel)s: không tới được %(count)s doanh nghiệp (%(names)s). Gọi điện thay.")
            messages.warning(
                request, words % {"channel": channel.label, "count": len(missed), "names": names}
            )


def _confirmed(request: Request) -> bool:
    return request.method == "POST" and "confirmed" in request.POST


def _posted(request: Request) -> Any:
    return request.POST if _confirmed(request) else None


def _collection(form: ReportForm, period: Period) -> str:
    return reverse("reporting:collection", args=[form.code, period.code])
