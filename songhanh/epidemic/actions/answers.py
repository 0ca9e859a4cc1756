"""Answers about uncertain contacts: each yields a tier, or leaves it open."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.epidemic import policies
from songhanh.epidemic.models import ContactAnswer, Outcome, TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.queries import runs
from songhanh.epidemic.queries.encounters import pairs_of
from songhanh.rules.tracing.definition import Question
from songhanh.rules.tracing.judging import Answers, Together, judge
from songhanh.rules.tracing.trace import Contact


@act("epidemic:contact:answered", _("Ghi trả lời về người tiếp xúc"))
def answer_contact(
    *,
    run: TracingRun,
    result: Result,
    number: int,
    said: Answers,
    by_wording: bool | None,
    note: str,
    by: Actor,
    now: datetime,
) -> ContactAnswer:
    """Judge the contact with what people said; what was said before stays beside it."""
    policies.check_can_trace(by, [each.enterprise for each in runs.cases_of(run)], timezone.localdate(now))
    listed = next((each for each in result.traced.contacts() if each.person == number), None)
    contact = policies.check_uncertain(listed)
    answer = ContactAnswer(
        run=run,
        number=number,
        tier=contact.tier.value,
        within_distance=said.within_distance,
        masked=said.masked,
        physical=said.physical,
        unprotected_care=said.unprotected_care,
        by_wording=by_wording,
        outcome=_outcome(contact, result, pairs_of(run, result, contact), said, by_wording),
        note=note.strip(),
        answered_at=now,
        answered_by_id=by.user_id,
    )
    answer.save()
    return answer


def _outcome(
    contact: Contact, result: Result, pairs: list[Together], said: Answers, by_wording: bool | None
) -> Outcome:
    """A contact with any one source is one; as long as any pair is open, so is the whole.

    `by_wording` is the officer's word on what a document says and we could not read.
    """
    alternatives = result.traced.definition.alternatives(contact.tier)
    if by_wording:
        return Outcome(contact.tier.value)
    if by_wording is False:
        alternatives = tuple(each for each in alternatives if Question.WORDING not in each.questions)
    judged = [judge(alternatives, pair, said).contact for pair in pairs]
    if True in judged:
        return Outcome(contact.tier.value)
    return Outcome.OPEN if None in judged else Outcome.NONE
