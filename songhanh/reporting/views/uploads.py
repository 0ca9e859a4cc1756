"""Filing by Excel: the template out, the filled one in, the sender's own file back with its errors marked."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.files.limits import LIMITS
from songhanh.core.files.marking import mark
from songhanh.core.files.refusals import FileError
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.reporting.actions import uploads as acts
from songhanh.reporting.models import Obligation, Upload
from songhanh.reporting.presenters.form_page import head_of
from songhanh.reporting.presenters.template import template_workbook
from songhanh.reporting.presenters.upload_page import marks_of, upload_page
from songhanh.reporting.queries.filing import open_report_of
from songhanh.reporting.queries.names import address
from songhanh.reporting.views.enterprise import report_of, writers

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@writers
def template(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """The pre-filled workbook of this report."""
    obligation = report_of(request, form, period, owner)
    name = f"bao-cao-{form}-{period}-{owner}.xlsx"
    return _file(template_workbook(open_report_of(obligation, now=request.now)), name)


@GET_POST
@writers
def upload(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """Choose a file; a read one leads to its own page."""
    obligation = report_of(request, form, period, owner)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        received, problem = _receive(request, obligation)
        if received is not None:
            return redirect(address(obligation, "uploaded", str(received.uuid)))
        errors.append((problem, "file"))
    context: dict[str, object] = {
        "head": head_of(open_report_of(obligation, now=request.now), request.actor, request.now),
        "obligation": obligation,
        "errors": errors,
    }
    context["template_url"] = address(obligation, "workbook")
    status = 422 if errors else 200
    return render(request, "reporting/upload.html", context, status=status)


@GET_POST
@writers
def uploaded(request: Request, form: str, period: str, owner: str, uuid: UUID) -> HttpResponseBase:
    """What a file holds: its grid and its errors; POST chooses a fix, takes the file or drops it."""
    obligation = report_of(request, form, period, owner)
    sent = upload_or_404(request, obligation, uuid)
    if request.method == "POST":
        return _decide(request, obligation, sent)
    context = {
        "page": upload_page(sent),
        "head": head_of(open_report_of(obligation, now=request.now), request.actor, request.now),
        "obligation": obligation,
        "upload_url": address(obligation, "upload"),
        "marked_url": address(obligation, "marked", str(uuid)),
    }
    return render(request, "reporting/uploaded.html", context)


@require_safe
@writers
def marked(request: Request, form: str, period: str, owner: str, uuid: UUID) -> HttpResponseBase:
    """The sender's own workbook with its cells coloured and commented."""
    sent = upload_or_404(request, report_of(request, form, period, owner), uuid)
    result = mark(bytes(sent.content), marks_of(upload_page(sent)))
    return _file(result.content, f"danh-dau-{sent.file_name.rsplit('.', 1)[0]}.xlsx")


def upload_or_404(request: Request, obligation: Obligation, uuid: UUID) -> Upload:
    """One of this report's uploads."""
    return visible(Upload.objects.filter(obligation=obligation), request.actor, uuid=uuid)


def _receive(request: Request, obligation: Obligation) -> tuple[Upload | None, str]:
    file = request.FILES.get("file")
    if file is None or file.size is None:
        return None, _("Chọn tệp Excel để tải lên.")
    if file.size > LIMITS.file_bytes:
        size, limit = file.size // 1_048_576, LIMITS.file_bytes // 1_048_576
        return None, FileError("too_large", {"size": size, "limit": limit}).message(language())
    try:
        name = str(file.name or "")
        return acts.receive_upload(
            obligation=obligation, name=name, content=file.read(), by=request.actor, now=request.now
        ), ""
    except FileError as error:
        return None, error.message(language())
    except RefusedError as error:
        return None, str(error)


def _decide(request: Request, obligation: Obligation, sent: Upload) -> HttpResponseBase:
    who: dict[str, Any] = {"by": request.actor, "now": request.now}
    here = address(obligation, "uploaded", str(sent.uuid))
    try:
        if choice := request.POST.get("choose", ""):
            code, _equals, number = choice.partition("=")
            acts.choose_reading(upload=sent, code=code, number=_offered(sent, choice, number), **who)
            return redirect(here)
        if "drop" in request.POST:
            acts.drop_upload(upload=sent, **who)
            return redirect(address(obligation, "upload"))
        acts.take_upload(upload=sent, **who)
    except RefusedError as error:
        flash.error(request, str(error))
        return redirect(here)
    return redirect(address(obligation, "check") if "check" in request.POST else address(obligation))


def _offered(sent: Upload, choice: str, number: str) -> str:
    """Only values that the page itself offers are taken."""
    offered = {option.value for problem in upload_page(sent).problems for option in problem.choices}
    if choice not in offered:
        raise Http404
    return number


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return answer
