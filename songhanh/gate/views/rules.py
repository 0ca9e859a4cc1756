"""«Quy định tại chốt»: who is not let in, until when, in which words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.acting import done, filled, sent, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.gate import forms
from songhanh.gate.actions import rules as actions
from songhanh.gate.models import GateRule, RuleFor, RuleReason
from songhanh.gate.policies.rules import can_set_rules
from songhanh.gate.presenters.rows import rule_state, rule_whom
from songhanh.gate.presenters.watch_lists import rule_spec
from songhanh.gate.queries import rules as queries
from songhanh.gate.queries.passes import open_pass_of_stay, stay_with_code
from songhanh.gate.views.frame import enterprise_of, form_page, frame, readers, rule_setters, viewer_of

PREFILLED = ("enterprise", "for_whom", "value")  # where another page leads here for somebody


@require_safe
@readers
def rule_list(request: Request) -> HttpResponseBase:
    """All rules in sight."""
    rows = queries.rules(scope=request.actor.scope)
    context = frame(
        request, "gate:rules", may_set=request.actor.may(Permission.GATE_RULES), confidential=True
    )
    return list_answer(request, rows, rule_spec(viewer_of(request)), "gate/rule_list.html", context)


@require_safe
@readers
def rule_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One rule: whom it keeps out, what the gate says."""
    row = _rule(request, uuid)
    pass_ = open_pass_of_stay(scope=request.actor.scope, stay=row.stay) if row.stay else None
    context = frame(
        request,
        "gate:rules",
        row=row,
        whom=rule_whom(row),
        person=pass_,
        kept_out=queries.kept_out_by(row, timezone.localdate(request.now)),
        state=rule_state(row, timezone.localdate(request.now)),
        may_change=can_set_rules(request.actor, row.enterprise) and row.lifted_at is None,
        confidential=True,
    )
    return render(request, "gate/rule.html", context)


@GET_POST
@rule_setters
def set_rule(request: Request) -> HttpResponseBase:
    """Keep somebody out for some days."""
    initial = {"valid_from": timezone.localdate(request.now), "for_whom": RuleFor.PERSON}
    initial |= {name: request.GET[name] for name in PREFILLED if name in request.GET}
    form = forms.RuleForm(sent(request), initial=initial, enterprises=viewer_of(request).enterprises)
    made: list[GateRule] = []

    def act(given: dict[str, Any]) -> None:
        enterprise = enterprise_of(request, given["enterprise"])
        person = given["for_whom"] == RuleFor.PERSON
        stay = stay_with_code(enterprise, given["value"]) if person else None
        terms = actions.RuleTerms(
            for_whom=RuleFor(given["for_whom"]),
            reason=RuleReason(given["reason"]),
            words_vi=given["words_vi"],
            words_en=given["words_en"],
            valid_from=given["valid_from"],
            valid_until=forms.day_after(given["last_day"]) if given["last_day"] else None,
            stay=stay,
            value="" if person else given["value"],
        )
        made.append(actions.set_rule(enterprise=enterprise, terms=terms, **who(request)))

    if filled(request, form, act):
        kept_out = queries.kept_out_by(made[0], timezone.localdate(request.now))
        messages.success(
            request, _("Đã đặt quy định, áp dụng cho %(count)s người.") % {"count": number(kept_out)}
        )
        return redirect("gate:rule", made[0].uuid)
    lead = _("Thiết bị ở chốt biết ngay khi có mạng. Người đứng sau cũng đọc được lời báo: không nói bệnh.")
    return form_page(
        request,
        form,
        title=_("Đặt quy định tại chốt"),
        act=_("Đặt quy định"),
        back_url=reverse("gate:rules"),
        lead=lead,
        here="gate:rules",
    )


@require_POST
@rule_setters
def lift(request: Request, uuid: UUID) -> HttpResponseBase:
    """It keeps nobody out any more."""
    row = _rule(request, uuid)
    return done(
        request,
        lambda: actions.lift_rule(rule=row, **who(request)),
        _("Đã bỏ quy định."),
        "gate:rule",
        uuid,
    )


def _rule(request: Request, uuid: UUID) -> GateRule:
    return visible(queries.rules(scope=request.actor.scope), request.actor, uuid=uuid)
