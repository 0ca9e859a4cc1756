"""A year's targets as they stood at a moment: the authority's, the parks', the enterprises', in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from songhanh.core.scope import Scope
from songhanh.reporting.models import Target


@dataclass(frozen=True)
class Plans:
    """The newest version of each; parks and enterprises by (indicator, id)."""

    whole: Mapping[str, Decimal]
    parks: Mapping[tuple[str, int], Decimal]
    enterprises: Mapping[tuple[str, int], Decimal]


def plans_of(*, year: int, scope: Scope, as_of: datetime | None = None) -> Plans:
    """What was set by `as_of` (None: now) for the whole year, as far as `scope` sees."""
    rows = Target.objects.visible_to(scope).filter(year=year, quarter=None)
    if as_of is not None:
        rows = rows.filter(set_at__lte=as_of)
    whole: dict[str, Decimal] = {}
    parks: dict[tuple[str, int], Decimal] = {}
    enterprises: dict[tuple[str, int], Decimal] = {}
    for code, park, enterprise, value in rows.order_by("version").values_list(
        "indicator", "park_id", "enterprise_id", "value"
    ):
        if enterprise is not None:
            enterprises[code, enterprise] = value
        elif park is not None:
            parks[code, park] = value
        else:
            whole[code] = value
    return Plans(whole, parks, enterprises)
