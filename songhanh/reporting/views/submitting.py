"""Check before submitting, submit, the receipt; the step inside the enterprise; what was filed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import date_vn
from songhanh.core.templatetags.vietnamese import number as written
from songhanh.core.ui.request import Request
from songhanh.reporting import policies
from songhanh.reporting.actions import approval
from songhanh.reporting.actions.versions import Filing, RejectedError, submit_reports
from songhanh.reporting.forms import ReasonForm, SubmitForm
from songhanh.reporting.models import ObligationState, OnBehalf, ReportVersion, Review, Source
from songhanh.reporting.presenters.form_page import head_of, returned, saved_line
from songhanh.reporting.presenters.messages import messages_of, summary
from songhanh.reporting.presenters.sections import steps_of
from songhanh.reporting.presenters.values import differences, filed_values, value_groups, version_lines
from songhanh.reporting.queries.exchange import Exchange
from songhanh.reporting.queries.filing import OpenReport, last_review, open_report_of
from songhanh.reporting.queries.names import address
from songhanh.reporting.queries.typed import cells_of
from songhanh.reporting.views.enterprise import above, readers, report_of, say_if_refused, writers


@require_safe
@writers
def check(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """All values, what changed, what is still wrong, then «Nộp báo cáo»."""
    opened = open_report_of(report_of(request, form, period, owner), now=request.now)
    if opened.settled or not policies.may_write(request.actor, opened.obligation):
        return redirect(address(opened.obligation, "filed"))
    return _check_page(request, opened, submit_form(request, opened))


@require_POST
@writers
def submit(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """«Nộp báo cáo», or where the enterprise has an approver «Chuyển người duyệt»."""
    obligation = report_of(request, form, period, owner)
    opened = open_report_of(obligation, now=request.now)
    if opened.draft is None and obligation.latest and obligation.state == ObligationState.SUBMITTED:
        return redirect(address(obligation, "receipt", obligation.latest.receipt))  # pressed twice
    filled = submit_form(request, opened, post=True)
    refusal = _stale_words(request, opened)
    blocked = any(message.blocks for said in messages_of(opened).values() for message in said)
    if (
        filled.is_valid()
        and not refusal
        and not (blocked and not filled.cleaned_data.get("correction_reason"))
    ):
        try:
            return redirect(_file(request, opened, filled.cleaned_data))
        except RejectedError as rejected:
            obligation.refresh_from_db()
            refusal = str(rejected)
        except RefusedError as refused:
            obligation.refresh_from_db()
            refusal = str(refused)
    return _check_page(
        request, open_report_of(obligation, now=request.now), filled, refusal=refusal, status=422
    )


@require_POST
@writers
def take_back(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """«Rút lại để sửa»."""
    obligation = report_of(request, form, period, owner)
    act = {"obligation": obligation, "by": request.actor, "now": request.now}
    say_if_refused(request, lambda: approval.take_back(**act))  # type: ignore[arg-type]
    return redirect(address(obligation))


@require_POST
@writers
def send_back(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """The approver's «Trả lại người nhập»."""
    obligation = report_of(request, form, period, owner)
    given = ReasonForm(request.POST)
    if not given.is_valid():
        opened = open_report_of(obligation, now=request.now)
        return _check_page(request, opened, submit_form(request, opened), reason_form=given, status=422)
    reason = given.cleaned_data["reason"]
    if say_if_refused(
        request,
        lambda: approval.send_back(obligation=obligation, reason=reason, by=request.actor, now=request.now),
    ):
        flash.success(request, _("Đã trả lại cho người nhập."))
    return redirect(address(obligation, "filed"))


