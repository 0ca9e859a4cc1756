"""Where each enterprise stands in both goals, and which of its reports are overdue: two queries for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.reporting.models import Figure, Obligation, ObligationState
from songhanh.reporting.queries.counted import Asked, held

FORMS = ("monthly-production", "monthly-safety")
STOCKS = (
    "labour_domestic",
    "labour_foreign",
    "vaccinated_two",
    "vaccinated_one_only",
    "vaccinated_none",
    "cases_f0",
    "contacts_f1",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """None: no number in the system. Revenue in tỷ VND over the days asked and over the same days a year before."""

    enterprise_id: int
    revenue: Decimal | None
    revenue_before: Decimal | None
    stocks: dict[str, Decimal | None]

    @property
    def workers(self) -> Decimal:
        """At the end of the last month."""
        return (self.stocks["labour_domestic"] or Decimal(0)) + (self.stocks["labour_foreign"] or Decimal(0))

    def stock(self, code: str) -> Decimal | None:
        """One of `STOCKS`."""
        return self.stocks[code]


def standings(asked: Asked) -> list[Standing]:
    """Every enterprise within the scope that has a number, in no order."""
    before = asked.a_year_earlier()
    revenue = Q(cell="revenue")
    sums = {code: Sum("value", filter=Q(cell=code, period_until=asked.end)) for code in STOCKS}
    rows = (
        held(Figure.objects.visible_to(asked.scope), asked.as_of)
        .filter(form_code__in=FORMS)
        .filter(
            revenue & (_within(asked.start, asked.end) | _within(before.start, before.end))
            | Q(cell__in=STOCKS, period_until=asked.end)
        )
        .order_by()
        .values("enterprise_id")
        .annotate(
            now=Sum("value", filter=revenue & _within(asked.start, asked.end)),
            then=Sum("value", filter=revenue & _within(before.start, before.end)),
            **sums,
        )
    )
    return [_standing(row) for row in rows]


def overdue_reports(*, scope: Scope, at: datetime) -> RecordQuerySet[Obligation]:
    """Reports that were due by that moment and had not been filed then, the oldest deadline first."""
    rows = Obligation.objects.visible_to(scope).filter(Q(filed_at=None) | Q(filed_at__gt=at), due_at__lt=at)
    return rows.exclude(state=ObligationState.EXEMPT).order_by("due_at", "form_code", "enterprise__code")


def waiting_since(*, scope: Scope) -> Sequence[datetime]:
    """When the reports that wait for the Board were filed, the longest waiting first."""
    rows = Obligation.objects.visible_to(scope).filter(state=ObligationState.SUBMITTED)
    return list(rows.order_by("latest__filed_at").values_list("latest__filed_at", flat=True))


def _within(start: date, end: date) -> Q:
    return Q(period_from__gte=start, period_until__lte=end)


def _standing(row: dict[str, Any]) -> Standing:
    return Standing(
        row["enterprise_id"],
        row["now"],
        row["then"],
        {code: row[code] for code in STOCKS},
    )
