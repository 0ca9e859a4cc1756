"""What an enterprise weighs: its revenue and workers in the last period it has accepted figures of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from songhanh.core.scope import Scope
from songhanh.reporting.models import Figure

FORM = "monthly-production"
REVENUE, WORKERS = ("revenue",), ("labour_domestic", "labour_foreign")
LOOK_BACK = timedelta(days=370)
# Reaches over the last whole month, also where months end on the 14th and `before` on the 31st: nearly every
# enterprise has figures of it, and further back only the others are sought.
NEAR = timedelta(days=47)


@dataclass(frozen=True, slots=True)
class Weight:
    """Revenue in the form's unit (tỷ VND a month) and workers; None where no figure is in the system."""

    revenue: Decimal | None
    workers: Decimal | None


def weights(enterprise_ids: Iterable[int], scope: Scope, before: date) -> dict[int, Weight]:
    """By enterprise id: of the newest period that ended by `before` of which it has figures."""
    rows = Figure.objects.visible_to(scope).filter(
        form_code=FORM, cell__in=[*REVENUE, *WORKERS], known_until=None, period_until__lte=before
    )
    near, far = before - NEAR, before - LOOK_BACK
    found = _newest(rows.filter(period_from__gte=near))
    lacking = set(enterprise_ids) - found.keys()
    if not lacking:
        return found
    older = rows.filter(period_from__gte=far, period_from__lt=near, enterprise__in=lacking)
    return found | _newest(older)


def _newest(rows: QuerySet[Figure]) -> dict[int, Weight]:
    """Each enterprise's weight in its own newest period."""
    grouped = (
        rows.order_by()
        .values_list("enterprise_id", "period_from")
        .annotate(
            revenue=Sum("value", filter=Q(cell__in=REVENUE)), workers=Sum("value", filter=Q(cell__in=WORKERS))
        )
    )
    found: dict[int, tuple[date, Weight]] = {}
    for enterprise, start, revenue, workers in grouped:
        if enterprise not in found or start > found[enterprise][0]:
            found[enterprise] = start, Weight(revenue, workers)
    return {enterprise: weight for enterprise, (_start, weight) in found.items()}
