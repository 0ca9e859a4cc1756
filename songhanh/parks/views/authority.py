"""Parks for the Board: the list, a new one, changes."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.lists import Column, Empty, Kind, ListSpec, list_answer
from songhanh.core.ui.request import GET_POST, Request, requires, visible
from songhanh.core.ui.section import form_answer
from songhanh.parks import forms, policies
from songhanh.parks.actions import parks
from songhanh.parks.models import IndustrialPark

readers = requires(Permission.REGISTER_READ)
editors = requires(Permission.REGISTER_EDIT)


@require_safe
@readers
def park_list(request: Request) -> HttpResponseBase:
    """The parks in sight."""
    rows = IndustrialPark.objects.visible_to(request.actor.scope).distinct()
    may_add = policies.may_add_parks(request.actor)
    spec = _spec(may_edit=request.actor.may(Permission.REGISTER_EDIT), may_add=may_add)
    context = {"may_add": may_add, "screen_code": "parks-list"}
    return list_answer(request, rows, spec, "parks/park_list.html", context)


@GET_POST
@editors
def add(request: Request) -> HttpResponseBase:
    """A new park."""
    if not policies.may_add_parks(request.actor):
        raise PermissionDenied
    form = forms.NewParkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = IndustrialPark(**form.cleaned_data, position=IndustrialPark.objects.count() + 1)
        if done(request, form, lambda: parks.add_parks(parks=[new], by=request.actor, now=request.now)):
            return redirect("parks:list")
    return _form(request, form, _("Thêm khu công nghiệp"), _("Thêm khu"))


@GET_POST
@editors
def change(request: Request, code: str) -> HttpResponseBase:
    """Change the file of a park."""
    park = visible(IndustrialPark.objects.all(), request.actor, code=code)
    form = forms.ParkForm(
        request.POST or None, initial={name: getattr(park, name) for name in forms.ParkForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        if done(
            request, form, lambda: parks.change_park(park=park, **values, by=request.actor, now=request.now)
        ):
            return redirect("parks:list")
    return _form(request, form, _("Sửa %(name)s") % {"name": park.name}, _("Lưu hồ sơ"))


def _spec(*, may_edit: bool, may_add: bool) -> ListSpec:
    def link(row: IndustrialPark) -> str:
        return reverse("parks:change", args=[row.code]) if may_edit else ""

    why = gettext_lazy("Chưa có khu công nghiệp nào trong hệ thống.")
    add_first = Empty(why, gettext_lazy("Thêm khu công nghiệp"), reverse("parks:add"))
    wait = Empty(
        why, gettext_lazy("Chuyên viên phụ trách toàn Ban thêm khu trước, rồi mới thêm doanh nghiệp.")
    )
    return ListSpec(
        title=gettext_lazy("Khu công nghiệp"),
        sort="position",
        columns=(
            Column("name", gettext_lazy("Khu công nghiệp"), lambda row: row.name, sort=("name", "code"), link=link),
            Column("place", gettext_lazy("Địa điểm"), lambda row: row.place),
            Column("state", gettext_lazy("Tình trạng"), lambda row: row.get_state_display(), sort=("state", "code")),
            Column("area", gettext_lazy("Diện tích quy hoạch (ha)"), lambda row: row.planned_area_ha, Kind.NUMBER,
                   sort=("planned_area_ha",)),
            Column("code", gettext_lazy("Mã"), lambda row: row.code, sort=("code",)),
            Column("position", gettext_lazy("Thứ tự"), lambda row: row.position, Kind.NUMBER,
                   sort=("position", "code"), shown=False),
        ),
        filters=(),
        search=("name", "code"),
        search_hint=gettext_lazy("tên, mã"),
        empty=add_first if may_add else wait,
        export_name="khu-cong-nghiep",
    )  # fmt: skip


def done(request: Request, form: django_forms.Form, action: Callable[[], Any]) -> bool:
    """Do it; what is refused stands above the form."""
    try:
        action()
    except (RefusedError, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, RefusedError) else error.messages)
        return False
    messages.success(request, _("Đã lưu."))
    return True


def _form(request: Request, form: django_forms.Form, title: str, act: str) -> HttpResponseBase:
    context = {
        "title": title, "act": act, "back_url": reverse("parks:list"), "screen_code": "parks-form",
    }  # fmt: skip
    return form_answer(request, form, context)
