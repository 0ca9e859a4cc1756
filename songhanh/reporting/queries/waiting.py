"""What waits for a review: the order in which an officer goes through it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Min, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Assignment
from songhanh.reporting.models import Obligation, ObligationState, Question


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The waiting reports around one, and how many wait in all."""

    previous: Obligation | None
    next: Obligation | None
    place: int  # from 1; 0 when the report itself does not wait
    total: int


def charged_to(
    rows: RecordQuerySet[Obligation], officer_id: int, now: datetime
) -> RecordQuerySet[Obligation]:
    """Those handed to the officer, and those of enterprises in the officer's charge that nobody else was given."""
    on = timezone.localdate(now)
    held = Assignment.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on)
    stood_in = held.filter(substitute=True).exclude(officer=officer_id).values("enterprise_id")
    mine = held.filter(Q(substitute=True) | ~Q(enterprise_id__in=stood_in), officer=officer_id)
    charged = Q(officer=None, enterprise_id__in=mine.values("enterprise_id"))
    return rows.filter(Q(officer=officer_id) | charged)


def waiting(scope: Scope) -> RecordQuerySet[Obligation]:
    """Reports that wait for the Board, the one filed first first."""
    rows = Obligation.objects.visible_to(scope).filter(state=ObligationState.SUBMITTED)
    return rows.select_related("enterprise", "project").order_by("latest__filed_at", "pk")


def neighbours(obligation: Obligation, scope: Scope, officer_id: int | None, now: datetime) -> Neighbours:
    """Around `obligation` among the officer's own waiting reports, or among all where the officer has none."""
    rows = waiting(scope)
    own = charged_to(rows, officer_id, now) if officer_id is not None else rows
    keys = list(own.values_list("pk", flat=True)) or list(rows.values_list("pk", flat=True))
    if obligation.pk in keys:
        at = keys.index(obligation.pk)
        before, after = (keys[at - 1] if at else None), (keys[at + 1] if at + 1 < len(keys) else None)
    else:
        at, before, after = -1, None, keys[0] if keys else None
    found = {row.pk: row for row in rows.filter(pk__in=[pk for pk in (before, after) if pk])}
    return Neighbours(found.get(before or 0), found.get(after or 0), at + 1, len(keys))


AWAITED = (
    ObligationState.NEVER_OPENED,
    ObligationState.DRAFT,
    ObligationState.WAITING_INSIDE,
    ObligationState.RETURNED,
)  # what the collection page calls «chưa nộp»
DUE = Case(
    When(state=ObligationState.RETURNED, then=Coalesce("unlock_due_at", "due_at")), default=F("due_at")
)


@dataclass(frozen=True, slots=True)
class Pile:
    """Everything that waits for one officer (None: for anybody) within a scope."""

    to_review: list[Obligation]
    overdue_corrections: list[Obligation]
    questions: list[Question]
    missing: list[tuple[str, str, int, datetime]]  # form, period, how many not filed, their deadline


def pile_of(scope: Scope, officer_id: int | None, now: datetime) -> Pile:
    """Four queries, whatever the size."""
    visible = Obligation.objects.visible_to(scope)
    mine = charged_to(visible, officer_id, now) if officer_id is not None else visible
    with_names = mine.select_related("enterprise", "project", "latest")
    late = with_names.filter(state=ObligationState.RETURNED, unlock_due_at__lt=now)
    asked = _open_questions(mine)
    out = mine.filter(state__in=AWAITED).order_by()
    counted = out.values("form_code", "period_code").annotate(n=Count("pk"), due=Min(DUE))
    return Pile(
        list(with_names.filter(state=ObligationState.SUBMITTED).order_by("latest__filed_at", "pk")),
        list(late.order_by("unlock_due_at", "pk")),
        list(asked.select_related("obligation__enterprise", "obligation__project").order_by("asked_at")),
        [(row["form_code"], row["period_code"], row["n"], row["due"]) for row in counted.order_by("due")],
    )


def pile_size(scope: Scope, officer_id: int | None, now: datetime) -> int:
    """How much of it waits for the officer's own act: reviews, overdue corrections, questions."""
    visible = Obligation.objects.visible_to(scope)
    mine = charged_to(visible, officer_id, now) if officer_id is not None else visible
    waits = Q(state=ObligationState.SUBMITTED) | Q(state=ObligationState.RETURNED, unlock_due_at__lt=now)
    # The two states once more by themselves: with them the database begins at an index, not at every report.
    states = (ObligationState.SUBMITTED, ObligationState.RETURNED)
    own = mine.filter(waits, state__in=states).count()
    # It stands on every page, and mostly nobody has an open question: then the second long condition is not built.
    asked = Question.objects.filter(answered_at=None)
    return own + (_open_questions(mine).count() if asked.exists() else 0)


def _open_questions(mine: RecordQuerySet[Obligation]) -> RecordQuerySet[Question]:
    """On these reports; the few open questions decide which reports are looked at, not the other way round."""
    open_ = Question.objects.filter(answered_at=None)
    asked_about = mine.filter(pk__in=open_.order_by().values("obligation_id"))
    return open_.filter(obligation__in=asked_about.order_by().values("pk"))
