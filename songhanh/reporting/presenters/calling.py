"""Words for reminding, and the list of whom to call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import deadline
from songhanh.definitions.forms import ReportForm
from songhanh.reporting.models import Obligation
from songhanh.reporting.policies import due_of
from songhanh.reporting.presenters.states import shown_state
from songhanh.reporting.queries.names import period_days, report_title
from songhanh.reporting.queries.reachable import Contact, Reach
from songhanh.rules.periods import Period


@dataclass(frozen=True, slots=True)
class CallLine:
    """One enterprise to call; `text` is for pasting into a message."""

    uuid: str
    enterprise: str
    project: str
    park: str
    state: str
    state_detail: str
    contacts: tuple[Contact, ...]
    reminders: int
    note: str
    text: str


def reminder_text(form: ReportForm, period: Period, rows: Sequence[Obligation]) -> str:
    """«Nhắc nộp báo cáo … (số liệu 15/12–14/01), hạn 17:00 Thứ Tư 19/01»; the earliest deadline of `rows`."""
    due = min((due_of(row) for row in rows), default=None)
    words = _(
        "Ban Quản lý nhắc nộp %(report)s (số liệu %(days)s), hạn %(due)s. "
        "Cần trợ giúp thì gọi chuyên viên phụ trách."
    )
    return words % {
        "report": _lower_first(report_title(form, period)),
        "days": period_days(period),
        "due": deadline(due),
    }  # fmt: skip


def call_lines(
    form: ReportForm, period: Period, rows: Sequence[Obligation], reach: Mapping[int, Reach], now: datetime
) -> list[CallLine]:
    """One line a report, in the order of `rows`."""
    return [_line(form, period, row, reach.get(row.enterprise_id) or Reach(), now) for row in rows]


def _line(form: ReportForm, period: Period, row: Obligation, reach: Reach, now: datetime) -> CallLine:
    state, detail = shown_state(row, now)
    project = row.project.name if row.project else ""
    name = f"{row.enterprise.name} ({project})" if project else row.enterprise.name
    return CallLine(
        uuid=str(row.uuid),
        enterprise=str(row.enterprise),
        project=project,
        park=row.enterprise.park.name,
        state=state,
        state_detail=detail,
        contacts=tuple(reach.contacts),
        reminders=row.reminders,
        note=row.officer_note,
        text=f"{name}: {reminder_text(form, period, [row])}",
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
