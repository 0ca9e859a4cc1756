"""«Bảo vệ»: who stands at the gates, by mark and PIN."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.ui.acting import done, filled, saved, who
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.gate import forms
from songhanh.gate.actions import guards as actions
from songhanh.gate.models import Guard
from songhanh.gate.queries import gates
from songhanh.gate.views.frame import enterprise_of, form_page, frame, managers, readers, viewer_of
from songhanh.people.models.identity import HIDDEN

HERE = "gate:guards"


@require_safe
@readers
def guard_list(request: Request) -> HttpResponseBase:
    """Guards; their names for the enterprise alone."""
    viewer = viewer_of(request)
    rows = [
        (each, HIDDEN if viewer.masked else each.name)
        for each in gates.guards(scope=request.actor.scope).order_by("enterprise__code", "mark")
    ]
    return render(request, "gate/guard_list.html", frame(request, HERE, rows=rows))


@GET_POST
@managers
def add(request: Request) -> HttpResponseBase:
    """One more guard."""
    form = forms.GuardForm(request.POST or None, enterprises=viewer_of(request).enterprises)

    def act(given: dict[str, Any]) -> None:
        chosen = enterprise_of(request, given.pop("enterprise"))
        actions.add_guard(enterprise=chosen, **given, **who(request))

    if filled(request, form, act):
        return saved(request, HERE)
    lead = _("Bảo vệ đổi ca trên điện thoại chung bằng ký hiệu và mã PIN, không cần tài khoản.")
    return form_page(request, form, title=_("Thêm bảo vệ"), act=_("Thêm bảo vệ"), lead=lead, here=HERE)


@GET_POST
@managers
def set_pin(request: Request, uuid: UUID) -> HttpResponseBase:
    """A new PIN."""
    guard = _guard(request, uuid)
    form = forms.PinForm(request.POST or None)
    if filled(request, form, lambda given: actions.set_pin(guard=guard, pin=given["pin"], **who(request))):
        return saved(request, HERE)
    title = _("Đặt lại mã PIN của %(mark)s") % {"mark": guard.mark}
    return form_page(request, form, title=title, act=_("Đặt mã PIN"), here=HERE)


@require_POST
@managers
def remove(request: Request, uuid: UUID) -> HttpResponseBase:
    """Stands at no gate any more."""
    guard = _guard(request, uuid)
    said = _("Đã bỏ bảo vệ %(mark)s.") % {"mark": guard.mark}
    return done(request, lambda: actions.remove_guard(guard=guard, **who(request)), said, HERE)


def _guard(request: Request, uuid: UUID) -> Guard:
    return visible(gates.guards(scope=request.actor.scope), request.actor, uuid=uuid)
