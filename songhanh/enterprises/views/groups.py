"""Working groups: the list, one group with its members, its changes by date."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.acting import who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request, requires, visible
from songhanh.enterprises import policies, queries
from songhanh.enterprises.actions import groups
from songhanh.enterprises.forms.charge import GroupForm, LeaveForm, MemberForm, NewGroupForm
from songhanh.enterprises.models import GroupMembership, WorkingGroup
from songhanh.enterprises.views.columns_of_charge import groups_spec
from songhanh.enterprises.views.sending import done, editors, form_page, readers

board = requires(Permission.TODAY_READ)  # groups are the Board's own affair


@require_safe
@readers
@board
def group_list(request: Request) -> HttpResponseBase:
    """All groups, those that are over too."""
    today = timezone.localdate(request.now)
    may_form = policies.may_form_groups(request.actor)
    rows = queries.groups(request.actor.scope)
    context = {"may_form": may_form, "crumbs": _crumbs(), "screen_code": "enterprises-groups"}
    spec = groups_spec(today, may_form=may_form)
    return list_answer(request, rows, spec, "enterprises/group_list.html", context)


@require_safe
@readers
@board
def group_page(request: Request, code: str) -> HttpResponseBase:
    """Who is in it, who leads it, what it looks after."""
    today = timezone.localdate(request.now)
    group = visible(queries.groups(request.actor.scope), request.actor, code=code)
    held = [row for row in group.members if row.until is None or row.until > today]  # type: ignore[attr-defined]
    charges = queries.in_charge(request.actor.scope).filter(group=group, substitute=False, until=None)
    context = {
        "group": group,
        "held": held,
        "past": [row for row in group.members if row not in held],  # type: ignore[attr-defined]
        "charges": charges.order_by("officer__full_name", "enterprise__short_name"),
        "may_form": policies.may_form_groups(request.actor),
        "crumbs": [*_crumbs()[:1], (_("Tổ công tác"), reverse("enterprises:groups")), (group.name, "")],
        "screen_code": "enterprises-group",
    }
    return render(request, "enterprises/group.html", context)


@GET_POST
@editors
def add(request: Request) -> HttpResponseBase:
    """A new group."""
    form = NewGroupForm(request.POST or None, initial={"since": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        row = WorkingGroup(**form.cleaned_data)
        if done(request, form, lambda: groups.form_groups(groups=[row], members=[], **who(request))):
            return redirect("enterprises:group", code=row.code)
    back_url = reverse("enterprises:groups")
    return form_page(request, form, _("Lập tổ công tác"), _("Lập tổ"), back_url)


@GET_POST
@editors
def change(request: Request, code: str) -> HttpResponseBase:
    """Its name and its end."""
    group = _group(request, code)
    form = GroupForm(request.POST or None, initial={"name": group.name, "until": group.until})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(request, form, lambda: groups.change_group(group=group, **given, **who(request))):
            return _back(group)
    title = _("Sửa %(name)s") % {"name": group.name}
    return form_page(request, form, title, _("Lưu tổ"), _url(group))


@GET_POST
@editors
def join(request: Request, code: str) -> HttpResponseBase:
    """An officer more."""
    group = _group(request, code)
    form = MemberForm(request.POST or None, initial={"since": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        row = GroupMembership(group=group, **form.cleaned_data)
        if done(request, form, lambda: groups.join_group(membership=row, **who(request))):
            return _back(group)
    title = _("Thêm người vào %(name)s") % {"name": group.name}
    lead = _("Tổ trưởng mới nhận từ ngày ghi dưới đây; tổ trưởng trước ở lại làm thành viên.")
    return form_page(request, form, title, _("Thêm vào tổ"), _url(group), lead)


@GET_POST
@editors
def leave(request: Request, code: str, uuid: UUID) -> HttpResponseBase:
    """An officer less, from a day on."""
    group = _group(request, code)
    rows = GroupMembership.objects.select_related("group", "officer")
    membership = visible(rows, request.actor, group=group, uuid=uuid)
    form = LeaveForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(request, form, lambda: groups.leave_group(membership=membership, **given, **who(request))):
            return _back(group)
    title = _("%(officer)s rời %(name)s") % {"officer": membership.officer, "name": group.name}
    return form_page(request, form, title, _("Ghi rời tổ"), _url(group))


def _group(request: Request, code: str) -> WorkingGroup:
    return visible(WorkingGroup.objects.all(), request.actor, code=code)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Doanh nghiệp"), reverse("enterprises:list")), (_("Tổ công tác"), "")]


def _url(group: WorkingGroup) -> str:
    return reverse("enterprises:group", args=[group.code])


def _back(group: WorkingGroup) -> HttpResponseBase:
    return redirect(_url(group))
