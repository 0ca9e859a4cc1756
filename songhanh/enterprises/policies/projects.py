"""When projects and certificates may be added, changed, ended, taken out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core.reasons import RefusedError
from songhanh.core.ui.days import written_day
from songhanh.enterprises.models import InvestmentCertificate, Project, Siting


def check_project(project: Project) -> None:
    """It begins before it ends, and lies on a plot of the enterprise's."""
    _check_amount(project.registered_capital, "registered_capital")
    _check_amount(project.area_ha, "area_ha")
    begun = project.started_on
    if begun is not None and project.ended_on is not None and begun >= project.ended_on:
        raise RefusedError(
            "after_end",
            _("Ngày bắt đầu phải trước ngày chấm dứt %(day)s."),
            field="started_on",
            day=written_day(project.ended_on),
        )
    plot = project.plot
    if plot is not None and not Siting.objects.filter(enterprise=project.enterprise_id, plot=plot).exists():
        words = _("Doanh nghiệp chưa đứng ở lô %(plot)s. Ghi nơi đứng chân trước, rồi chọn lô.")
        raise RefusedError("foreign_plot", words, field="plot", plot=plot.code)


def check_can_restate(project: Project, changes: Mapping[str, Any]) -> None:
    """Capital and currency are said by the certificates, where there are any."""
    wanted = {name: changes.get(name, getattr(project, name)) for name in ("currency", "registered_capital")}
    for name, value in wanted.items():
        if value != getattr(project, name) and project.certificates.exists():
            raise RefusedError(
                "certificates_say",
                _("Vốn và loại tiền theo giấy chứng nhận. Sửa hoặc ghi điều chỉnh ở giấy chứng nhận."),
                field=name,
            )


def check_can_end_project(project: Project, on: date) -> None:
    """Once, after it began."""
    if project.ended_on is not None:
        raise RefusedError(
            "project_ended", _("Dự án đã ghi chấm dứt từ %(day)s."), day=written_day(project.ended_on)
        )
    if project.started_on is not None and on <= project.started_on:
        raise RefusedError(
            "before_start",
            _("Ngày chấm dứt phải sau ngày bắt đầu %(day)s."),
            field="on",
            day=written_day(project.started_on),
        )


def check_can_withdraw_project(project: Project) -> None:
    """Only one without certificates."""
    if project.certificates.exists():
        raise RefusedError(
            "has_certificates",
            _("Dự án %(code)s đã có giấy chứng nhận: gỡ giấy chứng nhận trước."),
            code=project.code,
        )


def check_issued(issued: date, today: date) -> None:
    """Nobody holds a paper that is not issued yet; asked where people enter it (a whole register comes in at once)."""
    if issued > today:
        words = _("Ngày cấp %(on)s ở sau hôm nay %(day)s. Nhập ngày ghi trên giấy.")
        raise RefusedError(
            "future_day", words, field="issued_on", on=written_day(issued), day=written_day(today)
        )


def check_certificate(certificate: InvestmentCertificate) -> None:
    """Issued between the one before and the one after; an amendment says what it changed."""
    _check_amount(certificate.registered_capital, "registered_capital")
    issued = certificate.issued_on
    before = certificate.amends
    if before is not None and certificate.amendment <= before.amendment:
        words = _("Đã có điều chỉnh lần %(last)s. Nhập số lớn hơn.")
        raise RefusedError("amendment_taken", words, field="amendment", last=before.amendment)
    if before is not None and not certificate.content:
        words = _("Điều chỉnh những gì: chưa nhập. Ví dụ tăng vốn, đổi tên dự án, thêm mục tiêu.")
        raise RefusedError("nothing_changed", words, field="content")
    if before is not None and issued < before.issued_on:
        words = _("Ngày cấp %(on)s trước lần liền trước %(day)s. Nhập ngày ghi trên giấy.")
        raise RefusedError(
            "before_amended",
            words,
            field="issued_on",
            on=written_day(issued),
            day=written_day(before.issued_on),
        )
    after = None if certificate.pk is None else certificate.amendments.order_by("issued_on").first()
    if after is not None and issued > after.issued_on:
        words = _("Ngày cấp %(on)s sau lần điều chỉnh tiếp theo %(day)s. Nhập ngày ghi trên giấy.")
        raise RefusedError(
            "after_amendment",
            words,
            field="issued_on",
            on=written_day(issued),
            day=written_day(after.issued_on),
        )


def check_can_withdraw_certificate(certificate: InvestmentCertificate) -> None:
    """Only the newest: the others are named by their amendments."""
    if certificate.amendments.exists():
        raise RefusedError(
            "amended", _("Giấy này đã có lần điều chỉnh sau. Gỡ lần điều chỉnh mới nhất trước.")
        )


def _check_amount(amount: Decimal | None, field: str) -> None:
    if amount is not None and amount < 0:
        words = _("«%(amount)s» nhỏ hơn 0. Nhập số từ 0 trở lên.")
        raise RefusedError("negative", words, field=field, amount=amount)
