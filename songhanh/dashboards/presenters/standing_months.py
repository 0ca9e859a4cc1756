"""How far the year has come on a morning: the months that are complete, and the one still being collected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.scope import EVERYTHING, Scope
from songhanh.reporting.queries.by_month import Months, months_of, owed_by_month
from songhanh.reporting.queries.counted import Counted
from songhanh.reporting.queries.plans import Plans, plans_of
from songhanh.rules.periods import Basis, Period, PeriodKind, period_containing

FORM = "monthly-production"
CODES = (
    "revenue",
    "export",
    "budget_payment",
    "new_jobs",
    "labour_domestic",
    "labour_foreign",
    "vaccinated_two",
    "vaccinated_one_only",
    "vaccinated_none",
    "self_assessments_done",
    "cases_f0",
    "contacts_f1",
)
# A month counts as complete when so many of its reports are in: one that never comes must not hold up the year.
ENOUGH = Decimal("0.9")
YEARS_BACK = 2


@dataclass(frozen=True)
class Morning:
    """What the screen stands on; `as_of` None is now. `last` is the last complete month, `running` the one after."""

    now: datetime
    as_of: datetime | None
    scope: Scope
    opens: bool
    months: Months
    owed: Mapping[date, int]
    plans: Plans
    last: Period | None
    running: Period | None

    @property
    def year(self) -> int:
        """The reporting year that the figures are of."""
        return self.last.year if self.last else self.today.year

    @property
    def today(self) -> date:
        """The day asked about."""
        return timezone.localdate(self.as_of or self.now)

    @property
    def so_far(self) -> tuple[Period, ...]:
        """The year's months up to the last complete one."""
        return months_so_far(self.last) if self.last else ()

    @property
    def whole_year(self) -> bool:
        """Whether the year is complete."""
        return self.last is not None and self.last.index == 12

    def value(self, code: str) -> Counted | None:
        """The year so far; of a stock the last complete month."""
        return self.months.over(code, self.so_far)

    def before(self, code: str) -> Counted | None:
        """The same days a year earlier."""
        return self.months.over(code, [month.same_period_last_year() for month in self.so_far])

    def url(self, code: str, *, month: Period | None = None, stock: bool = False) -> str:
        """Where the figure opens; nowhere for a reader who may not see single reports."""
        if not self.opens or self.last is None:
            return ""
        query = {"period": (month or self.last).code if month or stock else str(self.year)}
        if not (month or stock or self.whole_year):
            query["until"] = self.last.code
        if self.as_of:
            query["as_of"] = self.as_of.isoformat()
        return reverse("reporting:figure", args=[code]) + "?" + urlencode(query)


def morning(*, by: Actor, now: datetime, as_of: datetime | None) -> Morning:
    """Three queries. Who may not read single reports (another agency) is shown the shared totals of the whole."""
    opens = by.may(Permission.REPORTS_READ)
    scope = by.scope if opens else EVERYTHING
    year = period_containing(timezone.localdate(as_of or now), PeriodKind.YEAR, Basis.CUTOFF15)
    first = year
    for _back in range(YEARS_BACK):
        first = first.previous()
    months = months_of(scope=scope, codes=CODES, since=first.start, until=year.end, as_of=as_of)
    owed = owed_by_month(scope=scope, form_code=FORM, since=first.start, until=year.end)
    last, running = _stand([*year.previous().months(), *year.months()], months, owed)
    plans = plans_of(year=(last or year).year, scope=scope, as_of=as_of)
    return Morning(now, as_of, scope, opens, months, owed, plans, last, running)


def reports_in(months: Months, month: Period) -> int:
    """How many production reports of a month have figures."""
    found = months.at("revenue", month)
    return found.reports if found else 0


def months_so_far(last: Period) -> tuple[Period, ...]:
    """The months of a year up to `last`."""
    year = period_containing(last.start, PeriodKind.YEAR, Basis.CUTOFF15)
    return tuple(month for month in year.months() if month.end <= last.end)


def _stand(
    listed: list[Period], months: Months, owed: Mapping[date, int]
) -> tuple[Period | None, Period | None]:
    begun = [month for month in listed if reports_in(months, month)]
    complete = [m for m in begun if reports_in(months, m) >= ENOUGH * max(owed.get(m.end, 0), 1)]
    last = complete[-1] if complete else (begun[-1] if begun else None)
    after = [m for m in listed if (last is None or m.end > last.end) and (owed.get(m.end) or m in begun)]
    return last, after[0] if after else None
