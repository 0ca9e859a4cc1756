"""Words for reminding, and the list of whom to call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.core.models import User
from songhanh.core.templatetags.vietnamese import deadline
from songhanh.definitions.forms import ReportForm
from songhanh.reporting.models import Obligation, ObligationState
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
OFFICER = "{chuyên viên}"  # and for who is in charge of each, with a phone and an address if they are known


def reminder_text(form: ReportForm, period: Period) -> str:
    """«Ban Quản lý nhắc nộp … (số liệu 15/12–14/01), hạn {hạn}. …»: what an officer sends or changes."""
    words = _(
        "Ban Quản lý nhắc nộp %(report)s (số liệu %(days)s), hạn %(due)s. "
        "Cần trợ giúp thì gọi chuyên viên phụ trách%(officer)s."
    )
    return words % {
        "officer": OFFICER,
        "report": _lower_first(report_title(form, period)),
        "days": period_days(period),
        "due": DUE,
    }


def addressed(text: str, row: Obligation, officer: User | None) -> str:
    """The text as one enterprise gets it: its deadline, its officer, and what to correct if it was returned."""
    said = text.replace(DUE, deadline(due_of(row))).replace(OFFICER, _reached(officer))
    return f"{said} {_to_correct(row)}" if row.state == ObligationState.RETURNED else said


def _reached(officer: User | None) -> str:
    if officer is None:
        return ""
    return f": {', '.join(part for part in (str(officer), officer.phone, officer.email) if part)}"


def _to_correct(row: Obligation) -> str:
    if not row.unlocked:
        return _("Báo cáo này Ban đã trả lại cả: mở báo cáo để xem lý do, sửa rồi nộp lại.")
    words = ngettext(
        "Báo cáo này Ban đã trả lại để sửa %(count)s chỉ tiêu: mở báo cáo để xem lời nhắn, sửa rồi nộp lại.",
        "Báo cáo này Ban đã trả lại để sửa %(count)s chỉ tiêu: mở báo cáo để xem lời nhắn, sửa rồi nộp lại.",
        len(row.unlocked),
    )
    return words % {"count": len(row.unlocked)}


def call_lines(
    text: str,
    rows: Sequence[Obligation],
    *,
    reach: Mapping[int, Reach],
    charge: Mapping[int, User],
    now: datetime,
) -> list[CallLine]:
    """One line a report, in the order of `rows`; `charge` are the officers by the report's id."""
    return [
        _line(addressed(text, row, charge.get(row.pk)), row, reach.get(row.enterprise_id) or Reach(), now)
        for row in rows
    ]


def _line(text: str, row: Obligation, reach: Reach, now: datetime) -> CallLine:
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
        text=f"{name}: {text}",
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
