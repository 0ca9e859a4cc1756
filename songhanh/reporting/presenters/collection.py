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
from songhanh.reporting.queries.weights import Weight
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
class Moment:
    """When the page is made, and what it needs to say how far away a deadline is."""

    now: datetime
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """One report. Shares in percent of everything owed; None where the enterprise has no figure yet.

    What only a shown row needs is worked out when it is asked for: there may be thousands that are counted.
    """

    found: Collected
    moment: Moment
    state: str
    timing: str
    cells: int
    revenue_share: Decimal | None
    workers_share: Decimal | None
    watch: frozenset[str]
    uuid: str
    owner: str  # code in addresses
    enterprise: str
    park: str
    park_code: str
    officer: str
    officer_id: str
    filled: int
    reminders: int
    last_sign_in: datetime | None
    history: tuple[str, ...]
    due_at: datetime

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
        return _bad(self.history)

    @property
    def key(self) -> str:
        """What a search looks into."""
        stored = self.found.stored
        return (
            f"{stored['enterprise__name_key']} {stored['enterprise__code']} {stored['project__code'] or ''}"
        )

    @property
    def project(self) -> str:
        """The project's name where the form is owed per project."""
        return self.found.stored["project__name"] or ""

    @property
    def trade(self) -> str:
        """What the enterprise makes, as people call it."""
        return str(self.found.stored["enterprise__trade"])

    @property
    def note(self) -> str:
        """The officer's own."""
        return str(self.found.stored["officer_note"])

    @property
    def has_login(self) -> bool:
        """Whether anybody can sign in for the enterprise."""
        return self.found.users > 0

    @property
    def state_detail(self) -> str:
        """What is said after the state's word."""
        return _detail(self.found, self.moment.now)

    @property
    def timing_detail(self) -> str:
        """What is said after the timing's word."""
        filed_at = self.found.stored["filed_at"]
        return timing_words(
            self.timing,
            filed_at=filed_at,
            due=self.due_at,
            now=self.moment.now,
            calendar=self.moment.calendar,
        )


def collection_rows(
    found: Sequence[Collected], *, form: ReportForm, now: datetime, calendar: WorkCalendar
) -> list[CollectionRow]:
    """Rows in no particular order; the weights of exempt reports do not count."""
    owed = [each for each in found if each.stored["state"] != ObligationState.EXEMPT]
    whole = Weight(
        sum((each.revenue or Decimal(0) for each in owed), Decimal(0)),
        sum((each.workers or Decimal(0) for each in owed), Decimal(0)),
    )
    moment, cells = Moment(now, calendar), len(form.required)
    return [_row(each, moment, cells, whole) for each in found]


def _row(each: Collected, moment: Moment, cells: int, whole: Weight) -> CollectionRow:
    stored = each.stored
    state = SHOWN[stored["state"]]
    exempt = state == "EXEMPT"
    corrected_by = stored["unlock_due_at"] if state == "RETURNED" else None
    return CollectionRow(
        found=each,
        moment=moment,
        state=state,
        timing=timing_of(
            state=stored["state"],
            filed_at=stored["filed_at"],
            due_at=stored["due_at"],
            original_due_at=stored["original_due_at"],
            unlock_due_at=stored["unlock_due_at"],
            now=moment.now,
        ),
        cells=cells,
        revenue_share=None if exempt else _share(each.revenue, whole.revenue),
        workers_share=None if exempt else _share(each.workers, whole.workers),
        watch=frozenset(_watched(each, state, moment.now)),
        uuid=str(each.uuid),
        owner=stored["project__code"] or stored["enterprise__code"],
        enterprise=stored["enterprise__short_name"],
        park=stored["enterprise__park__name"],
        park_code=stored["enterprise__park__code"],
        officer=each.officer,
        officer_id=str(each.officer_id or ""),
        filled=each.filled,
        reminders=stored["reminders"],
        last_sign_in=each.last_sign_in,
        history=each.history,
        due_at=corrected_by or stored["due_at"],
    )


def _bad(history: Sequence[str]) -> int:
    return history.count("LATE") + history.count("MISSING")


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return part / whole * HUNDRED if part is not None and whole else None


def _detail(each: Collected, now: datetime) -> str:
    stored = each.stored
    if stored["state"] == ObligationState.WAITING_INSIDE:
        return _("chờ nội bộ")
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
    facts = {
        "returned": state == "RETURNED" and _over_a_day(each.returned_at, now),
        "waiting": state == "SUBMITTED" and _over_a_day(stored["latest__filed_at"], now),
        "habit": _bad(each.history) >= HABIT,
        "warned": state == "SUBMITTED" and bool(stored["latest__findings"]),
        "asked": each.questions > 0,
        "unseen": missing and each.last_sign_in is None,
        "reminded": missing and stored["reminders"] >= 3,
    }
    return [code for code, holds in facts.items() if holds]


def _over_a_day(since: datetime | None, now: datetime) -> bool:
    return since is not None and (now - since).total_seconds() > DAY_SECONDS
