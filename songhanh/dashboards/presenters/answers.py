"""What the Board has said lately: decisions about reports, answers to questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from songhanh.reporting.models import Decision, Question, Review
from songhanh.reporting.queries.checking import period_of
from songhanh.reporting.queries.names import address, short_title


@dataclass(frozen=True, slots=True)
class Answer:
    """One of them: whose it is, what it is, about what, who and when."""

    enterprise: str
    lead: str
    text: str
    by: str
    at: datetime
    url: str


def answers(reviews: Sequence[Review], questions: Sequence[Question], limit: int) -> list[Answer]:
    """Newest first."""
    leads = {
        Decision.ACCEPTED: _("Đã chấp nhận"),
        Decision.RETURNED: _("Trả lại"),
        Decision.UNLOCKED: _("Mở khóa để sửa"),
    }
    said = [
        Answer(
            str(review.version.obligation.enterprise),
            leads[Decision(review.decision)],
            short_title(review.version.obligation, period_of(review.version.obligation))
            + (f": “{review.reason}”" if review.reason else ""),
            review.decided_by_name,
            review.decided_at,
            address(review.version.obligation, "history"),
        )
        for review in reviews
    ]
    said += [
        Answer(
            str(question.obligation.enterprise),
            _("Trả lời"),
            question.answer,
            str(question.answered_by or ""),
            question.answered_at,
            address(question.obligation, "questions"),
        )
        for question in questions
        if question.answered_at
    ]
    return sorted(said, key=lambda answer: answer.at, reverse=True)[:limit]
