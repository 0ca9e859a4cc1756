"""An investment project: its page, added, changed, ended, resumed, taken out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.acting import who
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.enterprises.actions import projects
from songhanh.enterprises.forms.project import EndProjectForm, NewProjectForm, ProjectForm
from songhanh.enterprises.models import Project
from songhanh.enterprises.presenters import project_row
from songhanh.enterprises.views.sending import (
    back,
    done,
    editors,
    enterprise_of,
    form_page,
    pressed,
    readers,
    url_of,
)


@require_safe
@readers
def project_page(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """What it is, and the history of its certificates."""
    project = project_of(request, code, uuid)
    enterprise = project.enterprise
    context = {
        "row": project_row(project, timezone.localdate(request.now)),
        "may_edit": request.actor.may(Permission.REGISTER_EDIT),
        "crumbs": [
            (_("Doanh nghiệp"), reverse("enterprises:list")),
            (str(enterprise), url_of(enterprise)),
            (project.code, ""),
        ],
        "screen_code": "enterprises-project",
    }
    return render(request, "enterprises/project.html", context)


@GET_POST
@editors
def add(request: Request, code: str) -> HttpResponseBase:
    """A new project."""
    enterprise = enterprise_of(request, code)
    initial = {"sector": enterprise.sector, "currency": "USD" if enterprise.ownership == "FDI" else "VND"}
    form = NewProjectForm(request.POST or None, enterprise=enterprise, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = Project(enterprise=enterprise, **form.cleaned_data)
        if done(request, form, lambda: projects.add_projects(projects=[row], **who(request))):
            return redirect(project_url(row))
    title = _("Thêm dự án của %(name)s") % {"name": enterprise}
    return form_page(request, form, title, _("Thêm dự án"), url_of(enterprise))


@GET_POST
@editors
def change(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """Put right what stands in its file."""
    project = project_of(request, code, uuid)
    initial = {name: getattr(project, name) for name in ProjectForm.base_fields} | {"plot": project.plot_id}
    form = ProjectForm(request.POST or None, enterprise=project.enterprise, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(request, form, lambda: projects.change_project(project=project, **given, **who(request))):
            return redirect(project_url(project))
    title = _("Sửa dự án %(code)s") % {"code": project.code}
    return form_page(request, form, title, _("Lưu dự án"), project_url(project))


@GET_POST
@editors
def end(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """It owes reports no more, from a day on."""
    project = project_of(request, code, uuid)
    form = EndProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(request, form, lambda: projects.end_project(project=project, **given, **who(request))):
            return redirect(project_url(project))
    title = _("Ghi nhận dự án %(code)s chấm dứt") % {"code": project.code}
    return form_page(request, form, title, _("Ghi nhận chấm dứt"), project_url(project))


@require_http_methods(["POST"])
@editors
def resume(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """The end is taken back."""
    project = project_of(request, code, uuid)
    pressed(request, lambda: projects.resume_project(project=project, **who(request)))
    return redirect(project_url(project))


@require_http_methods(["POST"])
@editors
def withdraw(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """Entered by mistake: taken out."""
    project = project_of(request, code, uuid)
    try:
        projects.withdraw_project(project=project, **who(request))
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect(project_url(project))
    messages.success(request, _("Đã gỡ dự án %(code)s.") % {"code": project.code})
    return back(project.enterprise)


def project_of(request: Request, code: str, uuid: UUID) -> Project:
    """The project, if the reader sees it."""
    rows = Project.objects.select_related("enterprise", "plot__park")
    return visible(rows, request.actor, enterprise__code=code, uuid=uuid)


def project_url(project: Project) -> str:
    """Its page."""
    return reverse("enterprises:project", args=[project.enterprise.code, project.uuid])
