"""Certificates of a project and their amendments: added, put right, the newest taken out."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songhanh.core.ui.acting import who
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.enterprises import policies
from songhanh.enterprises.actions import certificates
from songhanh.enterprises.forms.project import CertificateForm
from songhanh.enterprises.models import InvestmentCertificate
from songhanh.enterprises.presenters import title as nth
from songhanh.enterprises.queries import newest_certificate
from songhanh.enterprises.views.projects import project_of, project_url
from songhanh.enterprises.views.sending import done, editors, form_page, pressed

FIELDS = ("number", "issued_on", "authority", "registered_capital", "content")


@GET_POST
@editors
def add(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """The first certificate, or an amendment of the newest."""
    project = project_of(request, code, uuid)
    last = newest_certificate(project)
    initial = (
        {"number": last.number, "authority": last.authority, "amendment": last.amendment + 1}
        if last
        else {"amendment": 0, "registered_capital": project.registered_capital}
    )
    form = CertificateForm(request.POST or None, project=project, amends=last, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = InvestmentCertificate(project=project, amends=last, **form.cleaned_data)
        if done(request, form, lambda: _add(request, row)):
            return redirect(project_url(project))
    title, act = (
        (_("Ghi điều chỉnh giấy chứng nhận của dự án %(code)s"), _("Ghi điều chỉnh"))
        if last
        else (_("Thêm giấy chứng nhận của dự án %(code)s"), _("Thêm giấy chứng nhận"))
    )
    return form_page(request, form, title % {"code": project.code}, act, project_url(project))


@GET_POST
@editors
def change(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """Put right what was copied wrongly."""
    certificate = _certificate(request, code, uuid)
    project = certificate.project
    initial = {name: getattr(certificate, name) for name in FIELDS}
    form = CertificateForm(
        request.POST or None,
        project=project,
        amends=certificate.amends,
        corrects=certificate,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(
            request,
            form,
            lambda: _change(request, certificate, given),
        ):
            return redirect(project_url(project))
    title = _("Sửa giấy chứng nhận %(number)s, %(nth)s") % {
        "number": certificate.number,
        "nth": nth(certificate),
    }
    lead = _("Sửa chỗ chép nhầm. Thay đổi do cơ quan cấp thì ghi thành một lần điều chỉnh.")
    return form_page(request, form, title, _("Lưu giấy chứng nhận"), project_url(project), lead)


@require_http_methods(["POST"])
@editors
def withdraw(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """The newest, entered by mistake: taken out."""
    certificate = _certificate(request, code, uuid)
    project = certificate.project
    pressed(request, lambda: certificates.withdraw_certificate(certificate=certificate, **who(request)))
    return redirect(project_url(project))


def _add(request: Request, row: InvestmentCertificate) -> None:
    policies.check_issued(row.issued_on, timezone.localdate(request.now))
    certificates.add_certificates(certificates=[row], **who(request))


def _change(request: Request, certificate: InvestmentCertificate, given: dict[str, Any]) -> None:
    policies.check_issued(given["issued_on"], timezone.localdate(request.now))
    certificates.change_certificate(certificate=certificate, **given, **who(request))


def _certificate(request: Request, code: str, uuid: UUID) -> InvestmentCertificate:
    rows = InvestmentCertificate.objects.select_related("project__enterprise", "amends")
    return visible(rows, request.actor, project__enterprise__code=code, uuid=uuid)