@require_safe
@readers
def filed(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """What was filed last, read only; what waits inside the enterprise."""
    obligation = report_of(request, form, period, owner)
    opened = open_report_of(obligation, now=request.now)
    waiting = opened.draft is not None and opened.draft.waiting_since is not None
    shown = opened if waiting or not obligation.latest else filed_values(opened, obligation.latest)
    review = last_review(obligation)
    context = {
        "head": head_of(opened, request.actor, request.now),
        "groups": value_groups(shown) if waiting or obligation.latest else (),
        "version": obligation.latest,
        "draft": opened.draft,
        "waiting": waiting,
        "approves": policies.approves_inside(request.actor),
        "review": review,
        "returned": returned(opened, review),
        "receipt_url": address(obligation, "receipt", obligation.latest.receipt) if obligation.latest else "",
        "crumbs": _crumbs(request, opened),
        "screen_code": "reporting-filed",
    }
    return render(request, "reporting/filed.html", context)


@require_safe
@readers
def receipt(request: Request, form: str, period: str, owner: str, number: str) -> HttpResponseBase:
    """The receipt of one version, to be printed; what happens next."""
    obligation = report_of(request, form, period, owner)
    version = obligation.versions.select_related("exchange_entry").filter(receipt=number).first()
    if version is None:
        raise Http404
    opened = open_report_of(obligation, now=request.now)
    context = {
        "head": head_of(opened, request.actor, request.now),
        "version": version,
        "newest": version.pk == obligation.latest_id,
        "obligation": obligation,
        "groups": value_groups(filed_values(opened, version)),
        "crumbs": _crumbs(request, opened, _("Biên nhận")),
        "screen_code": "reporting-receipt",
    }
    return render(request, "reporting/receipt.html", context)


@require_safe
@readers
def history(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """Every version, what it changed, what the Board decided."""
    obligation = report_of(request, form, period, owner)
    opened = open_report_of(obligation, now=request.now)
    versions: Sequence[ReportVersion] = list(
        obligation.versions.select_related("exchange_entry").order_by("number").prefetch_related("values")
    )
    reviews = list(Review.objects.filter(version__obligation=obligation).order_by("decided_at", "pk"))
    context = {
        "head": head_of(opened, request.actor, request.now),
        "versions": version_lines(opened, versions, reviews),
        "crumbs": _crumbs(request, opened, _("Các lần nộp")),
        "screen_code": "reporting-history",
    }
    return render(request, "reporting/history.html", context)


def submit_form(request: Request, opened: OpenReport, *, post: bool = False) -> SubmitForm:
    """The fields around «Nộp báo cáo» that this report and this reader need."""
    draft = opened.draft
    initial = {
        "correction_reason": draft.correction_reason if draft else "",
        "exchange_rate": written(opened.exchange.rate) if opened.exchange and opened.exchange.rate else "",
        "on_behalf": draft.on_behalf if draft else "",
    }
    return SubmitForm(
        request.POST if post else None,
        initial=initial,
        correction=opened.obligation.latest_id is not None,
        returned=policies.was_returned(opened.obligation),
        on_behalf=request.actor.may(Permission.REPORTS_FILE_ON_BEHALF),
        rate_help=rate_help(opened.exchange),
    )


def rate_help(exchange: Exchange | None) -> str:
    """What the sender is told who may type the exchange rate; empty for who may not."""
    if exchange is None or not exchange.may_type:
        return ""
    if exchange.frozen:
        return _("Tỷ giá do người nộp tự nhập ở lần nộp trước; để nguyên nếu đúng.")
    return _(
        "Bảng tỷ giá của Ban không có tỷ giá cho ngày %(day)s, ngày bắt đầu nhập báo cáo này. Nhập tỷ giá trung tâm "
        "Ngân hàng Nhà nước công bố cho ngày đó; Ban thấy rõ tỷ giá này do người nộp tự nhập."
    ) % {"day": date_vn(exchange.day)}


def _file(request: Request, opened: OpenReport, given: dict[str, Any]) -> str:
    """Do it; where to go then."""
    obligation, by, now = opened.obligation, request.actor, request.now
    words = {
        "correction_reason": given.get("correction_reason", ""),
        "exchange_rate": given.get("exchange_rate"),
    }
    if policies.needs_inside_approval(by, obligation, now):
        approval.send_inside(obligation=obligation, values=opened.values, by=by, now=now, **words)
        flash.success(request, _("Đã chuyển người duyệt của doanh nghiệp."))
        return address(obligation, "filed")
    on_behalf = OnBehalf(given.get("on_behalf", ""))
    source = Source(opened.draft.source) if opened.draft else Source.WEB
    filing = Filing(obligation, opened.values, source, on_behalf, **words)
    (version,) = submit_reports(filings=[filing], by=by, now=now)
    return address(obligation, "receipt", version.receipt)


def _stale_words(request: Request, opened: OpenReport) -> str:
    """Somebody typed on after this page was made: its reader has not seen what would be filed."""
    seen = request.POST.get("revision", "")
    now_stands = str(opened.draft.revision) if opened.draft else "0"
    if seen == now_stands:
        return ""
    return _("Số liệu vừa được sửa sau khi mở trang này. Xem lại số mới dưới đây rồi nộp.")


def _check_page(
    request: Request,
    opened: OpenReport,
    form: SubmitForm,
    *,
    refusal: str = "",
    reason_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponseBase:
    said = messages_of(opened)
    latest = opened.obligation.latest
    codes = {code: f"c-{code.replace('.', '-')}" for code in opened.definition.cells}
    wrong = [(words, f"v-{codes.get(code, code)}") for words, code in summary(opened, said)]
    asked = [(str(e), f"id_{name}") for name, errors in form.errors.items() for e in errors]
    approve = policies.approves_inside(request.actor) and opened.draft is not None
    context = {
        "head": head_of(opened, request.actor, request.now),
        "steps": steps_of(opened, said),
        "groups": value_groups(opened, said),
        "form": form,
        "errors": [*wrong, *asked] or ([(refusal, "")] if refusal else []),
        "lead": refusal if wrong or asked else "",
        "blocking": len(wrong) + len(asked),
        "only_warnings": not asked and not any(each.error for of_cell in said.values() for each in of_cell),
        "saved": saved_line(opened.draft, request.actor),
        "revision": opened.draft.revision if opened.draft else 0,
        "differences": differences(opened, cells_of(latest), opened.cells) if latest else (),
        "needs_approval": policies.needs_inside_approval(request.actor, opened.obligation, request.now),
        "waiting": opened.draft is not None and opened.draft.waiting_since is not None,
        "reason_form": reason_form or ReasonForm() if approve else None,
        "returned": returned(opened, last_review(opened.obligation)),
        "crumbs": _crumbs(request, opened, _("Kiểm tra và nộp")),
        "screen_code": "reporting-check",
    }
    return render(request, "reporting/check.html", context, status=status)


def _crumbs(request: Request, opened: OpenReport, here: str = "") -> list[tuple[str, str]]:
    title = head_of(opened, request.actor, request.now).title
    crumbs = above(request)
    return [*crumbs, (title, address(opened.obligation)), (here, "")] if here else [*crumbs, (title, "")]
