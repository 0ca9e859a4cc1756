"""Signing the report: the step before, which names title, number and date, and the act itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songhanh.core.accounts.invitation import own_address
from songhanh.core.accounts.permissions import Permission
from songhanh.core.models.counter import upcoming
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, requires
from songhanh.documents import policies
from songhanh.documents.actions import documents as acts
from songhanh.documents.models import DocumentState
from songhanh.reporting.presenters.content import Reported
from songhanh.reporting.presenters.renditions import copies_of
from songhanh.reporting.views.consolidations import reported_or_404


@requires(Permission.DOCUMENTS_SIGN)
@require_http_methods(["GET", "POST"])
def approve(request: Request, uuid: UUID) -> HttpResponseBase:
    """Sign: GET names title, number and date; POST, with the number that was shown, signs and freezes."""
    reported = reported_or_404(request, uuid)
    document = reported.document
    try:
        policies.check_can_sign(request.actor, document)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("reporting:consolidation", uuid=uuid)
    number = upcoming(document.register_on(timezone.localdate(request.now)))
    if request.method == "POST" and request.POST.get("number") == str(number):
        return _sign(request, reported)
    if request.method == "POST" and "number" in request.POST:
        messages.error(request, _("Số văn bản vừa được cấp cho văn bản khác. Xem lại số mới rồi ký."))
    context = {
        "reported": reported,
        "number": f"{number:02d}/{document.symbol}",
        "expected": number,
        "today": timezone.localdate(request.now),
        "crumbs": [
            (_("Tổng hợp và báo cáo"), reverse("reporting:consolidations")),
            (reported.consolidation.number, reverse("reporting:consolidation", args=[uuid])),
            (_("Ký ban hành"), ""),
        ],
        "screen_code": "reporting-report-sign",
    }
    return render(request, "reporting/report_sign.html", context)


def _sign(request: Request, reported: Reported) -> HttpResponseBase:
    document = reported.document
    who: dict[str, Any] = {"by": request.actor, "now": request.now}
    today = timezone.localdate(request.now)
    acts.approve_document(document=document, signed_on=today, replaces=reported.replaces, **who)
    copies = copies_of(reported, DocumentState.APPROVED, now=request.now, origin=own_address(""))
    acts.freeze_approved(document=document, renditions=copies, **who)
    said = _("Đã ký và cấp số %(number)s năm %(year)s.")
    messages.success(request, said % {"number": document.full_number, "year": today.year})
    return redirect("reporting:consolidation", uuid=reported.consolidation.uuid)
