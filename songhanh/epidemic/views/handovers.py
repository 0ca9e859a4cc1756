"""Handing a list over to an enterprise, taking it back, and the enterprise's own page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.ui.acting import done, filled, sent, who
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.epidemic import forms
from songhanh.epidemic.actions.handovers import hand_over as hand
from songhanh.epidemic.actions.handovers import take_back as take
from songhanh.epidemic.models import HandOver, ReadingKind
from songhanh.epidemic.presenters.handed import handed_rows
from songhanh.epidemic.queries import access, finding, runs
from songhanh.epidemic.views.frame import form_page, frame, noted, reach_of, receivers, run_of, tracers


@GET_POST
@tracers
def hand_over(request: Request, uuid: UUID) -> HttpResponseBase:
    """Which enterprise is shown its own people."""
    reach = reach_of(request)
    run = run_of(request, uuid, reach)
    try:
        result = runs.result(run)
    except runs.ErasedError as error:
        raise Http404 from error
    listed = {each.enterprise for each in result.people.values()}
    rows = {each.code: each for each in reach.enterprises().filter(code__in=listed).order_by("code")}
    form = forms.HandOverForm(sent(request), enterprises=rows.values())

    def act(given: dict[str, Any]) -> None:
        enterprise = rows[given.pop("enterprise")]
        hand(run=run, result=result, enterprise=enterprise, **given, **who(request))

    if filled(request, form, act):
        messages.success(
            request, _("Đã giao. Doanh nghiệp chỉ thấy người của mình, không thấy ai là ca bệnh.")
        )
        return redirect("epidemic:run", uuid)
    return form_page(
        request,
        form,
        title=_("Giao danh sách %(code)s cho doanh nghiệp") % {"code": run.code},
        lead=_("Doanh nghiệp thấy mã, tên và vòng của người mình; không thấy ca bệnh, nơi và số phút."),
        act=_("Giao danh sách"),
        back_url=reverse("epidemic:run", args=[uuid]),
        here="epidemic:runs",
    )


@require_POST
@tracers
def take_back(request: Request, uuid: UUID) -> HttpResponseBase:
    """The enterprise sees it no more. `uuid` is the hand-over's."""
    rows = HandOver.objects.filter(run__in=access.runs(reach_of(request))).select_related("run", "enterprise")
    handed = visible(rows, request.actor, uuid=uuid)
    return done(
        request,
        lambda: take(handed=handed, **who(request)),
        _("Đã thu lại danh sách."),
        "epidemic:run",
        handed.run.uuid,
    )


@require_safe
@receivers
def handed_list(request: Request) -> HttpResponseBase:
    """What the Board has handed over to this enterprise."""
    context = {"rows": access.handed(request.actor.scope), "confidential": True, "as_of": request.now}
    return render(request, "epidemic/handed_list.html", {**context, "screen_code": "epidemic-handed-list"})


@require_safe
@receivers
def handed_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """Its own people: code, name, tier. Noted with the run."""
    handed = visible(access.handed(request.actor.scope), request.actor, uuid=uuid)
    context = frame(request, "epidemic:handed", handed=handed, rows=[])
    try:
        result = runs.result(handed.run)
    except runs.ErasedError:
        return render(request, "epidemic/handed.html", {**context, "erased": True})
    noted(request, ReadingKind.HANDED, handed.run)
    own = [each for each in result.people.values() if each.enterprise == handed.enterprise.code]
    names = finding.names_of([each.stay for each in own])
    rows = handed_rows(handed, result, runs.answers(handed.run), names)
    return render(request, "epidemic/handed.html", {**context, "rows": rows})
