"""Investment projects and their certificates."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.enterprises import policies
from songhanh.enterprises.models import InvestmentCertificate, Project


@acts.act("enterprises:project:added", _("Thêm dự án đầu tư"))
def add_projects(*, projects: Sequence[Project], by: Actor, now: datetime) -> list[Project]:
    """Store new projects."""
    policies.check_can_edit(by, {p.enterprise_id: p.enterprise for p in projects}.values())
    return acts.insert(projects)


@acts.act("enterprises:project:ended", _("Ghi nhận dự án chấm dứt"))
def end_project(*, project: Project, on: date, by: Actor, now: datetime) -> Project:
    """From `on` the project owes no reports."""
    policies.check_can_edit(by, [project.enterprise])
    project.ended_on = on
    project.save()
    return project


@acts.act("enterprises:certificate:added", _("Thêm giấy chứng nhận đăng ký đầu tư"))
def add_certificates(
    *, certificates: Sequence[InvestmentCertificate], by: Actor, now: datetime
) -> list[InvestmentCertificate]:
    """Store certificates or amendments (`amends` already stored); the newest says the project's capital."""
    enterprises = {c.project.enterprise_id: c.project.enterprise for c in certificates}
    policies.check_can_edit(by, enterprises.values())
    stored = acts.insert(certificates)
    for certificate in sorted(stored, key=lambda each: (each.issued_on, each.amendment)):
        project = certificate.project
        if certificate.registered_capital not in {None, project.registered_capital}:
            project.registered_capital = certificate.registered_capital
            project.save()
    return stored
