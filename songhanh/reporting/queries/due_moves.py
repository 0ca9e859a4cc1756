"""Which deadlines a calendar moves: of reports that nobody has filed yet."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from songhanh.definitions.forms import form
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.rules.deadlines import WorkCalendar, due_at


@dataclass(frozen=True, slots=True)
class DueMove:
    """The reports of one form and period whose regular deadline becomes another."""

    form_code: str
    period_code: str
    before: datetime
    after: datetime
    obligations: tuple[Obligation, ...]


def due_moves(calendar: WorkCalendar) -> list[DueMove]:
    """Counted over open reports, in the order of their deadlines."""
    rows = (
        Obligation.objects.filter(latest=None)
        .exclude(state=ObligationState.EXEMPT)
        .order_by("original_due_at", "form_code", "form_version", "period_code", "pk")
    )
    found = []
    for (before, code, version, period), group in groupby(
        rows, key=lambda o: (o.original_due_at, o.form_code, o.form_version, o.period_code)
    ):
        same = tuple(group)
        after = due_at(form(code, version).deadline, same[0].period_until, calendar)
        if after != before:
            found.append(DueMove(code, period, before, after, same))
    return found
