"""Collecting: remind, extend, hand over, exempt, note, ask and answer."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.accounts.roles import Officer
from songhanh.core.actions.notices import send_notices
from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.enterprises.models import Enterprise
from songhanh.reporting import policies
from songhanh.reporting.actions.locking import lock
from songhanh.reporting.actions.obligations import follow_register
from songhanh.reporting.actions.telling import page_of
from songhanh.reporting.models import (
    Exemption,
    Extension,
    Obligation,
    ObligationState,
    Question,
    Reminder,
)


@acts.act("reporting:reminder:sent", _("Nhắc nộp báo cáo"))
def remind(
    *, obligations: Sequence[Obligation], channel: str, text: str, by: Actor, now: datetime
) -> list[Reminder]:
    """Write down one reminder each that was given outside the product; `send_reminders` also delivers."""
    lock(obligations)
    for obligation in obligations:
        policies.check_can_collect(by, obligation)
    rows = [
        Reminder(obligation=obligation, channel=channel, text=text, sent_at=now, sent_by_id=by.user_id)
        for obligation in obligations
    ]
    acts.insert(rows)
    for obligation in obligations:
        obligation.reminders += 1
        obligation.save()
    return rows


@acts.act("reporting:deadline:extended", _("Gia hạn báo cáo"))
def extend(
    *, obligations: Sequence[Obligation], due_at: datetime, reason: str, by: Actor, now: datetime
) -> list[Extension]:
    """A later deadline, with a reason; of a returned report the deadline of its correction."""
    if not reason.strip():
        raise RefusedError("no_reason", _("Ghi lý do gia hạn."))
    lock(obligations)
    extensions = []
    for obligation in obligations:
        policies.check_can_collect(by, obligation)
        policies.check_awaited(obligation)
        extensions.append(_extension(obligation, due_at, reason.strip(), by, now))
    acts.insert(extensions)
    for obligation in obligations:
        if _correcting(obligation):
            obligation.unlock_due_at = due_at
        else:
            obligation.due_at = due_at
        obligation.save()
    return extensions


def _extension(obligation: Obligation, due_at: datetime, reason: str, by: Actor, now: datetime) -> Extension:
    before = obligation.unlock_due_at if _correcting(obligation) else obligation.due_at
    assert before is not None
    if due_at <= max(before, now):
        raise RefusedError(
            "not_later",
            _("Hạn mới của %(enterprise)s phải sau hạn cũ và sau lúc này."),
            enterprise=obligation.enterprise,
        )
    return Extension(
        obligation=obligation,
        due_before=before,
        due_at=due_at,
        reason=reason,
        granted_at=now,
        granted_by_id=by.user_id,
    )


def _correcting(obligation: Obligation) -> bool:
    return obligation.state == ObligationState.RETURNED and obligation.unlock_due_at is not None


@acts.act("reporting:obligation:handed_over", _("Giao chuyên viên khác"))
def hand_over(*, obligations: Sequence[Obligation], officer: User, by: Actor, now: datetime) -> None:
    """Give these reports to another officer, who is told; the enterprises stay with theirs."""
    if officer.role != Officer.code or not officer.is_active:
        raise RefusedError("not_an_officer", _("Chọn một chuyên viên đang làm việc."))
    lock(obligations)
    for obligation in obligations:
        policies.check_can_collect(by, obligation)
        obligation.officer = officer
        obligation.save()
    if obligations and officer.pk != by.user_id:
        _tell_officer(obligations, officer, by, now)


def _tell_officer(obligations: Sequence[Obligation], officer: User, by: Actor, now: datetime) -> None:
    first = obligations[0]
    url = reverse("reporting:collection", args=[first.form_code, first.period_code])
    text = _now("%(who)s giao %(count)s báo cáo để theo dõi.") % {
        "who": by.name,
        "count": len(obligations),
    }
    send_notices(
        users=[officer], kind="reporting.handed", text=text, url=f"{url}?officer={officer.pk}", by=by, now=now
    )


@acts.act("reporting:enterprise:exempted", _("Miễn báo cáo"))
def exempt(
    *,
    enterprise: Enterprise,
    form_code: str,
    since: date,
    until: date | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> Exemption:
    """No report owed for periods that begin in [since, until)."""
    if not reason.strip():
        raise RefusedError("no_reason", _("Ghi lý do miễn báo cáo."))
    if until is not None and until <= since:
        raise RefusedError("ends_before", _("Ngày hết miễn phải sau ngày bắt đầu miễn."))
    policies.check_can_exempt(by, enterprise)
    exemption = Exemption(
        enterprise=enterprise, form_code=form_code, since=since, until=until, reason=reason.strip()
    )
    exemption.save()
    follow_register(enterprise, now)
    return exemption


@acts.act("reporting:exemption:ended", _("Kết thúc miễn báo cáo"))
def end_exemption(*, exemption: Exemption, until: date, by: Actor, now: datetime) -> Exemption:
    """From `until` on the enterprise owes the form again; equal to the first day it never was exempt."""
    policies.check_can_exempt(by, exemption.enterprise)
    if until < exemption.since:
        raise RefusedError("ends_before", _("Ngày hết miễn không được trước ngày bắt đầu miễn."))
    exemption.until = until
    exemption.save()
    follow_register(exemption.enterprise, now)
    return exemption


@acts.act("reporting:obligation:noted", _("Ghi chú của chuyên viên"))
def note(*, obligation: Obligation, text: str, by: Actor, now: datetime) -> None:
    """The officer's own note; the enterprise never sees it."""
    policies.check_can_collect(by, obligation)
    obligation.officer_note = text[:300]
    obligation.save()


@acts.act("reporting:question:asked", _("Hỏi chuyên viên"))
def ask(*, obligation: Obligation, cell: str, text: str, by: Actor, now: datetime) -> Question:
    """A question about one cell, or about the whole report."""
    policies.check_in_scope(by, obligation)
    if not text.strip():
        raise RefusedError("no_text", _("Ghi câu hỏi."))
    question = Question(obligation=obligation, cell=cell, text=text, asked_at=now, asked_by_id=by.user_id)
    question.save()
    return question


@acts.act("reporting:question:answered", _("Trả lời doanh nghiệp"))
def answer(*, question: Question, text: str, by: Actor, now: datetime) -> None:
    """The officer's answer; who asked is told."""
    policies.check_can_collect(by, question.obligation)
    if not text.strip():
        raise RefusedError("no_text", _("Ghi câu trả lời."))
    question.answer, question.answered_at, question.answered_by_id = text.strip(), now, by.user_id
    question.save()
    if question.asked_by is not None:
        send_notices(
            users=[question.asked_by],
            kind="reporting.answer",
            text=_now("Ban trả lời: %s") % question.answer,
            url=page_of(question.obligation, "report"),
            by=by,
            now=now,
        )
