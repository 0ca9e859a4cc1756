"""«Chốt»: gates with their lanes and walks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.ui.acting import done, filled, saved, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.gate import forms, policies
from songhanh.gate.actions import gates as actions
from songhanh.gate.models import Direction, Gate
from songhanh.gate.presenters.site_lists import gate_spec
from songhanh.gate.queries import gates as queries
from songhanh.gate.views.frame import enterprise_of, form_page, frame, managers, readers, viewer_of


@require_safe
@readers
def gate_list(request: Request) -> HttpResponseBase:
    """All gates in sight."""
    rows = queries.gates(scope=request.actor.scope)
    context = frame(request, "gate:gates")
    return list_answer(request, rows, gate_spec(viewer_of(request)), "gate/gate_list.html", context)


@require_safe
@readers
def gate_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One gate: lanes, devices, walks."""
    gate = _gate(request, uuid)
    context = frame(
        request,
        "gate:gates",
        gate=gate,
        devices=gate.devices.order_by("code"),
        walks=queries.walks_from(gate),
        may_change=policies.can_manage(request.actor, gate.enterprise) and gate.closed_at is None,
    )
    return render(request, "gate/gate.html", context)


@GET_POST
@managers
def add(request: Request) -> HttpResponseBase:
    """A new gate."""
    form = forms.GateForm(
        request.POST or None, initial={"lanes": 1}, enterprises=viewer_of(request).enterprises
    )

    def act(given: dict[str, Any]) -> None:
        lanes = [
            (f"lan-{each}", _("Làn %(number)s") % {"number": each}, Direction.MIXED)
            for each in range(1, given["lanes"] + 1)
        ]
        actions.add_gate(
            enterprise=enterprise_of(request, given["enterprise"]),
            code=given["code"],
            name=given["name"],
            lanes=lanes,
            **who(request),
        )

    if filled(request, form, act):
        return saved(request, "gate:gates")
    return form_page(
        request,
        form,
        title=_("Thêm chốt"),
        act=_("Thêm chốt"),
        here="gate:gates",
    )


@GET_POST
@managers
def rename(request: Request, uuid: UUID) -> HttpResponseBase:
    """Another name."""
    gate = _gate(request, uuid)
    form = forms.RenameForm(request.POST or None, initial={"name": gate.name})
    if filled(
        request, form, lambda given: actions.rename_gate(gate=gate, name=given["name"], **who(request))
    ):
        return saved(request, "gate:gate", uuid)
    return _form(request, gate, form, _("Đổi tên chốt"), _("Đổi tên"))


@GET_POST
@managers
def add_lane(request: Request, uuid: UUID) -> HttpResponseBase:
    """One more lane."""
    gate = _gate(request, uuid)
    number = gate.lanes.count() + 1
    initial = {"code": f"lan-{number}", "name": _("Làn %(number)s") % {"number": number}}
    form = forms.LaneForm(request.POST or None, initial=initial)

    def act(given: dict[str, Any]) -> None:
        direction = Direction(given["direction"])
        actions.add_lane(
            gate=gate, code=given["code"], name=given["name"], direction=direction, **who(request)
        )

    if filled(request, form, act):
        return saved(request, "gate:gate", uuid)
    return _form(request, gate, form, _("Thêm làn"), _("Thêm làn"))


@GET_POST
@managers
def set_walk(request: Request, uuid: UUID) -> HttpResponseBase:
    """How far to another gate."""
    gate = _gate(request, uuid)
    others = {each.code: each for each in queries.open_gates(gate.enterprise) if each.pk != gate.pk}
    form = forms.WalkForm(request.POST or None, gates=list(others.values()))
    if filled(
        request,
        form,
        lambda given: actions.set_walk(
            one=gate, other=others[given["other"]], minutes=given["minutes"], **who(request)
        ),
    ):
        return saved(request, "gate:gate", uuid)
    lead = _("Một thẻ quét ở hai chốt sớm hơn số phút này là điều không thể: chốt báo để xem lại.")
    return _form(request, gate, form, _("Số phút đi bộ"), _("Ghi"), lead)


@require_POST
@managers
def close(request: Request, uuid: UUID) -> HttpResponseBase:
    """Nothing is scanned there any more."""
    gate = _gate(request, uuid)
    return done(
        request, lambda: actions.close_gate(gate=gate, **who(request)), _("Đã đóng chốt."), "gate:gate", uuid
    )


def _gate(request: Request, uuid: UUID) -> Gate:
    return visible(queries.gates(scope=request.actor.scope), request.actor, uuid=uuid)


def _form(
    request: Request, gate: Gate, form: forms.Form, title: str, act: str, lead: str = ""
) -> HttpResponseBase:
    back = reverse("gate:gate", args=[gate.uuid])
    shown = f"{title} · {gate.name}"
    return form_page(request, form, title=shown, act=act, back_url=back, lead=lead, here="gate:gates")
