"""Handing a list over to an enterprise, taking it back, and the enterprise's own page."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.acting import done, filled, sent, who
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.epidemic import forms
from songhanh.epidemic.actions.handovers import confirm_received
from songhanh.epidemic.actions.handovers import hand_over as hand
from songhanh.epidemic.actions.handovers import keep_out as keep
from songhanh.epidemic.actions.handovers import take_back as take
from songhanh.epidemic.models import HandOver, ReadingKind
from songhanh.epidemic.presenters.handed import HandedRow, handed_rows
from songhanh.epidemic.queries import access, finding, runs
from songhanh.epidemic.views.frame import form_page, frame, noted, reach_of, receivers, run_of, tracers
from songhanh.gate.models import GateRule
from songhanh.gate.policies.rules import can_set_rules
from songhanh.gate.queries.rules import stays_kept_out


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
    handed = _handed(request, uuid)
    may_set = can_set_rules(request.actor, handed.enterprise)
    context = frame(request, "epidemic:handed", handed=handed, rows=[], may_set=may_set)
    try:
        rows = _rows(request, handed)
    except runs.ErasedError:
        return render(request, "epidemic/handed.html", {**context, "erased": True})
    noted(request, ReadingKind.HANDED, handed.run)
    return render(request, "epidemic/handed.html", {**context, "rows": rows})


@require_POST
@receivers
def receive(request: Request, uuid: UUID) -> HttpResponseBase:
    """The enterprise says that it has the list."""
    handed = _handed(request, uuid)
    said = _("Đã báo Ban là doanh nghiệp nhận danh sách.")
    return done(
        request, lambda: confirm_received(handed=handed, **who(request)), said, "epidemic:handed", uuid
    )


@GET_POST
@receivers
def keep_out(request: Request, uuid: UUID) -> HttpResponseBase:
    """One step from the list to the gate: these people are asked to stay at home."""
    handed = _handed(request, uuid)
    try:
        rows = _rows(request, handed)
    except runs.ErasedError as error:
        raise Http404 from error
    form = forms.KeepOutForm(sent(request), initial=_usual_words(), with_f2=handed.with_f2)
    made: list[GateRule] = []

    def act(given: dict[str, Any]) -> None:
        stays = [UUID(row.stay) for row in rows if row.stay and row.tier <= given["tier"]]
        until = given["last_day"] + timedelta(days=1)
        words = given["words_vi"], given["words_en"]
        made.extend(keep(handed=handed, stays=stays, until=until, words=words, **who(request)))

    if filled(request, form, act):
        said = _("Đã đặt quy định tại chốt cho %(count)s người.")
        messages.success(request, said % {"count": number(len(made))})
        return redirect("epidemic:handed", uuid)
    return form_page(
        request,
        form,
        title=_("Không cho vào chốt: người trong danh sách %(code)s") % {"code": handed.run.code},
        lead=_("Chốt mời về, không nói vì sao. Ai đã có quy định đến hết ngày này thì giữ nguyên."),
        act=_("Đặt quy định"),
        back_url=reverse("epidemic:handed", args=[uuid]),
        here="epidemic:handed",
    )


def _handed(request: Request, uuid: UUID) -> HandOver:
    return visible(access.handed(request.actor.scope), request.actor, uuid=uuid)


def _rows(request: Request, handed: HandOver) -> list[HandedRow]:
    """Its people on the list; raises runs.ErasedError."""
    result, today = runs.result(handed.run), timezone.localdate(request.now)
    own = [each.stay for each in result.people.values() if each.enterprise == handed.enterprise.code]
    kept_out = {str(stay) for stay in stays_kept_out(handed.enterprise_id, today, today + timedelta(days=1))}
    return handed_rows(handed, result, runs.answers(handed.run), finding.names_of(own), kept_out)


def _usual_words() -> dict[str, str]:
    """In both languages, whatever the reader's: the gate speaks the worker's."""
    return {
        "words_vi": "Mời nghỉ ở nhà, gọi cho phòng nhân sự trước khi trở lại làm việc.",
        "words_en": "Please stay at home and call the personnel office before you come back to work.",
    }
