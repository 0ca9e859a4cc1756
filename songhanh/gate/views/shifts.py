"""«Giờ ca»: when shifts begin and end."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from songhanh.core.ui.acting import filled, saved, who
from songhanh.core.ui.request import GET_POST, Request
from songhanh.gate import forms
from songhanh.gate.actions import places as actions
from songhanh.gate.queries import gates
from songhanh.gate.views.frame import enterprise_of, frame, readers, viewer_of


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
