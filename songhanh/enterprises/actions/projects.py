"""Investment projects: added, changed, ended, an end taken back, one entered by mistake taken out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.enterprises import policies
from songhanh.enterprises.models import Project

CHANGEABLE = {"name", "sector", "plot", "area_ha", "currency", "registered_capital", "started_on"}


@acts.act("enterprises:project:added", _("Thêm dự án đầu tư"))
def add_projects(*, projects: Sequence[Project], by: Actor, now: datetime) -> list[Project]:
    """Store new projects; each owes the forms that are filed per project. ValidationError where a field is wrong."""
    policies.check_can_edit(by, {p.enterprise_id: p.enterprise for p in projects}.values())
    for project in projects:
        policies.check_project(project)
        project.full_clean(validate_unique=len(projects) == 1, validate_constraints=False)
    return acts.insert(projects)


@acts.act("enterprises:project:changed", _("Sửa dự án đầu tư"))
def change_project(*, project: Project, by: Actor, now: datetime, **changes: Any) -> Project:
    """Change named fields; the capital is its certificates' where there are any."""
    policies.check_can_edit(by, [project.enterprise])
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_project: {sorted(unknown)}")
    policies.check_can_restate(project, changes)
    for name, value in changes.items():
        setattr(project, name, value)
    policies.check_project(project)
    project.full_clean()
    project.save()
    return project


@acts.act("enterprises:project:ended", _("Ghi nhận dự án chấm dứt"))
def end_project(*, project: Project, on: date, by: Actor, now: datetime) -> Project:
    """From `on` the project owes no reports."""
    policies.check_can_edit(by, [project.enterprise])
    policies.check_can_end_project(project, on)
    project.ended_on = on
    project.save()
    return project


@acts.act("enterprises:project:resumed", _("Bỏ ghi nhận dự án chấm dứt"))
def resume_project(*, project: Project, by: Actor, now: datetime) -> Project:
    """The end is taken back: it owes reports on."""
    policies.check_can_edit(by, [project.enterprise])
    project.ended_on = None
    project.save()
    return project


@acts.act("enterprises:project:withdrawn", _("Gỡ dự án ghi nhầm"))
def withdraw_project(*, project: Project, by: Actor, now: datetime) -> None:
    """Take out one that was entered by mistake: without certificates, and nothing owed for it yet."""
    policies.check_can_edit(by, [project.enterprise])
    policies.check_can_withdraw_project(project)
    try:
        project.delete()
    except ProtectedError as error:
        raise RefusedError(
            "project_in_use",
            _("Dự án %(code)s đã có kỳ báo cáo, không gỡ được. Ghi nhận chấm dứt thay vì gỡ."),
            code=project.code,
        ) from error
