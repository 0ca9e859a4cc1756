"""Where a report stands, as a code of `ui.states` with words after it."""

from datetime import datetime

from django.utils.translation import gettext as _

from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.policies import is_late

SHOWN = {
    ObligationState.NEVER_OPENED: "NOT_OPENED",
    ObligationState.DRAFT: "DRAFT",
    ObligationState.WAITING_INSIDE: "DRAFT",
    ObligationState.SUBMITTED: "SUBMITTED",
    ObligationState.RETURNED: "RETURNED",
    ObligationState.ACCEPTED: "ACCEPTED",
    ObligationState.EXEMPT: "EXEMPT",
}


def shown_state(obligation: Obligation, now: datetime) -> tuple[str, str]:
    """The state's code and what to say after its word: «Chưa mở · quá hạn», «Đang nhập · chờ duyệt nội bộ»."""
    state = ObligationState(obligation.state)
    details = []
    if state is ObligationState.WAITING_INSIDE:
        details.append(_("chờ duyệt nội bộ"))
    if state is ObligationState.RETURNED and obligation.unlocked:
        details.append(_("sửa %(count)s chỉ tiêu") % {"count": len(obligation.unlocked)})
    if is_late(obligation, now):
        details.append(_("quá hạn"))
    return SHOWN[state], " ".join(f"· {detail}" for detail in details)
