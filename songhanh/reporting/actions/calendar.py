"""The editable holiday table; deadlines of open reports follow it inside the same act."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.definitions.holidays import published_calendar
from songhanh.reporting import policies
from songhanh.reporting.models import CalendarDay, DayKind, Obligation
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.due_moves import due_moves

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Moved:
    """What changing the calendar did: the day (None: removed) and how many deadlines moved."""

    day: CalendarDay | None
    reports: int


@acts.act("reporting:calendar_day:set", _("Sửa lịch nghỉ"))
def set_calendar_day(*, on: date, kind: str, name: str, by: Actor, now: datetime, source: str = "") -> Moved:
    """Enter a day off or a day worked in exchange, or correct the one that stands there."""
    policies.check_can_edit_calendar(by)
    published = (
        on in published_calendar().holidays
    )  # which may be wrong: then the day is worked like any other
    if kind == DayKind.WORKED and on.weekday() < SATURDAY and not published:
        raise RefusedError(
            "worked_weekday",
            _("%(day)s là ngày trong tuần: ngày làm bù là thứ Bảy hoặc Chủ nhật."),
            day=f"{on:%d/%m/%Y}",
        )
    if not name.strip():
        raise RefusedError("no_name", _("Ghi tên ngày, ví dụ «Nghỉ bù Quốc khánh»."))
    day = CalendarDay.objects.filter(on=on).first() or CalendarDay(on=on)
    day.kind, day.name, day.source = kind, name.strip(), source.strip()
    day.save()
    return Moved(day, _follow())


@acts.act("reporting:calendar_day:removed", _("Bỏ ngày khỏi lịch nghỉ"))
def remove_calendar_day(*, day: CalendarDay, by: Actor, now: datetime) -> Moved:
    """Take the authority's own entry away: the published calendar holds again."""
    policies.check_can_edit_calendar(by)
    day.delete()
    return Moved(None, _follow())


def _follow() -> int:
    """Move the deadlines of open reports; an extension stays unless the regular deadline is now later."""
    moved: list[Obligation] = []
    act = acts.current("Obligation")
    for move in due_moves(work_calendar()):
        for obligation in move.obligations:
            extended = obligation.due_at > obligation.original_due_at
            obligation.due_at = max(obligation.due_at, move.after) if extended else move.after
            obligation.original_due_at = move.after
        moved += move.obligations
        act.note(
            f"reporting.deadline:{move.form_code}.{move.period_code}",
            {"due_at": move.before.isoformat()},
            {"due_at": move.after.isoformat(), "reports": len(move.obligations)},
        )
    acts.amend(moved, ["due_at", "original_due_at"])
    return len(moved)
