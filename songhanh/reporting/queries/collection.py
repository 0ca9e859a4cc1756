"""Who has reported for a period and who has not: one row an obligation, in a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Sum, Value, When
from django.utils import timezone

from songhanh.core.accounts.roles import ENTERPRISE_ROLES
from songhanh.core.models import Grant
from songhanh.core.scope import Scope, ScopeKind
from songhanh.definitions.forms import ReportForm
from songhanh.enterprises.models import Enterprise, Siting
from songhanh.reporting.models import (
    Draft,
    Obligation,
    ObligationState,
    Question,
    ReportValue,
    Review,
)
from songhanh.reporting.queries.officers import in_charge
from songhanh.reporting.queries.typed import is_blank
from songhanh.reporting.queries.weights import Weight, weights
from songhanh.rules.periods import Period

PAST_PERIODS = 6
OUTCOMES = ("", "ON_TIME", "LATE", "MISSING", "EXEMPT")
NO_WEIGHT = Weight(None, None)
FIELDS = [
    "pk",
    "uuid",
    "enterprise_id",
    "project_id",
    "state",
    "due_at",
    "original_due_at",
    "filed_at",
    "unlocked",
    "unlock_due_at",
    "officer_id",
    "officer__full_name",
    "officer_note",
    "reminders",
    "latest_id",
    "latest__filed_at",
    "latest__findings",
    "enterprise__code",
    "enterprise__short_name",
    "enterprise__name_key",
    "enterprise__trade",
    "enterprise__park__code",
    "enterprise__park__name",
    "project__code",
    "project__name",
]


@dataclass(frozen=True, slots=True)
class Collected:
    """One obligation as the collection page needs it; `stored` are the columns of `FIELDS`.

    `filled` counts the required cells that hold something; `history` are past periods' outcomes, oldest first;
    `projects` is how many reports of this form the enterprise owes, over which its weight is spread.
    """

    stored: dict[str, Any]
    officer_id: int | None
    officer: str
    weight: Weight
    projects: int
    filled: int
    history: tuple[str, ...]
    users: int
    last_sign_in: datetime | None
    returned_at: datetime | None
    questions: int

    @property
    def uuid(self) -> UUID:
        """The obligation's public id."""
        uuid: UUID = self.stored["uuid"]
        return uuid

    @property
    def revenue(self) -> Decimal | None:
        """The part of the enterprise's revenue that this report stands for."""
        return None if self.weight.revenue is None else self.weight.revenue / self.projects

    @property
    def workers(self) -> Decimal | None:
        """The part of its workers likewise."""
        return None if self.weight.workers is None else self.weight.workers / self.projects


def collected(*, form: ReportForm, period: Period, scope: Scope, now: datetime) -> list[Collected]:
    """Every obligation of the form and period within `scope`."""
    owed = Obligation.objects.visible_to(scope).filter(form_code=form.code, period_code=period.code)
    stored = [dict(zip(FIELDS, row, strict=True)) for row in owed.order_by("pk").values_list(*FIELDS)]
    if not stored:
        return []
    stood = _stood_elsewhere(period, scope)
    for each in stored:
        each.update(stood.get(each["enterprise_id"], {}))
    beside = _Beside(owed, stored, form, period, scope, now)
    return [beside.row(each) for each in stored]


def _stood_elsewhere(period: Period, scope: Scope) -> dict[int, dict[str, str]]:
    """Enterprises that have moved since: the park they stood in when the period ended."""
    last_day = period.end - timedelta(days=1)
    valid = Q(since__lte=last_day) & (Q(until=None) | Q(until__gt=last_day))
    moved = Siting.objects.filter(valid).exclude(park=F("enterprise__park"))
    moved = moved.filter(enterprise__in=Enterprise.objects.visible_to(scope).values("pk"))
    return {
        enterprise: {"enterprise__park__code": code, "enterprise__park__name": name}
        for enterprise, code, name in moved.values_list("enterprise_id", "park__code", "park__name")
    }


