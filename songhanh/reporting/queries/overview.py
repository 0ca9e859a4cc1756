"""Forms and their periods at a glance: how many reports stand where; what has not been raised yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from songhanh.core.scope import Scope
from songhanh.definitions.forms import ReportForm
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.queries.periods import current_periods, form_and_period
from songhanh.rules.periods import Period

LOOK_BACK = timedelta(days=400)


@dataclass(slots=True)
class PeriodStand:
    """One form's period: reports by state, how many are overdue, the first and last deadline."""

    form: ReportForm
    period: Period
    states: dict[str, int] = field(default_factory=dict)
    overdue: int = 0
    due_first: datetime | None = None
    due_last: datetime | None = None

    @property
    def owed(self) -> int:
        """Without exempt ones."""
        return sum(n for state, n in self.states.items() if state != ObligationState.EXEMPT)

    @property
    def filed(self) -> int:
        """Waiting or accepted."""
        return self.states.get(ObligationState.SUBMITTED, 0) + self.states.get(ObligationState.ACCEPTED, 0)

    @property
    def waiting(self) -> int:
        """For the Board's decision."""
        return self.states.get(ObligationState.SUBMITTED, 0)


def period_stands(*, scope: Scope, now: datetime, since: date | None = None) -> list[PeriodStand]:
    """The periods of the last thirteen months (or since a day), newest first, in one query."""
    today = timezone.localdate(now)
    overdue = Q(latest=None, due_at__lt=now) & ~Q(state=ObligationState.EXEMPT)
    rows = (
        Obligation.objects.visible_to(scope)
        .filter(period_until__gt=since or today - LOOK_BACK)
        .order_by("-period_until", "form_code", "period_code")
        .values("form_code", "period_code", "period_until", "state")
        .annotate(
            n=Count("pk"),
            overdue_=Count("pk", filter=overdue),
            first=Min("due_at"),
            last=Max("due_at"),
        )
    )
    found: dict[tuple[str, str], PeriodStand] = {}
    for row in rows:
        key = row["form_code"], row["period_code"]
        if key not in found:
            found[key] = PeriodStand(*form_and_period(*key))
        _add(found[key], row["state"], row["n"], row["overdue_"], (row["first"], row["last"]))
    return list(found.values())


def unraised(now: datetime, raised: Iterable[PeriodStand]) -> list[tuple[ReportForm, Period]]:
    """Periods under way or just ended that nobody has raised; those after the last raised one only."""
    known = {(stand.form.code, stand.period.code) for stand in raised}
    today = timezone.localdate(now)
    return [
        (form, period) for form, period in current_periods(today) if (form.code, period.code) not in known
    ]


def _add(stand: PeriodStand, state: str, count: int, overdue: int, due: tuple[datetime, datetime]) -> None:
    stand.states[state] = stand.states.get(state, 0) + count
    stand.overdue += overdue
    stand.due_first = min(stand.due_first or due[0], due[0])
    stand.due_last = max(stand.due_last or due[1], due[1])
