"""«Nơi», «Giờ ca», «Bảo vệ»: where people are together, when shifts begin, who stands at the gates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import Request, visible
from songhanh.gate import forms
from songhanh.gate.actions import guards as guard_actions
from songhanh.gate.actions import places as actions
from songhanh.gate.models import DistanceClass, Guard, Place, PlaceKind
from songhanh.gate.presenters.site_lists import place_spec
from songhanh.gate.queries import gates
from songhanh.gate.queries import places as queries
from songhanh.gate.views.frame import (
    done,
    enterprise_of,
    filled,
    form_page,
    frame,
    managers,
    readers,
    saved,
    viewer_of,
    who,
)
from songhanh.people.models.identity import HIDDEN

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@readers
def place_list(request: Request) -> HttpResponseBase:
    """All places in sight."""
    viewer = viewer_of(request)
    context = frame(request, "gate:places", enterprises=viewer.enterprises)
    rows = queries.places(scope=request.actor.scope)
    return list_answer(request, rows, place_spec(viewer), "gate/place_list.html", context)


@GET_POST
@managers
def read(request: Request) -> HttpResponseBase:
    """Workshops and lines out of the employment register."""
    form = forms.OfEnterprise(request.POST or None, enterprises=viewer_of(request).enterprises)
    made: list[int] = []

    def act(given: dict[str, Any]) -> None:
        enterprise = enterprise_of(request, given["enterprise"])
        made.append(len(actions.read_places(enterprise=enterprise, **who(request))))

    if filled(request, form, act):
        said = ngettext("Đã thêm %(count)s nơi.", "Đã thêm %(count)s nơi.", made[0]) % {"count": made[0]}
        messages.success(request, said)
        return redirect("gate:places")
    lead = _("Phân xưởng và chuyền có người đang làm mà chưa có ở đây sẽ được thêm vào; không xóa gì.")
    return _form(request, form, _("Lấy từ danh sách lao động"), _("Lấy phân xưởng và chuyền"), lead)


@GET_POST
@managers
def add(request: Request) -> HttpResponseBase:
    """A place that no register knows."""
    initial = {"kind": PlaceKind.ROOM, "distance": DistanceClass.NEAR}
    form = forms.PlaceForm(request.POST or None, initial=initial, enterprises=viewer_of(request).enterprises)

    def act(given: dict[str, Any]) -> None:
        actions.add_place(
            enterprise=enterprise_of(request, given["enterprise"]),
            kind=PlaceKind(given["kind"]),
            name=given["name"],
            parent=None,
            distance=DistanceClass(given["distance"]),
            minimum_crew=given["minimum_crew"],
            **who(request),
        )

    if filled(request, form, act):
        return saved(request, "gate:places")
    return _form(request, form, _("Thêm nơi"), _("Thêm nơi"))


@GET_POST
@managers
def place(request: Request, uuid: UUID) -> HttpResponseBase:
    """How near people are there, with how few it runs."""
    row = visible(queries.places(scope=request.actor.scope), request.actor, uuid=uuid)
    initial = {"distance": row.distance, "minimum_crew": row.minimum_crew}
    form = forms.DescribeForm(request.POST or None, initial=initial)
    if filled(
        request,
        form,
        lambda given: actions.describe_place(
            place=row,
            distance=DistanceClass(given["distance"]),
            minimum_crew=given["minimum_crew"],
            **who(request),
        ),
    ):
        return saved(request, "gate:places")
    return _form(request, form, _place_title(row), _("Lưu"))


@GET_POST
@readers
def shifts(request: Request) -> HttpResponseBase:
    """The hours of shifts; a POST sets one."""
    form = forms.ShiftForm(
        request.POST or None,
        initial={"early_minutes": 60, "late_minutes": 240},
        enterprises=viewer_of(request).enterprises,
    )

    def act(given: dict[str, Any]) -> None:
        chosen = enterprise_of(request, given.pop("enterprise"))
        actions.set_shift(enterprise=chosen, **given, **who(request))

    if filled(request, form, act):
        return saved(request, "gate:shifts")
    rows = gates.shifts(scope=request.actor.scope).order_by("enterprise__code", "name")
    context = frame(request, "gate:shifts", form=form, rows=rows)
    return render(request, "gate/shifts.html", context, status=422 if form.errors else 200)


@require_safe
@readers
def guard_list(request: Request) -> HttpResponseBase:
    """Guards; their names for the enterprise alone."""
    viewer = viewer_of(request)
    rows = [
        (each, HIDDEN if viewer.masked else each.name)
        for each in gates.guards(scope=request.actor.scope).order_by("enterprise__code", "mark")
    ]
    return render(request, "gate/guard_list.html", frame(request, "gate:guards", rows=rows))


@GET_POST
@managers
def add_guard(request: Request) -> HttpResponseBase:
    """One more guard."""
    form = forms.GuardForm(request.POST or None, enterprises=viewer_of(request).enterprises)

    def act(given: dict[str, Any]) -> None:
        chosen = enterprise_of(request, given.pop("enterprise"))
        guard_actions.add_guard(enterprise=chosen, **given, **who(request))

    if filled(request, form, act):
        return saved(request, "gate:guards")
    lead = _("Bảo vệ đổi ca trên điện thoại chung bằng ký hiệu và mã PIN, không cần tài khoản.")
    return _form(request, form, _("Thêm bảo vệ"), _("Thêm bảo vệ"), lead, "gate:guards")


@GET_POST
@managers
def set_pin(request: Request, uuid: UUID) -> HttpResponseBase:
    """A new PIN."""
    guard = _guard(request, uuid)
    form = forms.PinForm(request.POST or None)
    if filled(
        request, form, lambda given: guard_actions.set_pin(guard=guard, pin=given["pin"], **who(request))
    ):
        return saved(request, "gate:guards")
    title = _("Đặt lại mã PIN của %(mark)s") % {"mark": guard.mark}
    return _form(request, form, title, _("Đặt mã PIN"), "", "gate:guards")


@require_POST
@managers
def remove_guard(request: Request, uuid: UUID) -> HttpResponseBase:
    """Stands at no gate any more."""
    guard = _guard(request, uuid)
    said = _("Đã bỏ bảo vệ %(mark)s.") % {"mark": guard.mark}
    return done(request, lambda: guard_actions.remove_guard(guard=guard, **who(request)), said, "gate:guards")


def _guard(request: Request, uuid: UUID) -> Guard:
    return visible(gates.guards(scope=request.actor.scope), request.actor, uuid=uuid)


def _place_title(row: Place) -> str:
    return f"{row.get_kind_display()} {row.name} · {row.enterprise}"


def _form(
    request: Request, form: forms.Form, title: str, act: str, lead: str = "", here: str = "gate:places"
) -> HttpResponseBase:
    return form_page(request, form, title=title, act=act, back_url=reverse(here), lead=lead, here=here)
