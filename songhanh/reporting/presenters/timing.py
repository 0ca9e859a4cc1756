"""How a report stands to its deadline: on time, late, overdue, still running, extended."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui import formats
from songhanh.core.ui.states import STATES
from songhanh.reporting.models import ObligationState
from songhanh.rules.deadlines import WorkCalendar, working_days_between

TIMINGS = ("OVERDUE", "RUNNING", "EXTENDED", "LATE", "ON_TIME")
WORDS = {code: STATES[code].word for code in TIMINGS} | {"NONE": gettext_lazy("Không phải nộp")}


def timing_of(
    *,
    state: str,
    filed_at: datetime | None,
    due_at: datetime,
    original_due_at: datetime,
    unlock_due_at: datetime | None,
    now: datetime,
) -> str:
    """One of `TIMINGS`, empty for an exempt report. A returned report runs to the deadline of its correction."""
    if state == ObligationState.EXEMPT:
        return ""
    if state == ObligationState.RETURNED and unlock_due_at is not None:
        return "OVERDUE" if now > unlock_due_at else "RUNNING"
    if filed_at is not None:
        return "ON_TIME" if filed_at <= due_at else "LATE"
    if now > due_at:
        return "OVERDUE"
    return "EXTENDED" if due_at > original_due_at else "RUNNING"


def timing_words(
    timing: str, *, filed_at: datetime | None, due: datetime, now: datetime, calendar: WorkCalendar
) -> str:
    """What is said after the word: «3 ngày» (of work, while it runs), «5 giờ», «đến 21/01»."""
    if timing == "OVERDUE":
        return days_between(due, now)
    if timing == "LATE" and filed_at is not None:
        return days_between(due, filed_at)
    if timing == "EXTENDED":
        return _("đến %(day)s") % {"day": day_and_month(due)}
    if timing == "RUNNING":
        left = working_days_between(timezone.localdate(now), timezone.localdate(due), calendar)
        return ngettext("%(days)s ngày", "%(days)s ngày", left) % {"days": left} if left > 0 else _("hôm nay")
    return ""


def day_and_month(moment: datetime) -> str:
    """«21/01», in local time."""
    return formats.day_and_month(timezone.localtime(moment), language())


def days_between(first: datetime, last: datetime) -> str:
    """«3 ngày» by the calendar, as deadlines are counted; on the same day «5 giờ»."""
    days = (timezone.localdate(last) - timezone.localdate(first)).days
    if days > 0:
        return ngettext("%(days)s ngày", "%(days)s ngày", days) % {"days": days}
    hours = max(1, round((last - first).total_seconds() / 3600))
    return ngettext("%(hours)s giờ", "%(hours)s giờ", hours) % {"hours": hours}
