"""The register for the Board: the list, one enterprise, its changes by date."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import Request, requires, visible
from songhanh.enterprises import forms, queries
from songhanh.enterprises.actions import assignments, enterprises
from songhanh.enterprises.models import Assignment, Enterprise
from songhanh.enterprises.views.columns import register_spec

readers = requires(Permission.REGISTER_READ)
editors = requires(Permission.REGISTER_EDIT)


@require_safe
@readers
def enterprise_list(request: Request) -> HttpResponseBase:
    """All enterprises in sight."""
    rows = queries.enterprises(request.actor.scope, on=timezone.localdate(request.now))
    spec = register_spec(request.actor.scope)
    context = {"may_edit": request.actor.may(Permission.REGISTER_EDIT), "screen_code": "enterprises-list"}
    return list_answer(request, rows, spec, "enterprises/enterprise_list.html", context)


@require_safe
@readers
def enterprise_page(request: Request, code: str) -> HttpResponseBase:
    """One enterprise: file, officers, contacts, projects with certificates, where it has stood."""
    today = timezone.localdate(request.now)
    enterprise = visible(queries.enterprises(request.actor.scope, on=today), request.actor, code=code)
    context = {
        "enterprise": enterprise,
        "contacts": queries.contacts(enterprise, on=today),
        "projects": queries.projects(enterprise),
        "sitings": enterprise.sitings.select_related("park", "plot").order_by("-since"),
        "history": enterprise.assignments.select_related("officer").order_by("-since"),
        "may_edit": request.actor.may(Permission.REGISTER_EDIT),
        "crumbs": [(_("Doanh nghiệp"), reverse("enterprises:list")), (str(enterprise), "")],
        "screen_code": "enterprises-enterprise",
    }
    return render(request, "enterprises/enterprise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def add(request: Request) -> HttpResponseBase:
    """A new enterprise."""
    form = forms.NewEnterpriseForm(request.POST or None, scope=request.actor.scope)
    if request.method == "POST" and form.is_valid():
        new = Enterprise(**form.cleaned_data)
        if _done(request, form, lambda: enterprises.add_enterprises(enterprises=[new], **_who(request))):
            return redirect("enterprises:enterprise", code=new.code)
    return _form(request, form, _("Thêm doanh nghiệp"), _("Thêm doanh nghiệp"), reverse("enterprises:list"))


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def change(request: Request, code: str) -> HttpResponseBase:
    """Change the file."""
    enterprise = _enterprise(request, code)
    initial = {name: getattr(enterprise, name) for name in forms.EnterpriseForm.base_fields}
    form = forms.EnterpriseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        if _done(
            request,
            form,
            lambda: enterprises.change_enterprise(enterprise=enterprise, **values, **_who(request)),
        ):
            return _back(enterprise)
    return _form(request, form, _("Sửa hồ sơ %(name)s"), _("Lưu hồ sơ"), _url(enterprise), enterprise)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def move(request: Request, code: str) -> HttpResponseBase:
    """To another park, from a day on."""
    enterprise = _enterprise(request, code)
    form = forms.MoveForm(request.POST or None, scope=request.actor.scope)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        if _done(
            request,
            form,
            lambda: enterprises.move_enterprise(enterprise=enterprise, **values, **_who(request)),
        ):
            return _back(enterprise)
    return _form(request, form, _("Chuyển khu %(name)s"), _("Chuyển khu"), _url(enterprise), enterprise)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def close(request: Request, code: str) -> HttpResponseBase:
    """It works no more, from a day on."""
    enterprise = _enterprise(request, code)
    form = forms.CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        if _done(
            request,
            form,
            lambda: enterprises.close_enterprise(enterprise=enterprise, **values, **_who(request)),
        ):
            return _back(enterprise)
    title = _("Ghi nhận %(name)s ngừng hoạt động")
    return _form(request, form, title, _("Ghi nhận ngừng hoạt động"), _url(enterprise), enterprise)


@require_http_methods(["GET", "HEAD", "POST"])
@editors
def assign(request: Request, code: str) -> HttpResponseBase:
    """Put an officer in charge, from a day on."""
    enterprise = _enterprise(request, code)
    initial = {"since": timezone.localdate(request.now)}
    form = forms.AssignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = Assignment(enterprise=enterprise, **form.cleaned_data)
        if _done(request, form, lambda: assignments.assign_officers(assignments=[row], **_who(request))):
            return _back(enterprise)
    title = _("Giao chuyên viên phụ trách %(name)s")
    return _form(request, form, title, _("Giao phụ trách"), _url(enterprise), enterprise)


def _enterprise(request: Request, code: str) -> Enterprise:
    return visible(Enterprise.objects.select_related("park"), request.actor, code=code)


def _done(request: Request, form: django_forms.Form, action: Any) -> bool:
    try:
        action()
    except (RefusedError, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, RefusedError) else error.messages)
        return False
    messages.success(request, _("Đã lưu."))
    return True


def _form(
    request: Request,
    form: django_forms.Form,
    title: str,
    act: str,
    back_url: str,
    enterprise: Enterprise | None = None,
) -> HttpResponseBase:
    words = title % {"name": str(enterprise)} if enterprise else title
    context = {"form": form, "title": words, "act": act, "back_url": back_url}
    status = 422 if form.errors else 200
    return render(request, "enterprises/form.html", context, status=status)


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.actor, "now": request.now}


def _url(enterprise: Enterprise) -> str:
    return reverse("enterprises:enterprise", args=[enterprise.code])


def _back(enterprise: Enterprise) -> HttpResponseBase:
    return redirect(_url(enterprise))
