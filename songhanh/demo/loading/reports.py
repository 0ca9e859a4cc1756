"""Dual-goal reports before the demo's own: of 2021 one signed and one that waits for its signature, a monthly draft."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from songhanh.core.actions.notices import send_notice
from songhanh.demo.generation.officers import CAST_OFFICER
from songhanh.demo.loading.history import Desk
from songhanh.demo.loading.moments import at
from songhanh.demo.loading.periods import Step
from songhanh.demo.loading.users import LEADER, officer_name
from songhanh.documents.actions.documents import approve_document, freeze_approved, submit_document
from songhanh.documents.models import DocumentState, OfficialDocument
from songhanh.reporting.actions.reports import draft_dual_goal
from songhanh.reporting.models import Consolidation
from songhanh.reporting.presenters.content import Reported
from songhanh.reporting.presenters.renditions import copies_of
from songhanh.rules.periods import Basis, Period, parse_period

YEAR, MONTH = parse_period("2021", Basis.CUTOFF15), parse_period("2021-12", Basis.CUTOFF15)
SIGNED_ON = date(2021, 12, 24)
DRAFTER = officer_name(CAST_OFFICER)


def load_signed(desk: Desk) -> int:
    """The year's report, drafted when the last month was complete, signed two hours later."""
    reported = _submit(desk, YEAR, at(SIGNED_ON, 14))
    signing: dict[str, Any] = {"by": desk.users.actor(LEADER), "now": at(SIGNED_ON, 16)}
    approve_document(document=reported.document, signed_on=SIGNED_ON, **signing)
    copies = _copies(reported, DocumentState.APPROVED, at(SIGNED_ON, 16))
    freeze_approved(document=reported.document, renditions=copies, **signing)
    return 1


def signed_is_loaded() -> bool:
    """Whether a report was signed."""
    return OfficialDocument.objects.filter(state=DocumentState.APPROVED).exists()


def report_steps(desk: Desk) -> list[Step]:
    """In January: the year's report again for the closing meeting, and a draft for December."""
    return [
        Step(at(date(2022, 1, 14), 16, 30), lambda now: _take_to_signer(desk, now)),
        Step(at(date(2022, 1, 17), 8, 56), lambda now: _draft(desk, MONTH, now)),
    ]


def _take_to_signer(desk: Desk, now: datetime) -> None:
    reported = _submit(desk, YEAR, now)
    send_notice(
        user=desk.users.by_name[LEADER],
        kind="reporting.report",
        text="Báo cáo mục tiêu kép năm 2021 (bản cho hội nghị tổng kết) chờ ký.",
        url=reverse("reporting:consolidation", args=[reported.consolidation.uuid]),
        by=desk.users.actor(DRAFTER),
        now=now,
    )


def _submit(desk: Desk, period: Period, now: datetime) -> Reported:
    reported = _draft(desk, period, now)
    copies = _copies(reported, DocumentState.SUBMITTED, now)
    submit_document(document=reported.document, renditions=copies, by=desk.users.actor(DRAFTER), now=now)
    return reported


def _draft(desk: Desk, period: Period, now: datetime) -> Reported:
    document = draft_dual_goal(period=period, by=desk.users.actor(DRAFTER), now=now)
    return Reported(document, Consolidation.objects.get(uuid=document.subject.split(":")[1]))


def _copies(reported: Reported, state: DocumentState, now: datetime) -> dict[str, bytes]:
    return copies_of(reported, state, now=now, origin=settings.BASE_URL)
