"""What reporting's operations are asked with: moments, periods, one report; and its findings in the answer."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from ninja import Schema
from pydantic import BeforeValidator, WithJsonSchema

from songhanh.core.ui.request import Request, visible
from songhanh.reporting.models import Obligation
from songhanh.reporting.queries.moments import moment_of
from songhanh.rules.periods import Basis, Period, PeriodError, parse_period

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+ -][0-9:]+)?)?", re.IGNORECASE)
FIRST, LAST = datetime(1900, 1, 2, tzinfo=UTC), datetime(2999, 12, 30, tzinfo=UTC)


def _moment(value: Any) -> Any:
    """A day (its end) or a moment; what lies before or after everything is brought to the edge."""
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        raise ValueError(value)
    moment = moment_of(value)
    if moment is None:
        raise ValueError(value)
    # Comparing before converting: the first and the last moments of the calendar cannot change their zone.
    edge = FIRST if moment.year < FIRST.year else LAST if moment.year > LAST.year else None
    return edge or moment


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]},
        mode="validation",
    ),
]


class FindingOut(Schema):
    """One finding: `blocks` is false for a warning that has its note."""

    place: str
    code: str
    detail: str
    level: str
    blocks: bool


def report_of(request: Request, uuid: UUID) -> Obligation:
    """One report within scope, or 404."""
    rows = Obligation.objects.select_related("enterprise__park", "project", "latest")
    return visible(rows, request.actor, uuid=uuid)


def period_of(code: str) -> Period:
    """A period of the authority's own count; an unknown one is 404."""
    try:
        return parse_period(code, Basis.CUTOFF15)
    except PeriodError as error:
        raise Http404 from error
