"""Consolidations and the dual-goal report made from them: list, draft, edit, submit, sign, take away."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from songhanh.core.accounts.invitation import own_address
from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import clock, date_vn
from songhanh.core.ui.acting import who
from songhanh.core.ui.request import Request, requires
from songhanh.documents import policies
from songhanh.documents.actions import documents as acts
from songhanh.documents.models import DocumentState, OfficialDocument
from songhanh.documents.rendering.formats import FORMATS, file_ending
from songhanh.documents.rendering.screen import policy_of
from songhanh.reporting import policies as reporting_policies
from songhanh.reporting.actions.reports import draft_dual_goal
from songhanh.reporting.models import Consolidation
from songhanh.reporting.presenters.content import Reported
from songhanh.reporting.presenters.period_choices import period_choices
from songhanh.reporting.presenters.renditions import content_of, copies_of, page_context, render_report
from songhanh.reporting.presenters.report_page import report_page
from songhanh.reporting.queries.consolidations import consolidations as listed
from songhanh.reporting.queries.reported import subject_of
from songhanh.reporting.views.figures import period_or_404
from songhanh.rules.periods import Period

MAXIMUM_TEXT = 5000


@requires(Permission.CONSOLIDATE, Permission.DOCUMENTS_READ)
@require_http_methods(["GET", "POST"])
def consolidations(request: Request) -> HttpResponseBase:
    """What has been consolidated, newest first; POST seals a new one and drafts its report."""
    if request.method == "POST":
        return _draft(request)
    text = request.GET.get("q", "").strip()[:200]
    context = {
        "listed": listed(request.actor.scope, text),
        "q": text,
        "period_choices": period_choices(timezone.localdate(request.now), _asked_period(request).code),
        "may_draft": request.actor.may(Permission.CONSOLIDATE),
        "may_seal": reporting_policies.may(reporting_policies.check_can_seal, request.actor),
    }
    return render(request, "reporting/consolidations.html", context)


@requires(Permission.CONSOLIDATE, Permission.DOCUMENTS_READ)
@require_GET
def consolidation(request: Request, uuid: UUID) -> HttpResponseBase:
    """The report with its sources, as mockup g: the document left, an opened figure right."""
    reported = reported_or_404(request, uuid)
    context = {
        **page_context(reported, content_of(reported, now=request.now, origin=""), request.now),
        "crumbs": [
            (_("Tổng hợp và báo cáo"), reverse("reporting:consolidations")),
            (reported.consolidation.number, ""),
        ],
        "may_edit": policies.may_edit(request.actor, reported.document),
        "replaced_by": reported.document.replaced_by.first(),
        "may_sign": policies.may_sign(request.actor, reported.document),
        "kept": reported.document.renditions.order_by("made_at", "format"),
    }
    return render(request, "reporting/consolidation.html", context)


@requires(Permission.DOCUMENTS_DRAFT)
@require_http_methods(["GET", "POST"])
def edit(request: Request, uuid: UUID) -> HttpResponseBase:
    """Edit the text, paragraph by paragraph."""
    reported = reported_or_404(request, uuid)
    document = reported.document
    if request.method == "POST":
        blocks = [
            {**block, "text": _text(request, n, block["text"])}
            for n, block in enumerate(document.body["blocks"])
        ]
        body = {**document.body, "blocks": [block for block in blocks if block["text"]]}
        answer = _try(request, uuid, lambda: acts.edit_document(document=document, body=body, **who(request)))
        return answer or redirect("reporting:consolidation", uuid=uuid)
    return render(
        request, "reporting/report_edit.html", {"reported": reported, "page": report_page(reported)}
    )


@requires(Permission.DOCUMENTS_DRAFT)
@require_POST
def submit(request: Request, uuid: UUID) -> HttpResponseBase:
    """Take the report to the signer; its copies are frozen."""
    reported = reported_or_404(request, uuid)
    answer = _try(request, uuid, lambda: _submit(request, reported))
    if answer is None:
        messages.success(request, _("Đã trình ký lúc %(at)s.") % {"at": _clock(request.now)})
    return answer or redirect("reporting:consolidation", uuid=uuid)


@requires(Permission.DOCUMENTS_SIGN)
@require_POST
def send_back(request: Request, uuid: UUID) -> HttpResponseBase:
    """Back to the drafter, with the reason."""
    reported = reported_or_404(request, uuid)
    reason = request.POST.get("reason", "")
    answer = _try(
        request,
        uuid,
        lambda: acts.return_document(document=reported.document, reason=reason, **who(request)),
    )
    return answer or redirect("reporting:consolidation", uuid=uuid)


@requires(Permission.CONSOLIDATE, Permission.DOCUMENTS_READ)
@require_GET
def download(request: Request, uuid: UUID, form: str) -> HttpResponseBase:
    """The report as a file: the frozen copy where there is one, else rendered now."""
    reported = reported_or_404(request, uuid)
    if form not in FORMATS:
        raise Http404
    document = reported.document
    kept = document.renditions.filter(format=form, state=document.state).order_by("-made_at").first()
    content = (
        bytes(kept.content)
        if kept
        else render_report(reported, form, now=request.now, origin=own_address(""))
    )
    answer = HttpResponse(content, content_type=FORMATS[form])
    name = f"bao-cao-muc-tieu-kep-{reported.consolidation.period_code}{'-giao-ban' if form == 'a4' else ''}"
    shown = "inline" if form in {"pdf", "a4", "html"} else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="{name}.{file_ending(form)}"'
    if form == "html":
        answer["Content-Security-Policy"] = policy_of(content)
    return answer


def reported_or_404(request: Request, uuid: UUID) -> Reported:
    """A consolidation with its document; only readers of the whole authority see one."""
    consolidation_ = Consolidation.objects.filter(uuid=uuid).first() if request.actor.scope.whole else None
    document = OfficialDocument.objects.filter(subject=subject_of(str(uuid))).order_by("-created_at").first()
    if consolidation_ is None or document is None:
        raise Http404
    return Reported(document, consolidation_)


def _asked_period(request: Request) -> Period:
    """The one that the list before asked for, else last year."""
    return period_or_404(request.GET.get("period") or str(timezone.localdate(request.now).year - 1))


def _draft(request: Request) -> HttpResponseBase:
    period: Period = period_or_404(request.POST.get("period", ""))
    try:
        document = draft_dual_goal(period=period, **who(request))
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("reporting:consolidations")
    return redirect("reporting:consolidation", uuid=document.subject.split(":")[1])


def _submit(request: Request, reported: Reported) -> None:
    confirmed = request.POST.get("missing_known") == "yes"
    reporting_policies.check_missing_known(len(reported.consolidation.missing), confirmed=confirmed)
    copies = _copies(request, reported, DocumentState.SUBMITTED)
    acts.submit_document(document=reported.document, renditions=copies, **who(request))


def _copies(request: Request, reported: Reported, state: DocumentState) -> dict[str, bytes]:
    return copies_of(reported, state, now=request.now, origin=own_address(""))


def _text(request: Request, number: int, before: str) -> str:
    return request.POST.get(f"block-{number}", before).replace("\r\n", "\n").strip()[:MAXIMUM_TEXT]


def _clock(moment: datetime) -> str:
    return f"{clock(moment)} {date_vn(moment)}"


def _try(request: Request, uuid: UUID, action: Callable[[], object]) -> HttpResponseBase | None:
    try:
        action()
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect(reverse("reporting:consolidation", args=[uuid]))
    return None
