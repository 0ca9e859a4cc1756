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


DUE = "{hạn}"  # stands in a text that goes to many for the deadline of each


def reminder_text(form: ReportForm, period: Period) -> str:
    """«Ban Quản lý nhắc nộp … (số liệu 15/12–14/01), hạn {hạn}. …»: what an officer sends or changes."""
    words = _(
        "Ban Quản lý nhắc nộp %(report)s (số liệu %(days)s), hạn %(due)s. "
        "Cần trợ giúp thì gọi chuyên viên phụ trách."
    )
    return words % {
        "report": _lower_first(report_title(form, period)),
        "days": period_days(period),
        "due": DUE,
    }


def addressed(text: str, row: Obligation) -> str:
    """The text as one enterprise gets it: with its own deadline."""
    return text.replace(DUE, deadline(due_of(row)))


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
        text=f"{name}: {addressed(reminder_text(form, period), row)}",
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
