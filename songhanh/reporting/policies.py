"""Who may do what with a report, and when: each `check_can_…` raises with the reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.models import Draft, Obligation, ObligationState, ReportVersion, SubmissionKey
from songhanh.reporting.queries.approvers import approvers_of

AWAITED = {
    ObligationState.NEVER_OPENED,
    ObligationState.DRAFT,
    ObligationState.WAITING_INSIDE,
    ObligationState.RETURNED,
}


def check_can_write(by: Actor, obligation: Obligation) -> None:
    """Typing into the draft, or filing: the enterprise's own people, or an officer on its behalf."""
    if not (by.may(Permission.REPORTS_FILE) or by.may(Permission.REPORTS_FILE_ON_BEHALF)):
        raise RefusedError("not_a_reporter", _("Tài khoản này không được nhập báo cáo."))
    check_in_scope(by, obligation)
    if obligation.state == ObligationState.EXEMPT:
        raise RefusedError("exempt", _("Doanh nghiệp được miễn báo cáo kỳ này."))


def check_draft_open(by: Actor, draft: Draft) -> None:
    """While a draft waits for the enterprise's approver, only the approver (or an officer) changes it."""
    if draft.waiting_since is not None and by.may(Permission.REPORTS_FILE) and not approves_inside(by):
        raise RefusedError(
            "waiting_inside",
            _("Báo cáo đang chờ người duyệt của doanh nghiệp. Rút lại trước khi sửa."),
        )


def check_can_submit(by: Actor, obligation: Obligation, now: datetime) -> None:
    """Sending to the Board: where the enterprise has an approver, that is the approver's act."""
    check_can_write(by, obligation)
    if needs_inside_approval(by, obligation, now):
        raise RefusedError(
            "needs_approval", _("Doanh nghiệp có người duyệt: chuyển người duyệt, chưa nộp thẳng cho Ban.")
        )


def check_missing_known(missing: int, *, confirmed: bool) -> None:
    """A report that lacks reports goes to the signer only from who says to know it."""
    if missing and not confirmed:
        raise RefusedError(
            "missing_not_confirmed",
            _(
                "Còn thiếu %(missing)s báo cáo trong số liệu này. Đánh dấu xác nhận đã biết số báo cáo còn thiếu "
                "rồi trình ký."
            ),
            missing=missing,
        )


def check_same_submission(before: SubmissionKey, digest: str) -> None:
    """A key stands for one content: the same one again is a second sending, another one a mistake."""
    if before.digest != digest:
        raise RefusedError(
            "key_reused", _("Mã gửi «%(key)s» đã dùng cho nội dung khác. Dùng mã gửi mới."), key=before.key
        )


def check_can_approve_inside(by: Actor, obligation: Obligation) -> None:
    """Sending a waiting draft back."""
    check_can_write(by, obligation)
    if not approves_inside(by):
        raise RefusedError("not_an_approver", _("Chỉ người duyệt của doanh nghiệp trả lại cho người nhập."))


def needs_inside_approval(by: Actor, obligation: Obligation, now: datetime) -> bool:
    """Whether this actor's submitting goes to the enterprise's approver first."""
    if approves_inside(by) or by.may(Permission.REPORTS_FILE_ON_BEHALF):
        return False
    return bool(approvers_of(obligation.enterprise_id, now))


def approves_inside(by: Actor) -> bool:
    """Whether the actor is an approver inside an enterprise."""
    return by.may(Permission.REPORTS_APPROVE_INSIDE)


def may_write(by: Actor, obligation: Obligation) -> bool:
    """Whether the actor types into this report at all."""
    try:
        check_can_write(by, obligation)
    except RefusedError:
        return False
    return True


def check_can_review(by: Actor, version: ReportVersion) -> None:
    """Deciding about the version that waits: an officer, and only about the newest."""
    if not by.may(Permission.REPORTS_REVIEW):
        raise RefusedError("not_a_reviewer", _("Chỉ chuyên viên của Ban duyệt báo cáo."))
    check_in_scope(by, version.obligation)
    if version.obligation.latest_id != version.pk:
        raise RefusedError("newer_version", _("Đã có lần nộp mới hơn. Mở lần nộp mới nhất để duyệt."))


def check_waits(version: ReportVersion) -> None:
    """Accepting and returning need a version that nobody has decided about."""
    if version.obligation.state != ObligationState.SUBMITTED:
        raise RefusedError("not_waiting", _("Báo cáo này không còn chờ duyệt."))


def check_can_unlock(version: ReportVersion) -> None:
    """A version that waits or was accepted; one that is being corrected already is open."""
    if version.obligation.state not in {ObligationState.SUBMITTED, ObligationState.ACCEPTED}:
        raise RefusedError("not_waiting", _("Doanh nghiệp đang sửa báo cáo này: chờ nộp lại rồi duyệt."))


def check_can_collect(by: Actor, obligation: Obligation) -> None:
    """Reminding, extending, handing over, exempting."""
    if not by.may(Permission.COLLECTION_RUN):
        raise RefusedError("not_a_collector", _("Chỉ chuyên viên của Ban đôn đốc báo cáo."))
    check_in_scope(by, obligation)


