"""«Thiết bị»: the list, one device, its one-time code, calling back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.reasons import RefusedError
from songhanh.core.ui.acting import done, filled, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.qr import qr_picture
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.gate import forms, policies
from songhanh.gate.actions import devices as actions
from songhanh.gate.models import Device, DeviceKind
from songhanh.gate.presenters.drift import WORTH_SETTING, drift_words
from songhanh.gate.presenters.rows import device_state
from songhanh.gate.presenters.site_lists import device_spec
from songhanh.gate.queries import devices as queries
from songhanh.gate.queries import gates
from songhanh.gate.views.frame import form_page, frame, managers, readers, viewer_of

MOST_SHIFTS = 20


@require_safe
@readers
def device_list(request: Request) -> HttpResponseBase:
    """All devices in sight."""
    rows = queries.devices(scope=request.actor.scope)
    spec = device_spec(viewer_of(request))
    return list_answer(request, rows, spec, "gate/device_list.html", frame(request, "gate:devices"))


@require_safe
@readers
def device_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One device: what it last said, who stood there."""
    device = _device(request, uuid)
    drift = viewer_of(request).drift(device)
    context = frame(
        request,
        "gate:devices",
        device=device,
        state=device_state(device),
        heard=getattr(device, "state", None),
        drift=None if drift is None else drift_words(drift),
        clock_off=drift is not None and abs(drift) >= WORTH_SETTING,
        shifts=device.shifts.select_related("guard").order_by("-began_at")[:MOST_SHIFTS],
        may_change=policies.can_manage(request.actor, device.gate.enterprise) and device.revoked_at is None,
    )
    return render(request, "gate/device.html", context)


@GET_POST
@managers
def add(request: Request, uuid: UUID) -> HttpResponseBase:
    """A device of the gate `uuid`; what comes back shows its code, once."""
    gate = visible(gates.gates(scope=request.actor.scope), request.actor, uuid=uuid)
    form = forms.DeviceForm(request.POST or None)
    made: list[tuple[Device, str]] = []

    def act(given: dict[str, Any]) -> None:
        kind = DeviceKind(given["kind"])
        made.append(actions.add_device(gate=gate, name=given["name"], kind=kind, **who(request)))

    if filled(request, form, act):
        return _code_page(request, *made[0])
    title = _("Thêm thiết bị · %(gate)s") % {"gate": gate.name}
    back = reverse("gate:gate", args=[gate.uuid])
    return form_page(
        request, form, title=title, act=_("Thêm và lấy mã ghép"), back_url=back, here="gate:devices"
    )


@require_POST
@managers
def offer(request: Request, uuid: UUID) -> HttpResponseBase:
    """A new code, shown once."""
    device = _device(request, uuid)
    try:
        code = actions.offer_enrolment(device=device, **who(request))
    except RefusedError as error:
        refused = str(error)
        return done(request, lambda: _refuse(refused), "", "gate:device", uuid)
    return _code_page(request, device, code)


@require_POST
@managers
def revoke(request: Request, uuid: UUID) -> HttpResponseBase:
    """Call it back."""
    device = _device(request, uuid)
    said = _("Đã thu hồi thiết bị. Những gì thiết bị này gửi từ nay đều bị từ chối.")
    return done(
        request, lambda: actions.revoke_device(device=device, **who(request)), said, "gate:device", uuid
    )


def _refuse(words: str) -> None:
    raise RefusedError("refused", words)


def _device(request: Request, uuid: UUID) -> Device:
    return visible(queries.devices(scope=request.actor.scope), request.actor, uuid=uuid)


def _code_page(request: Request, device: Device, code: str) -> HttpResponseBase:
    address = request.build_absolute_uri(reverse("gate:scanner")) + f"#code={code}"
    answer = render(
        request,
        "gate/device_code.html",
        frame(request, "gate:devices", device=device, code=code, qr=qr_picture(address), address=address),
    )
    answer["Cache-Control"] = "no-store"
    return answer
