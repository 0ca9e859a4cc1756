"""Investment certificates and their amendments: added, put right, the newest taken out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.enterprises import policies
from songhanh.enterprises.models import InvestmentCertificate, Project

CHANGEABLE = {"number", "issued_on", "authority", "registered_capital", "content"}


@acts.act("enterprises:certificate:added", _("Thêm giấy chứng nhận đăng ký đầu tư"))
def add_certificates(
    *, certificates: Sequence[InvestmentCertificate], by: Actor, now: datetime
) -> list[InvestmentCertificate]:
    """Store certificates or amendments (`amends` already stored); the newest says the project's capital."""
    enterprises = {c.project.enterprise_id: c.project.enterprise for c in certificates}
    policies.check_can_edit(by, enterprises.values())
    for certificate in certificates:
        policies.check_certificate(certificate)
        certificate.full_clean(validate_unique=len(certificates) == 1, validate_constraints=False)
    stored = acts.insert(certificates)
    for project in {c.project_id: c.project for c in stored}.values():
        _follow(project)
    return stored


@acts.act("enterprises:certificate:changed", _("Sửa giấy chứng nhận đăng ký đầu tư"))
def change_certificate(
    *, certificate: InvestmentCertificate, by: Actor, now: datetime, **changes: Any
) -> InvestmentCertificate:
    """Put right what was copied wrongly; what the office changed is an amendment, a row of its own."""
    policies.check_can_edit(by, [certificate.project.enterprise])
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_certificate: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(certificate, name, value)
    policies.check_certificate(certificate)
    certificate.full_clean()
    certificate.save()
    _follow(certificate.project)
    return certificate


@acts.act("enterprises:certificate:withdrawn", _("Gỡ giấy chứng nhận ghi nhầm"))
def withdraw_certificate(*, certificate: InvestmentCertificate, by: Actor, now: datetime) -> None:
    """Take out the newest one, entered by mistake: the project has the capital of the one before."""
    policies.check_can_edit(by, [certificate.project.enterprise])
    policies.check_can_withdraw_certificate(certificate)
    project = certificate.project
    certificate.delete()
    _follow(project)


def _follow(project: Project) -> None:
    """The project has the capital of its newest certificate that names one; with none left it keeps its own."""
    named = InvestmentCertificate.objects.filter(project=project, registered_capital__isnull=False)
    newest = named.order_by("issued_on", "amendment").last()
    if newest is not None and newest.registered_capital != project.registered_capital:
        project.registered_capital = newest.registered_capital
        project.save()
