"""The optional step inside the enterprise: sent to its own approver, taken back, sent back with a reason."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actions.notices import send_notices
from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.actions.locking import lock
from songhanh.reporting.actions.versions import (
    Filing,
    RejectedError,
    check_correction,
    exchange_for,
    stopping,
)
from songhanh.reporting.models import Draft, Obligation, ObligationState, OnBehalf, Source
from songhanh.reporting.queries.approvers import approvers_of
from songhanh.reporting.queries.checking import findings_of
from songhanh.reporting.queries.names import address
from songhanh.rules.checks.cells import Value

REPLACED_STATES = {ObligationState.NEVER_OPENED, ObligationState.DRAFT, ObligationState.RETURNED}


@acts.act("reporting:draft:sent_inside", _("Chuyển người duyệt của doanh nghiệp"))
def send_inside(
    *,
    obligation: Obligation,
    values: Mapping[str, Value],
    by: Actor,
    now: datetime,
    correction_reason: str = "",
    exchange_rate: Decimal | None = None,
) -> Draft:
    """Hand the draft to the enterprise's approver; it must already pass every check a filed report passes."""
    policies.check_can_write(by, obligation)
    lock([obligation])
    draft = _draft_of(obligation)
    policies.check_draft_open(by, draft)
    filing = Filing(obligation, values, Source.WEB, OnBehalf.NO, correction_reason, exchange_rate)
    _check(filing, draft, now)
    draft.waiting_since, draft.sent_by_id = now, by.user_id
    draft.correction_reason, draft.exchange_rate, draft.sent_back_reason = (
        correction_reason,
        exchange_rate,
        "",
    )
    draft.back_to = obligation.state
    draft.save()
    if obligation.state in REPLACED_STATES:
        obligation.state = ObligationState.WAITING_INSIDE
        obligation.save()
    _tell(
        approvers_of(obligation.enterprise_id, now),
        obligation,
        gettext("Có báo cáo chờ duyệt để nộp."),
        by,
        now,
    )
    return draft


@acts.act("reporting:draft:taken_back", _("Rút báo cáo đang chờ duyệt nội bộ"))
def take_back(*, obligation: Obligation, by: Actor, now: datetime) -> Draft:
    """The reporter types on after all."""
    policies.check_can_write(by, obligation)
    return _reopened(obligation, "")


@acts.act("reporting:draft:sent_back", _("Trả lại người nhập"))
def send_back(*, obligation: Obligation, reason: str, by: Actor, now: datetime) -> Draft:
    """The approver gives the draft back with the reason."""
    policies.check_can_approve_inside(by, obligation)
    if not reason.strip():
        raise RefusedError("no_reason", _("Ghi lý do trả lại để người nhập biết cần sửa gì."))
    draft = _reopened(obligation, reason.strip()[:500])
    typists = User.objects.filter(pk=draft.sent_by_id or 0)
    _tell(
        list(typists),
        obligation,
        gettext("Người duyệt trả lại báo cáo: %s") % draft.sent_back_reason,
        by,
        now,
    )
    return draft


def _reopened(obligation: Obligation, reason: str) -> Draft:
    lock([obligation])
    draft = _draft_of(obligation)
    if draft.waiting_since is None:
        raise RefusedError("not_waiting_inside", _("Báo cáo này không còn chờ duyệt nội bộ."))
    draft.waiting_since, draft.sent_back_reason = None, reason
    draft.save()
    if obligation.state == ObligationState.WAITING_INSIDE:
        back = ObligationState(draft.back_to)
        obligation.state = ObligationState.DRAFT if back is ObligationState.NEVER_OPENED else back
        obligation.save()
    return draft


def _check(filing: Filing, draft: Draft, now: datetime) -> None:
    check_correction(filing)
    exchange_for(filing, draft, now)
    stops = stopping([filing], findings_of([filing]))
    if stops:
        raise RejectedError(stops)


def _draft_of(obligation: Obligation) -> Draft:
    draft = Draft.objects.filter(obligation=obligation).first()
    if draft is None:
        raise RefusedError("no_draft", _("Báo cáo này chưa có bản nháp."))
    return draft


def _tell(users: list[User], obligation: Obligation, text: str, by: Actor, now: datetime) -> None:
    if users:
        url = address(obligation)
        send_notices(users=users, kind="reporting.approval", text=text, url=url, by=by, now=now)
