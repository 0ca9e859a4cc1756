"""What an enterprise still has to do, by deadline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.core.templatetags.vietnamese import date_vn, day_and_month, language
from songhanh.core.ui.formats import WEEKDAYS
from songhanh.reporting.models import Obligation, ObligationState, Review
from songhanh.reporting.policies import due_of
from songhanh.reporting.queries.checking import form_of, period_of
from songhanh.reporting.queries.names import address, period_days, short_title
from songhanh.reporting.queries.typed import is_blank

OVERDUE, TODAY, WEEK, LATER = range(4)
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Task:
    """One task: when it is due, what it is, what is already done, the button that does it.

    `collecting`: a period whose reports are awaited. It waits for others and is not counted as one's own work.
    """

    due: str
    due_more: str
    group: int
    title: str
    detail: str
    enterprise: str
    state: str
    state_detail: str
    state_word: str
    url: str
    button: str
    collecting: bool = False


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """«Quá hạn», «Hôm nay», «Tuần này», «Sắp tới»."""

    title: str
    tasks: tuple[Task, ...]
    overdue: bool

    @property
    def own(self) -> int:
        """How many are the reader's own work: over all groups, the number in the menu."""
        return len(self.tasks) - self.collecting

    @property
    def collecting(self) -> int:
        """How many are periods whose reports are awaited."""
        return sum(task.collecting for task in self.tasks)


def task_groups(
    reports: Sequence[Obligation],
    reviews: Mapping[int, Review],
    now: datetime,
    *,
    approves: bool,
    several: bool,
) -> tuple[TaskGroup, ...]:
    """The reports as tasks in their groups; empty groups are left out."""
    return in_groups(
        _task(report, reviews.get(report.pk), now, approves=approves, several=several)
        for report in sorted(reports, key=due_of)
    )


def in_groups(sorted_tasks: Iterable[Task]) -> tuple[TaskGroup, ...]:
    """By how soon they are due; empty groups are left out."""
    tasks = list(sorted_tasks)
    titles = {OVERDUE: _("Quá hạn"), TODAY: _("Hôm nay"), WEEK: _("Tuần này"), LATER: _("Sắp tới")}
    grouped = {group: tuple(task for task in tasks if task.group == group) for group in titles}
    return tuple(
        TaskGroup(titles[group], found, overdue=group == OVERDUE) for group, found in grouped.items() if found
    )


def _task(report: Obligation, review: Review | None, now: datetime, *, approves: bool, several: bool) -> Task:
    due = timezone.localtime(due_of(report))
    group = group_of(due, timezone.localtime(now))
    return Task(
        *due_words(due, timezone.localtime(now), group),
        group,
        _title(report, approves=approves),
        _detail(report, review),
        str(report.enterprise) if several else "",
        *_state(report),
        address(report, "filed" if report.state == ObligationState.WAITING_INSIDE else "report"),
        _button(report, approves=approves),
    )


def group_of(due: datetime, now: datetime) -> int:
    """Which group a deadline falls into; both in local time. A week ends on Sunday."""
    if due < now:
        return OVERDUE
    if due.date() == now.date():
        return TODAY
    week_ends = now.date() + timedelta(days=SUNDAY - now.weekday())
    return WEEK if due.date() <= week_ends else LATER


def due_words(due: datetime, now: datetime, group: int) -> tuple[str, str]:
    """A deadline in two short lines; both moments in local time."""
    if group == OVERDUE:
        days = (now.date() - due.date()).days
        said = ngettext("Quá %d ngày", "Quá %d ngày", days) % days if days else _("Quá giờ")
        hour = "" if days else f"{due:%H:%M} "
        return said, _("hạn %(day)s") % {"day": hour + day_and_month(due)}
    if group == TODAY:
        return _("Hôm nay"), _("trước %(hour)s") % {"hour": f"{due:%H:%M}"}
    if group == WEEK:
        return WEEKDAYS[language()][due.weekday()], f"{day_and_month(due)}, {due:%H:%M}"
    return day_and_month(due), f"{due:%Y}"


def _title(report: Obligation, *, approves: bool) -> str:
    period = period_of(report)
    named = short_title(report, period)
    if report.state == ObligationState.RETURNED:
        count = len(report.unlocked)
        words = ngettext(
            "Nộp lại %(report)s: Ban mở khóa %(count)d chỉ tiêu",
            "Nộp lại %(report)s: Ban mở khóa %(count)d chỉ tiêu",
            count,
        )
        again = words if count else _("Nộp lại %(report)s: Ban trả lại")
        return again % {"report": named[0].lower() + named[1:], "count": count}
    if report.state == ObligationState.WAITING_INSIDE and approves:
        return _("Duyệt %(report)s") % {"report": named[0].lower() + named[1:]}
    return _("%(report)s (số liệu %(days)s)") % {"report": named, "days": period_days(period)}


def _detail(report: Obligation, review: Review | None) -> str:
    if report.state == ObligationState.RETURNED and review is not None:
        said = review.reason or next((str(c["message"]) for c in review.cells if c.get("message")), "")
        return f"{review.decided_by_name}: “{said}”" if said else review.decided_by_name
    definition = form_of(report)
    draft = getattr(report, "draft", None)
    project = _("Dự án %(name)s. ") % {"name": report.project.name} if report.project else ""
    if draft is None:
        return project + _("%(count)s chỉ tiêu, điền trên web.") % {
            "count": sum(cell.required for cell in definition.cells.values())
        }
    filled = sum(not is_blank(cell) for cell in draft.cells.values())
    saved = timezone.localtime(draft.saved_at)
    return project + _("Đã nhập %(done)s/%(all)s chỉ tiêu, lưu lúc %(hour)s ngày %(day)s.") % {
        "done": filled,
        "all": len(definition.cells),
        "hour": f"{saved:%H:%M}",
        "day": date_vn(saved),
    }


def _state(report: Obligation) -> tuple[str, str, str]:
    match ObligationState(report.state):
        case ObligationState.WAITING_INSIDE:
            return "DRAFT", _("· chờ duyệt nội bộ"), ""
        case ObligationState.NEVER_OPENED:
            return "EMPTY", "", _("Chưa mở")
        case state:
            return str(state), "", ""


def _button(report: Obligation, *, approves: bool) -> str:
    match ObligationState(report.state):
        case ObligationState.RETURNED if report.unlocked:
            count = len(report.unlocked)
            return ngettext("Sửa %d chỉ tiêu", "Sửa %d chỉ tiêu", count) % count
        case ObligationState.RETURNED:
            return _("Sửa báo cáo")
        case ObligationState.DRAFT:
            return _("Làm tiếp")
        case ObligationState.WAITING_INSIDE:
            return _("Xem và duyệt") if approves else _("Xem báo cáo")
        case _:
            return _("Mở báo cáo")