class _Beside:
    """What stands in other tables, each fetched once for all rows."""

    def __init__(
        self,
        owed: QuerySet[Obligation],
        stored: Sequence[dict[str, Any]],
        form: ReportForm,
        period: Period,
        scope: Scope,
        now: datetime,
    ) -> None:
        ids = [row["enterprise_id"] for row in stored]
        self._charge = in_charge(timezone.localdate(now), scope)
        self._weights = weights(ids, scope, period.start)
        self._projects: dict[int, int] = {}
        for pk in ids:
            self._projects[pk] = self._projects.get(pk, 0) + 1
        self._filled = _filled(owed, stored, form.required)
        self._history = _history(form.code, period, scope, now)
        self._sign_ins = _sign_ins(owed, now)
        returned = [row["pk"] for row in stored if row["state"] == ObligationState.RETURNED]
        self._returned = dict(
            Review.objects.filter(version__obligation__in=returned)
            .order_by()
            .values("version__obligation_id")
            .annotate(last=Max("decided_at"))
            .values_list("version__obligation_id", "last")
        )
        self._questions = dict(
            Question.objects.filter(obligation__in=owed, answered_at=None)
            .order_by()
            .values("obligation_id")
            .annotate(n=Count("pk"))
            .values_list("obligation_id", "n")
        )

    def row(self, stored: dict[str, Any]) -> Collected:
        """One row."""
        pk, enterprise = stored["pk"], stored["enterprise_id"]
        handed = stored["officer_id"], stored["officer__full_name"]
        officer_id, officer = handed if handed[0] else self._charge.get(enterprise, (None, ""))
        users, last = self._sign_ins.get(enterprise, (0, None))
        return Collected(
            stored=stored,
            officer_id=officer_id,
            officer=officer,
            weight=self._weights.get(enterprise, NO_WEIGHT),
            projects=self._projects[enterprise],
            filled=self._filled.get(pk, 0),
            history=self._history.get((enterprise, stored["project_id"]), ()),
            users=users,
            last_sign_in=last,
            returned_at=self._returned.get(pk),
            questions=self._questions.get(pk, 0),
        )


def _filled(
    owed: QuerySet[Obligation], stored: Sequence[dict[str, Any]], required: Collection[str]
) -> dict[int, int]:
    """Required cells that hold something, by obligation: of its draft, without one of its newest version."""
    newest = {row["latest_id"]: row["pk"] for row in stored if row["latest_id"]}
    counted = (
        ReportValue.objects.filter(version__in=newest, cell__in=required).order_by().values_list("version_id")
    )
    found = {newest[version]: n for version, n in counted.annotate(n=Count("pk"))}
    for obligation, cells in Draft.objects.filter(obligation__in=owed).values_list("obligation_id", "cells"):
        found[obligation] = sum(not is_blank(cell) for code, cell in cells.items() if code in required)
    return found


def _history(
    form_code: str, period: Period, scope: Scope, now: datetime
) -> dict[tuple[int, int | None], tuple[str, ...]]:
    """How each owner did in the six periods before: (enterprise, project) → outcomes, oldest first.

    Every period is one digit of a number that the database adds up: one short row an owner comes back, not six.
    """
    codes: list[str] = []
    while len(codes) < PAST_PERIODS:
        period = period.previous()
        codes.append(period.code)
    places = [When(period_code=code, then=Value(10**n)) for n, code in enumerate(codes)]
    rows = (
        Obligation.objects.visible_to(scope)
        .filter(form_code=form_code, period_code__in=codes)
        .order_by()
        .values_list("enterprise_id", "project_id")
        .annotate(digits=Sum(outcome_at(now) * Case(*places, output_field=IntegerField())))
    )
    return {(enterprise, project): _outcomes(digits) for enterprise, project, digits in rows}


@cache
def _outcomes(digits: int) -> tuple[str, ...]:
    """«2113»: late, twice on time, missing; a zero is a period without an outcome."""
    return tuple(OUTCOMES[int(digit)] for digit in str(digits) if digit != "0")


def outcome_at(now: datetime) -> Case:
    """The place in `OUTCOMES`; 0 while the report is not due yet."""
    return Case(
        When(state=ObligationState.EXEMPT, then=Value(OUTCOMES.index("EXEMPT"))),
        When(filed_at__lte=F("due_at"), then=Value(OUTCOMES.index("ON_TIME"))),
        When(filed_at__isnull=False, then=Value(OUTCOMES.index("LATE"))),
        When(due_at__lt=now, then=Value(OUTCOMES.index("MISSING"))),
        default=Value(0),
        output_field=IntegerField(),
    )


def _sign_ins(owed: QuerySet[Obligation], now: datetime) -> dict[int, tuple[int, datetime | None]]:
    """Of those who owe: enterprise id → (how many people report for it, when one of them last signed in)."""
    on = timezone.localdate(now)
    valid = Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))
    theirs = Grant.objects.filter(valid, kind=ScopeKind.ENTERPRISES, user__role__in=ENTERPRISE_ROLES)
    rows = theirs.filter(user__is_active=True, target_id__in=owed.values("enterprise_id")).order_by()
    counted = rows.values("target_id").annotate(users=Count("user"), last=Max("user__last_login"))
    return {row["target_id"]: (row["users"], row["last"]) for row in counted}
