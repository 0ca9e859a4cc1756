"""Crews of lines and shifts: who is on the register, with how few the line runs, what it makes a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count

from songhanh.core.scope import Scope
from songhanh.people.queries import employed
from songhanh.presence.models import LinePlan
from songhanh.presence.queries.batches import pieces
from songhanh.reporting.models import Figure
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.counted import cells_of_indicators, held
from songhanh.rules.deadlines import WorkCalendar

MONTHS = 3  # accepted months behind a value: the newest, and the lowest and highest of these
LOOKED_BACK = timedelta(days=400)
LONGEST_MONTH = timedelta(days=31)
SUNDAY = 6


@dataclass(frozen=True, slots=True, order=True)
class LineKey:
    """One line and shift of an enterprise as the register has them; either may be empty."""

    enterprise_id: int
    workshop: str
    line: str
    shift: str


@dataclass(frozen=True, slots=True)
class Crew:
    """People on the register that day; planned and minimum are None where no plan was ever set."""

    key: LineKey
    heads: int
    planned: int | None
    minimum: int | None


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """Revenue of an accepted month in billion dong, over the days worked in it."""

    since: date
    until: date
    revenue: Decimal
    days: int

    @property
    def last(self) -> date:
        """Its last day."""
        return self.until - timedelta(days=1)

    @property
    def a_day(self) -> Decimal:
        """Billion dong a day worked."""
        return self.revenue / self.days


def crews(*, scope: Scope, enterprise_ids: Collection[int], on: date) -> dict[LineKey, Crew]:
    """Every line and shift that somebody works in; people without a line are in none."""
    rows = employed(scope=scope, on=on).filter(enterprise_id__in=list(enterprise_ids)).exclude(line="")
    columns = ("enterprise_id", "workshop", "line", "shift")
    heads = {
        LineKey(*row[:4]): row[4] for row in rows.order_by().values_list(*columns).annotate(n=Count("pk"))
    }
    plans = _plans(scope, enterprise_ids, on)
    return {key: Crew(key, count, *_plan_of(key, plans)) for key, count in heads.items()}


def heads_of(*, scope: Scope, enterprise_ids: Collection[int], on: date) -> dict[int, int]:
    """Everybody on the register that day by enterprise, with or without a line."""
    rows = employed(scope=scope, on=on).filter(enterprise_id__in=list(enterprise_ids)).order_by()
    return dict(rows.values_list("enterprise_id").annotate(n=Count("pk")))


def lines_of(*, scope: Scope, person_ids: Iterable[int], on: date) -> dict[int, LineKey]:
    """Where each works on a day, of several jobs the one begun last; who has left, or has no line, is left out."""
    columns = ("person_id", "enterprise_id", "workshop", "line", "shift")
    found = {}
    for piece in pieces(person_ids):
        rows = employed(scope=scope, on=on).filter(person_id__in=piece).exclude(line="")
        for person, *key in rows.order_by("since", "pk").values_list(*columns):
            found[person] = LineKey(*key)
    return found


def months_of_work(
    *, scope: Scope, enterprise_ids: Collection[int], until: date
) -> dict[int, list[MonthOfWork]]:
    """By enterprise its newest accepted months of revenue that ended by `until`, the newest first.

    What an officer has put in the place of a missing report is left out: it is nobody's own statement.
    """
    cells = {key for key, _programme in cells_of_indicators()["revenue"]}
    rows = held(Figure.objects.visible_to(scope), None).filter(
        enterprise_id__in=list(enterprise_ids),
        form_code__in={form for form, _cell in cells},
        cell__in={cell for _form, cell in cells},
        version__isnull=False,
        period_until__lte=until,
        period_from__gte=until - LOOKED_BACK,
    )
    calendar = work_calendar()
    found: dict[int, list[MonthOfWork]] = {}
    columns = ("enterprise_id", "period_from", "period_until", "value")
    for enterprise, since, end, value in rows.order_by("-period_until").values_list(*columns):
        months = found.setdefault(enterprise, [])
        days = days_worked(since, end, calendar)
        if len(months) < MONTHS and end - since <= LONGEST_MONTH and days:
            months.append(MonthOfWork(since, end, value, days))
    return found


def days_worked(since: date, until: date, calendar: WorkCalendar) -> int:
    """Days of [since, until) without Sundays and public holidays: how factories work, not offices."""
    days = (since + timedelta(days=number) for number in range((until - since).days))
    return sum(
        day in calendar.worked_days or (day.weekday() != SUNDAY and day not in calendar.holidays)
        for day in days
    )


Plans = dict[tuple[int, str, str], dict[str, tuple[int, int]]]


def _plans(scope: Scope, enterprise_ids: Collection[int], on: date) -> Plans:
    """(enterprise, line, shift) → workshop → the plan in force: the last that began by that day."""
    rows = LinePlan.objects.visible_to(scope).filter(
        enterprise_id__in=list(enterprise_ids), valid_from__lte=on, line__closed_at=None
    )
    columns = ("enterprise_id", "line__name", "shift", "line__parent__name", "planned", "minimum_crew")
    found: Plans = {}
    for enterprise, line, shift, workshop, *plan in rows.order_by("valid_from").values_list(*columns):
        found.setdefault((enterprise, line, shift), {})[workshop or ""] = (plan[0], plan[1])
    return found


def _plan_of(key: LineKey, plans: Plans) -> tuple[int | None, int | None]:
    """That of the shift, else that of the line without a shift; of a line in another workshop never.

    Where the register names no workshop, the only line of that name is meant.
    """
    for shift in (key.shift, ""):
        by_workshop = plans.get((key.enterprise_id, key.line, shift), {})
        for workshop in (key.workshop, ""):
            if workshop in by_workshop:
                return by_workshop[workshop]
        if not key.workshop and len(by_workshop) == 1:
            return next(iter(by_workshop.values()))
    return None, None