def check_can_exempt(by: Actor, enterprise: Enterprise) -> None:
    """Exempting an enterprise, or bringing its obligations in line with the register."""
    if not by.may(Permission.COLLECTION_RUN):
        raise RefusedError("not_a_collector", _("Chỉ chuyên viên của Ban đôn đốc báo cáo."))
    _check_enterprise(by, enterprise, _("Không tìm thấy doanh nghiệp này."))


def check_awaited(obligation: Obligation) -> None:
    """Only who has not filed is reminded or given more time."""
    if obligation.state not in AWAITED:
        raise RefusedError(
            "already_filed",
            _("%(enterprise)s đã nộp hoặc được miễn: không cần nhắc, không gia hạn."),
            enterprise=obligation.enterprise,
        )


def is_awaited(obligation: Obligation) -> bool:
    """Whether the Board waits for this report."""
    return obligation.state in AWAITED


def check_can_raise(by: Actor) -> None:
    """Raising a period for the whole authority: the system, or an officer who sees all of it."""
    if not (by.may(Permission.COLLECTION_RUN) and by.scope.whole):
        raise RefusedError("not_a_collector", _("Chỉ chuyên viên phụ trách toàn Ban mở kỳ báo cáo."))


def check_can_edit_calendar(by: Actor) -> None:
    """The calendar moves everybody's deadlines: the administrator, or an officer who sees the whole authority."""
    if not (by.may(Permission.SETTINGS_MANAGE) or (by.may(Permission.COLLECTION_RUN) and by.scope.whole)):
        raise RefusedError("not_a_calendar_keeper", _("Tài khoản này không được sửa lịch nghỉ."))


def check_can_edit_rates(by: Actor) -> None:
    """Every report in dollars takes its rate from this table: whoever keeps the calendar keeps it."""
    if not (by.may(Permission.SETTINGS_MANAGE) or (by.may(Permission.COLLECTION_RUN) and by.scope.whole)):
        raise RefusedError("not_a_rate_keeper", _("Tài khoản này không được sửa bảng tỷ giá."))


def may(check: Callable[..., None], *args: Any) -> bool:
    """Whether a `check_…` would let it pass."""
    try:
        check(*args)
    except RefusedError:
        return False
    return True


def check_can_consolidate(by: Actor) -> None:
    """Consolidating and drafting the report."""
    if not by.may(Permission.CONSOLIDATE):
        raise RefusedError("not_a_consolidator", _("Tài khoản này không được tổng hợp số liệu."))


def check_can_seal(by: Actor) -> None:
    """A sealed consolidation is the authority's own: only who sees all of it makes one."""
    check_can_consolidate(by)
    if not by.scope.whole:
        raise RefusedError("not_the_whole", _("Chỉ người phụ trách toàn Ban chốt số tổng hợp."))


def check_can_set_target(
    by: Actor, park: IndustrialPark | None = None, enterprise: Enterprise | None = None
) -> None:
    """Entering a plan figure: for the whole authority only who sees all of it."""
    if not by.may(Permission.TARGETS_EDIT):
        raise RefusedError("not_a_planner", _("Tài khoản này không được nhập chỉ tiêu kế hoạch."))
    if by.scope.whole:
        return
    if enterprise is not None:
        _check_enterprise(by, enterprise, _("Không tìm thấy doanh nghiệp này."))
    elif park is None or park.pk not in by.scope.park_ids:
        raise RefusedError("out_of_scope", _("Chỉ nhập được chỉ tiêu cho khu mình phụ trách."))


def check_in_scope(by: Actor, obligation: Obligation) -> None:
    """The last gate below the views: no act reaches a row its actor cannot see."""
    _check_enterprise(by, obligation.enterprise, _("Không tìm thấy báo cáo này."))


def _check_enterprise(by: Actor, enterprise: Enterprise, words: str | Promise) -> None:
    scope = by.scope
    if not (scope.whole or enterprise.park_id in scope.park_ids or enterprise.pk in scope.enterprise_ids):
        raise RefusedError("out_of_scope", words)


def was_returned(obligation: Obligation) -> bool:
    """Whether the Board asked for it again (it may meanwhile wait for the enterprise's own approver)."""
    waiting_again = obligation.state == ObligationState.WAITING_INSIDE and obligation.latest_id is not None
    return obligation.state == ObligationState.RETURNED or waiting_again


def may_type(obligation: Obligation, cell: str) -> bool:
    """Whether a cell is open: after an unlock only the unlocked ones are."""
    return not obligation.unlocked or cell in obligation.unlocked


def is_late(obligation: Obligation, now: datetime) -> bool:
    """Whether the deadline has passed without a filed report."""
    return (
        obligation.filed_at is None and obligation.state != ObligationState.EXEMPT and now > obligation.due_at
    )


def due_of(obligation: Obligation) -> datetime:
    """The deadline that holds now: of the correction when the Board has returned the report."""
    returned = obligation.state == ObligationState.RETURNED and obligation.unlock_due_at is not None
    return obligation.unlock_due_at if returned and obligation.unlock_due_at else obligation.due_at
