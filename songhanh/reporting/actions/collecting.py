"""Collecting: remind, extend, hand over, exempt, note, ask and answer."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.enterprises.models import Enterprise
from songhanh.reporting import policies
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
    """Write down one reminder each (who delivers it, notices or e-mail, is the caller's next act)."""
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
    """A later deadline, with a reason."""
    if not reason.strip():
        raise RefusedError("no_reason", _("Ghi lý do gia hạn."))
    extensions = []
    for obligation in obligations:
        policies.check_can_collect(by, obligation)
        if due_at <= obligation.due_at:
            raise RefusedError("not_later", _("Hạn mới phải sau hạn cũ."))
        extension = Extension(
            obligation=obligation,
            due_before=obligation.due_at,
            due_at=due_at,
            reason=reason,
            granted_at=now,
            granted_by_id=by.user_id,
        )
        extension.save()
        obligation.due_at = due_at
        obligation.save()
        extensions.append(extension)
    return extensions


@acts.act("reporting:obligation:handed_over", _("Giao chuyên viên khác"))
def hand_over(*, obligations: Sequence[Obligation], officer: User, by: Actor, now: datetime) -> None:
    """Give these reports to another officer; the enterprises stay with theirs."""
    for obligation in obligations:
        policies.check_can_collect(by, obligation)
        obligation.officer = officer
        obligation.save()


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
    exemption = Exemption(enterprise=enterprise, form_code=form_code, since=since, until=until, reason=reason)
    exemption.save()
    owed = Obligation.objects.filter(enterprise=enterprise, form_code=form_code, period_from__gte=since)
    for obligation in owed.filter(period_from__lt=until) if until else owed:
        policies.check_can_collect(by, obligation)
        if obligation.latest_id is None:
            obligation.state = ObligationState.EXEMPT
            obligation.save()
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
    """The officer's answer."""
    policies.check_can_collect(by, question.obligation)
    if not text.strip():
        raise RefusedError("no_text", _("Ghi câu trả lời."))
    question.answer, question.answered_at, question.answered_by_id = text, now, by.user_id
    question.save()
