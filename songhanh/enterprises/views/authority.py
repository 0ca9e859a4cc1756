"""The register for the Board: the list, one enterprise, its changes by date."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.acting import who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.enterprises import queries
from songhanh.enterprises.actions import enterprises
from songhanh.enterprises.forms.enterprise import CloseForm, EnterpriseForm, MoveForm, NewEnterpriseForm
from songhanh.enterprises.models import Enterprise
from songhanh.enterprises.presenters import own_projects, phone_book
from songhanh.enterprises.views.columns import register_spec
from songhanh.enterprises.views.lists import other_lists
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
def enterprise_list(request: Request) -> HttpResponseBase:
    """All enterprises in sight."""
    rows = queries.enterprises(request.actor.scope, on=timezone.localdate(request.now))
    spec = register_spec(request.actor.scope)
    context = {
        "may_edit": request.actor.may(Permission.REGISTER_EDIT),
        "lists": other_lists(request.actor),
        "screen_code": "enterprises-list",
    }
    return list_answer(request, rows, spec, "enterprises/enterprise_list.html", context)


@require_safe
@readers
def enterprise_page(request: Request, code: str) -> HttpResponseBase:
    """One enterprise: file, officers, contacts, projects with certificates, where it has stood."""
    by, today = request.actor, timezone.localdate(request.now)
    enterprise = visible(queries.enterprises(by.scope, on=today), by, code=code)
    sitings = enterprise.sitings.select_related("park", "plot").order_by("-since")
    context = {
        "enterprise": enterprise,
        "book": phone_book(enterprise, today),
        "projects": own_projects(enterprise, today),
        "sitings": sitings,
        "history": enterprise.assignments.select_related("officer", "group").order_by("-since"),
        "today": today,
        "may_edit": by.may(Permission.REGISTER_EDIT),
        "may_edit_contacts": by.may(Permission.CONTACTS_EDIT),
        "crumbs": [(_("Doanh nghiệp"), reverse("enterprises:list")), (str(enterprise), "")],
        "screen_code": "enterprises-enterprise",
    }
    return render(request, "enterprises/enterprise.html", context)


@GET_POST
@editors
def add(request: Request) -> HttpResponseBase:
    """A new enterprise."""
    form = NewEnterpriseForm(request.POST or None, scope=request.actor.scope)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        plot = given.pop("plot")
        new = Enterprise(**given)
        if done(
            request,
            form,
            lambda: enterprises.add_enterprises(enterprises=[new], plots=[plot], **who(request)),
        ):
            return redirect("enterprises:enterprise", code=new.code)
    return form_page(
        request, form, _("Thêm doanh nghiệp"), _("Thêm doanh nghiệp"), reverse("enterprises:list")
    )


@GET_POST
@editors
def change(request: Request, code: str) -> HttpResponseBase:
    """Change the file."""
    enterprise = enterprise_of(request, code)
    initial = {name: getattr(enterprise, name) for name in EnterpriseForm.base_fields}
    form = EnterpriseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(
            request,
            form,
            lambda: enterprises.change_enterprise(enterprise=enterprise, **given, **who(request)),
        ):
            return back(enterprise)
    title = _("Sửa hồ sơ %(name)s") % {"name": enterprise}
    return form_page(request, form, title, _("Lưu hồ sơ"), url_of(enterprise))


@GET_POST
@editors
def move(request: Request, code: str) -> HttpResponseBase:
    """To another park or plot, from a day on."""
    enterprise = enterprise_of(request, code)
    form = MoveForm(request.POST or None, scope=request.actor.scope, initial={"park": enterprise.park_id})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(
            request,
            form,
            lambda: enterprises.move_enterprise(enterprise=enterprise, **given, **who(request)),
        ):
            return back(enterprise)
    title = _("Chuyển khu, đổi lô: %(name)s") % {"name": enterprise}
    return form_page(request, form, title, _("Ghi nơi đứng chân"), url_of(enterprise))


@require_http_methods(["POST"])
@editors
def take_back_move(request: Request, code: str) -> HttpResponseBase:
    """The last move never was."""
    enterprise = enterprise_of(request, code)
    pressed(request, lambda: enterprises.take_back_move(enterprise=enterprise, **who(request)))
    return back(enterprise)


@GET_POST
@editors
def close(request: Request, code: str) -> HttpResponseBase:
    """It works no more, from a day on."""
    enterprise = enterprise_of(request, code)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(
            request,
            form,
            lambda: enterprises.close_enterprise(enterprise=enterprise, **given, **who(request)),
        ):
            return back(enterprise)
    title = _("Ghi nhận %(name)s ngừng hoạt động") % {"name": enterprise}
    return form_page(request, form, title, _("Ghi nhận ngừng hoạt động"), url_of(enterprise))


@require_http_methods(["POST"])
@editors
def reopen(request: Request, code: str) -> HttpResponseBase:
    """The closing is taken back."""
    enterprise = enterprise_of(request, code)
    pressed(request, lambda: enterprises.reopen_enterprise(enterprise=enterprise, **who(request)))
    return back(enterprise)
