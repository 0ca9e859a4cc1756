"""What an enterprise weighs: its revenue and workers in the last period it has accepted figures of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Q, QuerySet, Sum

from songhanh.core.scope import Scope
from songhanh.reporting.models import Figure

FORM = "monthly-production"
REVENUE, WORKERS = ("revenue",), ("labour_domestic", "labour_foreign")
LOOK_BACK = timedelta(days=370)


@dataclass(frozen=True, slots=True)
class Weight:
    """Revenue in the form's unit (tỷ VND a month) and workers; None where no figure is in the system."""

    revenue: Decimal | None
    workers: Decimal | None


def weights(enterprise_ids: Iterable[int], scope: Scope, before: date) -> dict[int, Weight]:
    """By enterprise id: the newest period that ended by `before`; who has no figure of it, its own newest."""
    rows = Figure.objects.visible_to(scope).filter(
        form_code=FORM,
        cell__in=[*REVENUE, *WORKERS],
        known_until=None,
        period_until__lte=before,
        period_from__gte=before - LOOK_BACK,
    )
    last = rows.aggregate(last=Max("period_until"))["last"]
    found = _weighed(rows.filter(period_until=last)) if last else {}
    lacking = set(enterprise_ids) - found.keys()
    return found | _own_newest(rows, lacking) if lacking else found


def _own_newest(rows: QuerySet[Figure], enterprise_ids: set[int]) -> dict[int, Weight]:
    older = rows.filter(enterprise__in=enterprise_ids).order_by()
    newest = dict(
        older.values("enterprise_id").annotate(last=Max("period_until")).values_list("enterprise_id", "last")
    )
    found: dict[int, Weight] = {}
    for until in set(newest.values()):
        same = [pk for pk, last in newest.items() if last == until]
        found |= _weighed(older.filter(period_until=until, enterprise__in=same))
    return found


def _weighed(rows: QuerySet[Figure]) -> dict[int, Weight]:
    grouped = (
        rows.order_by()
        .values("enterprise_id")
        .annotate(
            revenue=Sum("value", filter=Q(cell__in=REVENUE)),
            workers=Sum("value", filter=Q(cell__in=WORKERS)),
        )
    )
    return {row["enterprise_id"]: Weight(row["revenue"], row["workers"]) for row in grouped}
