"""Deciding about what was filed: accept, return, unlock some figures."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.actions.drafts import cells_of
from songhanh.reporting.actions.figures import count_versions
from songhanh.reporting.actions.locking import lock
from songhanh.reporting.actions.telling import tell_enterprise
from songhanh.reporting.models import Decision, Draft, Obligation, ObligationState, ReportVersion, Review


@acts.act("reporting:version:accepted", _("Chấp nhận báo cáo"))
def accept_reports(*, versions: Sequence[ReportVersion], by: Actor, now: datetime) -> list[Review]:
    """Accept; from now on their numbers are in every total."""
    lock([version.obligation for version in versions])
    for version in versions:
        policies.check_can_review(by, version)
        policies.check_waits(version)
    reviews = acts.insert([_review(version, Decision.ACCEPTED, by, now) for version in versions])
    for version in versions:
        obligation = version.obligation
        obligation.state = ObligationState.ACCEPTED
        obligation.accepted, obligation.accepted_at = version, now
        obligation.unlocked, obligation.unlock_due_at = [], None
        obligation.save()
    count_versions(versions, since=now)
    return reviews


@acts.act("reporting:version:returned", _("Trả lại báo cáo"))
def return_report(
    *, version: ReportVersion, reason: str, due_at: datetime, by: Actor, now: datetime
) -> Review:
    """Give the whole report back with the reason and a new deadline; the enterprise is told."""
    lock([version.obligation])
    policies.check_can_review(by, version)
    policies.check_waits(version)
    _check_reason(reason)
    _check_due(due_at, now)
    review = _review(version, Decision.RETURNED, by, now, reason=reason, due_at=due_at)
    review.save()
    _reopen(version.obligation, [], due_at, by, now)
    tell_enterprise(version.obligation, _now("Ban trả lại báo cáo: %s") % reason.strip(), by, now)
    return review


@acts.act("reporting:version:unlocked", _("Mở khóa chỉ tiêu"))
def unlock_cells(
    *,
    version: ReportVersion,
    cells: Sequence[dict[str, str]],
    due_at: datetime,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Review:
    """Open only `cells` ([{cell, message}]) for correction; an accepted version counts until the next is accepted."""
    lock([version.obligation])
    policies.check_can_review(by, version)
    policies.check_can_unlock(version)
    if not cells:
        raise RefusedError("no_cells", _("Chọn ít nhất một chỉ tiêu để mở khóa."))
    if any(not each.get("message", "").strip() for each in cells):
        raise RefusedError("no_message", _("Ghi cần sửa gì ở từng chỉ tiêu mở khóa."))
    _check_due(due_at, now)
    review = _review(version, Decision.UNLOCKED, by, now, reason=reason, due_at=due_at, cells=list(cells))
    review.save()
    _reopen(version.obligation, [each["cell"] for each in cells], due_at, by, now)
    text = _now("Ban mở khóa %(count)s chỉ tiêu để sửa, các chỉ tiêu khác giữ nguyên.") % {
        "count": len(cells)
    }
    tell_enterprise(version.obligation, text, by, now)
    return review


def _reopen(obligation: Obligation, unlocked: list[str], due_at: datetime, by: Actor, now: datetime) -> None:
    obligation.state = ObligationState.RETURNED
    obligation.unlocked, obligation.unlock_due_at = unlocked, due_at
    obligation.save()
    if obligation.latest is not None and not Draft.objects.filter(obligation=obligation).exists():
        Draft(
            obligation=obligation, cells=cells_of(obligation.latest), saved_at=now, saved_by_id=by.user_id
        ).save()


def _review(
    version: ReportVersion,
    decision: Decision,
    by: Actor,
    now: datetime,
    *,
    reason: str = "",
    due_at: datetime | None = None,
    cells: list[dict[str, str]] | None = None,
) -> Review:
    return Review(
        version=version,
        decision=decision,
        decided_at=now,
        decided_by_id=by.user_id,
        decided_by_name=by.name,
        reason=reason,
        due_at=due_at,
        cells=cells or [],
    )


def _check_due(due_at: datetime, now: datetime) -> None:
    if due_at <= now:
        raise RefusedError("past_due", _("Hạn nộp lại phải sau lúc này."))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise RefusedError("no_reason", _("Ghi lý do trả lại để doanh nghiệp biết cần sửa gì."))
