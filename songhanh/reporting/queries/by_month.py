"""Sums by month and park: what charts and the leader's morning screen are drawn from, in one query.

The same rows as `counted.sums`, kept apart by month, so that a flow can be added over any months and a stock
taken from any of them without asking again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum

from songhanh.core.scope import Scope
from songhanh.definitions.indicators import indicator
from songhanh.reporting.models import Figure, FigureKind, Obligation, ObligationState
from songhanh.reporting.queries.counted import Counted, cells_of_indicators, held
from songhanh.rules.indicators.indicator import IndicatorKind
from songhanh.rules.periods import Period

Key = tuple[str, date]  # indicator, the month's end (exclusive)
NOT_FINAL = Q(kind__in=[FigureKind.ESTIMATE, FigureKind.OFFICER_ESTIMATE, FigureKind.LAST_PERIOD])
CARRIED = Q(kind__in=[FigureKind.OFFICER_ESTIMATE, FigureKind.LAST_PERIOD])


@dataclass(frozen=True)
class Months:
    """The sums by park id; `park` None is all parks."""

    sums: Mapping[Key, Mapping[int, Counted]]

    def at(self, code: str, month: Period, park: int | None = None) -> Counted | None:
        """One indicator in one month; None where no number is in the system."""
        parks = self.sums.get((code, month.end), {})
        return _added(parks.values()) if park is None else parks.get(park)

    def over(self, code: str, months: Iterable[Period], park: int | None = None) -> Counted | None:
        """A flow added over the months; a stock as it stood in the last of them."""
        listed = list(months)
        if indicator(code).kind is IndicatorKind.STOCK:
            return self.at(code, listed[-1], park) if listed else None
        found = [counted for month in listed if (counted := self.at(code, month, park))]
        return _added(found)


def months_of(
    *, scope: Scope, codes: Iterable[str], since: date, until: date, as_of: datetime | None = None
) -> Months:
    """The named indicators (none of them computed from others) in the months within [since, until)."""
    wanted = {key: code for code in codes for key, _programme in cells_of_indicators()[code]}
    cells = {cell for _form, cell in wanted}
    rows = held(Figure.objects.visible_to(scope), as_of).filter(
        form_code__in={form for form, _cell in wanted},
        cell__in=cells,
        period_from__gte=since,
        period_until__lte=until,
    )
    grouped = (
        rows.order_by()
        .values_list("form_code", "cell", "period_until", "park_id")
        .annotate(
            total=Sum("value"),
            reports=Count("id"),
            estimates=Count("id", filter=NOT_FINAL),
            carried=Count("id", filter=CARRIED),
        )
    )
    sums: dict[Key, dict[int, Counted]] = {}
    for form, cell, end, park, total, *counts in grouped:
        if code := wanted.get((form, cell)):
            sums.setdefault((code, end), {})[park] = Counted(Decimal(total), *counts)
    return Months(sums)


def owed_by_month(*, scope: Scope, form_code: str, since: date, until: date) -> dict[date, int]:
    """How many reports of the form are owed, by the month's end; exempt ones are not."""
    rows = Obligation.objects.visible_to(scope).filter(
        form_code=form_code, period_from__gte=since, period_until__lte=until
    )
    owed = rows.exclude(state=ObligationState.EXEMPT).order_by().values_list("period_until")
    return dict(owed.annotate(Count("pk")))


def _added(found: Iterable[Counted]) -> Counted | None:
    """Parks are added with all their reports; months too."""
    listed = list(found)
    if not listed:
        return None
    return Counted(
        sum((each.value for each in listed), Decimal(0)),
        sum(each.reports for each in listed),
        sum(each.estimates for each in listed),
        sum(each.carried for each in listed),
    )
