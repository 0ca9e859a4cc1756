"""The rows of «Ai chưa nộp»: states, deadlines and weights in words and codes that can be filtered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.definitions.forms import ReportForm
from songhanh.reporting.models import ObligationState
from songhanh.reporting.presenters.states import SHOWN
from songhanh.reporting.presenters.timing import days_between, timing_of, timing_words
from songhanh.reporting.queries.collection import Collected
from songhanh.rules.deadlines import WorkCalendar

HUNDRED = Decimal(100)
NOT_FILED = ("RETURNED", "DRAFT", "NOT_OPENED")
FILED = ("SUBMITTED", "ACCEPTED")
HABIT = 3  # late or missing that often in the last six periods
DAY_SECONDS = 86_400

WATCH: dict[str, str | Promise] = {
    "returned": gettext_lazy("Trả lại quá 1 ngày"),
    "waiting": gettext_lazy("Chờ duyệt quá 1 ngày"),
    "habit": gettext_lazy("Hay nộp muộn"),
    "warned": gettext_lazy("Có giải trình cần xem"),
    "asked": gettext_lazy("Có câu hỏi chưa trả lời"),
    "unseen": gettext_lazy("Chưa từng đăng nhập"),
    "reminded": gettext_lazy("Đã nhắc từ 3 lần"),
}


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """One report. Shares in percent of everything owed; None where the enterprise has no figure yet."""

    uuid: str
    owner: str  # code in addresses
    enterprise: str
    enterprise_code: str
    project: str
    key: str
    trade: str
    park: str
    park_code: str
    officer: str
    officer_id: str
    state: str
    state_detail: str
    timing: str
    timing_detail: str
    due_at: datetime
    filled: int
    cells: int
    note: str
    revenue_share: Decimal | None
    workers_share: Decimal | None
    history: tuple[str, ...]
    last_sign_in: datetime | None
    has_login: bool
    reminders: int
    warnings: int
    questions: int
    on_behalf: str
    watch: frozenset[str]

    @property
    def filed(self) -> bool:
        """Whether it came in (accepted or waiting)."""
        return self.state in FILED

    @property
    def missing(self) -> bool:
        """Whether the Board waits for it."""
        return self.state in NOT_FILED

    @property
    def lateness(self) -> int:
        """How many of the past periods were late or missing, for sorting."""
        return sum(outcome in {"LATE", "MISSING"} for outcome in self.history)


def collection_rows(
    found: Sequence[Collected], *, form: ReportForm, now: datetime, calendar: WorkCalendar
) -> list[CollectionRow]:
    """Rows in no particular order; the weights of exempt reports do not count."""
    owed = [each for each in found if each.stored["state"] != ObligationState.EXEMPT]
    revenue = sum((each.revenue or Decimal(0) for each in owed), Decimal(0))
    workers = sum((each.workers or Decimal(0) for each in owed), Decimal(0))
    return [_row(each, form, now, calendar, revenue, workers) for each in found]


def _row(
    each: Collected,
    form: ReportForm,
    now: datetime,
    calendar: WorkCalendar,
    revenue: Decimal,
    workers: Decimal,
) -> CollectionRow:
    stored = each.stored
    state = SHOWN[ObligationState(stored["state"])]
    exempt = state == "EXEMPT"
    timing = timing_of(
        state=stored["state"],
        filed_at=stored["filed_at"],
        due_at=stored["due_at"],
        original_due_at=stored["original_due_at"],
        unlock_due_at=stored["unlock_due_at"],
        now=now,
    )
    due = stored["unlock_due_at"] if state == "RETURNED" and stored["unlock_due_at"] else stored["due_at"]
    return CollectionRow(
        uuid=str(each.uuid),
        owner=stored["project__code"] or stored["enterprise__code"],
        enterprise=stored["enterprise__short_name"],
        enterprise_code=stored["enterprise__code"],
        project=stored["project__name"] or "",
        key=f"{stored['enterprise__name_key']} {stored['enterprise__code']} {stored['project__code'] or ''}",
        trade=stored["enterprise__trade"],
        park=stored["enterprise__park__name"],
        park_code=stored["enterprise__park__code"],
        officer=each.officer,
        officer_id=str(each.officer_id or ""),
        state=state,
        state_detail=_detail(each, now),
        timing=timing,
        timing_detail=timing_words(timing, filed_at=stored["filed_at"], due=due, now=now, calendar=calendar),
        due_at=due,
        filled=each.filled,
        cells=len(form.cells),
        note=stored["officer_note"],
        revenue_share=None if exempt else _share(each.revenue, revenue),
        workers_share=None if exempt else _share(each.workers, workers),
        history=each.history,
        last_sign_in=each.last_sign_in,
        has_login=each.users > 0,
        reminders=stored["reminders"],
        warnings=len(stored["latest__findings"] or ()),
        questions=each.questions,
        on_behalf=stored["latest__on_behalf"] or "",
        watch=frozenset(_watched(each, state, now)),
    )


def _share(part: Decimal | None, whole: Decimal) -> Decimal | None:
    return part / whole * HUNDRED if part is not None and whole else None


def _detail(each: Collected, now: datetime) -> str:
    stored = each.stored
    if stored["state"] == ObligationState.WAITING_INSIDE:
        return _("chờ duyệt nội bộ")
    if stored["state"] == ObligationState.RETURNED:
        words = [days_between(each.returned_at, now)] if each.returned_at else []
        if stored["unlocked"]:
            words.append(_("%(count)s chỉ tiêu") % {"count": len(stored["unlocked"])})
        return ", ".join(words)
    if stored["state"] == ObligationState.SUBMITTED and stored["latest__filed_at"]:
        return days_between(stored["latest__filed_at"], now)
    return ""


def _watched(each: Collected, state: str, now: datetime) -> list[str]:
    stored, missing = each.stored, state in NOT_FILED
    bad = sum(outcome in {"LATE", "MISSING"} for outcome in each.history)
    facts = {
        "returned": state == "RETURNED" and _over_a_day(each.returned_at, now),
        "waiting": state == "SUBMITTED" and _over_a_day(stored["latest__filed_at"], now),
        "habit": bad >= HABIT,
        "warned": state == "SUBMITTED" and bool(stored["latest__findings"]),
        "asked": each.questions > 0,
        "unseen": missing and each.last_sign_in is None,
        "reminded": missing and stored["reminders"] >= 3,
    }
    return [code for code, holds in facts.items() if holds]


def _over_a_day(since: datetime | None, now: datetime) -> bool:
    return since is not None and (now - since).total_seconds() > DAY_SECONDS
