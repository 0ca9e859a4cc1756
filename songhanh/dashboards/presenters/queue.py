"""What waits for an officer, by deadline: reports to review, corrections overdue, questions, who has not filed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.core.templatetags.vietnamese import datetime as written
from songhanh.dashboards.presenters.tasks import Task, TaskGroup, due_words, group_of, in_groups
from songhanh.reporting.models import Obligation, Question
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.checking import period_of
from songhanh.reporting.queries.names import address, report_title, short_title
from songhanh.reporting.queries.periods import form_and_period
from songhanh.reporting.queries.waiting import Pile
from songhanh.rules.deadlines import WorkCalendar, shift_to_working_day

# Nobody prescribes how soon: reviews and answers are wanted within a working day, as the collection page counts them.
WITHIN = timedelta(days=1)
NOT_FILED = ("NOT_OPENED", "DRAFT", "RETURNED")


def queue_groups(pile: Pile, *, officer_id: int | None, now: datetime) -> tuple[TaskGroup, ...]:
    """Every task in its group, the most urgent first; without an officer nothing is asked to be done."""
    dated = sorted(_dated(pile, officer_id, timezone.localtime(now)), key=lambda pair: pair[0])
    return in_groups(task for _due, task in dated)


def _dated(pile: Pile, officer_id: int | None, now: datetime) -> Iterable[tuple[datetime, Task]]:
    calendar, acts = work_calendar(), officer_id is not None
    for report in pile.to_review:
        filed = report.latest.filed_at if report.latest else now
        wanted, button = _wanted(filed, calendar), _("Duyệt") if acts else _("Xem")
        yield _task(wanted, now, _review(report, acts), "SUBMITTED", address(report, "review"), button)
    for report in pile.overdue_corrections:
        due = report.unlock_due_at or now
        button = _("Nhắc nộp lại") if acts else _("Xem")
        yield _task(due, now, _correction(report), "RETURNED", address(report, "review"), button)
    for question in pile.questions:
        url = address(question.obligation, "questions")
        wanted, button = _wanted(question.asked_at, calendar), _("Trả lời") if acts else _("Xem")
        yield _task(wanted, now, _question(question, acts), "", url, button)
    for form_code, period_code, count, due in pile.missing:
        url = _collection(form_code, period_code, officer_id)
        words = _missing(form_code, period_code, count, acts)
        yield _task(due, now, words, "", url, _("Xem ai chưa nộp"), collecting=True)


def _wanted(since: datetime, calendar: WorkCalendar) -> datetime:
    """A working day later, at the same hour: what came on a Saturday counts from Monday."""
    return _worked(_worked(timezone.localtime(since), calendar) + WITHIN, calendar)


def _worked(local: datetime, calendar: WorkCalendar) -> datetime:
    day = shift_to_working_day(local.date(), calendar.holidays, calendar.worked_days)
    return local + (day - local.date())


def _task(
    due: datetime,
    now: datetime,
    words: tuple[str, str, str],
    state: str,
    url: str,
    button: str,
    *,
    collecting: bool = False,
) -> tuple[datetime, Task]:
    local = timezone.localtime(due)
    group = group_of(local, now)
    title, detail, enterprise = words
    return due, Task(
        *due_words(local, now, group),
        group,
        title,
        detail,
        enterprise,
        state,
        "",
        "",
        url,
        button,
        collecting,
    )


def _review(report: Obligation, acts: bool) -> tuple[str, str, str]:
    assert report.latest is not None  # a report that waits was filed
    warned = len(report.latest.findings)
    detail = _("nộp %(at)s") % {"at": written(report.latest.filed_at)}
    if warned:
        detail += " · " + ngettext("%(count)s giải trình cần xem", "%(count)s giải trình cần xem", warned) % {
            "count": warned
        }
    if report.latest.number > 1:
        detail += " · " + _("lần nộp %(number)s") % {"number": report.latest.number}
    title = _("Duyệt %(report)s") if acts else _("Chờ duyệt: %(report)s")
    return title % {"report": _named(report)}, detail, str(report.enterprise)


def _correction(report: Obligation) -> tuple[str, str, str]:
    title = _("Chưa nộp lại %(report)s") % {"report": _named(report)}
    detail = _("Ban đã mở khóa %(count)s chỉ tiêu") % {"count": len(report.unlocked)}
    return title, detail if report.unlocked else _("Ban đã trả lại cả báo cáo"), str(report.enterprise)


def _question(question: Question, acts: bool) -> tuple[str, str, str]:
    words = _("Trả lời câu hỏi về %(report)s") if acts else _("Câu hỏi chờ trả lời, về %(report)s")
    title = words % {"report": _named(question.obligation)}
    return title, f"«{question.text}»", str(question.obligation.enterprise)


def _missing(form_code: str, period_code: str, count: int, acts: bool) -> tuple[str, str, str]:
    title = report_title(*form_and_period(form_code, period_code))
    words = (
        _("Thu %(count)s báo cáo chưa nộp: %(report)s")
        if acts
        else _("%(count)s báo cáo chưa nộp: %(report)s")
    )
    return words % {"count": count, "report": title[:1].lower() + title[1:]}, "", ""


def _named(report: Obligation) -> str:
    named = short_title(report, period_of(report))
    return named[:1].lower() + named[1:]


def _collection(form_code: str, period_code: str, officer_id: int | None) -> str:
    url = reverse("reporting:collection", args=[form_code, period_code])
    asked = [("state", state) for state in NOT_FILED]
    return f"{url}?{urlencode([*([('officer', officer_id)] if officer_id else []), *asked])}"
