"""From an officer's «Chấp nhận» to the leader's figure: 1,200 enterprises with 60 months each.

The real act (locked, checked, written, audited) and then the real query of all figures of the year with their
plans and the year before; the total must have moved by exactly the accepted figure.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import bench.django_setup  # noqa: F401 (first: it makes Django ready)
from bench.authority import TINY, Size, make
from bench.machine import Result, Side, below_aim, p95, timed
from songhanh.core.accounts.actors import actor_of
from songhanh.core.models import User
from songhanh.core.scope import EVERYTHING
from songhanh.demo.loading.moments import CLOCK
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.models import ObligationState, ReportVersion
from songhanh.reporting.queries.consolidated import figures
from songhanh.reporting.queries.counted import Asked, asked_of, year_period

YEAR = year_period(2022)
LIMIT = 1.0


def run(database: str, *, tiny: bool) -> Result:
    """Accept one report after another; after each ask for the leader's figures."""
    size = TINY if tiny else Size()
    scratch = make(size, people=False)
    officer = actor_of(User.objects.get(username="chuyenvien01"), on=date(2022, 1, 17), origin="bench")
    waiting = ReportVersion.objects.filter(
        obligation__state=ObligationState.SUBMITTED, form_code="monthly-production"
    ).select_related("obligation__enterprise")
    chosen = Random(1).sample(list(waiting), 3 if tiny else 30)
    accepted, read = [], []
    for nth, version in enumerate(chosen):
        now = CLOCK + timedelta(seconds=nth)
        before = _revenue()
        revenue = version.values.get(cell="revenue").number
        accepted.append(timed(lambda v=version, n=now: accept_reports(versions=[v], by=officer, now=n)))
        read.append(timed(_figures))
        assert _revenue() == before + revenue
    both = [a + r for a, r in zip(accepted, read, strict=True)]
    past = [timed(lambda: figures(_year(2021), year=2021)) for _ in range(3 if tiny else 10)]
    return Result(
        f"acceptance-{database}",
        f"Acceptance to the leader's figure, {DATABASES[database]}",
        f"{size.enterprises:,} enterprises × {size.months} months, {scratch.reports:,} accepted values; "
        "after each acceptance the year's revenue has moved by exactly what was accepted.",
        [
            Side("accept", "`accept_reports`: one report, with its audit event", accepted),
            Side("read", "`figures`: all indicators of 2022 with the year before and the plan", read),
            Side("both", "from the officer's click to the leader's figure", both),
            Side("full year", "`figures` of the whole of 2021 beside 2020, for comparison", past),
        ],
        [below_aim("acceptance to figure, p95", p95(both), LIMIT)],
    )


DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _figures() -> dict[str, object]:
    return dict(figures(asked_of(YEAR, EVERYTHING), year=2022))


def _year(year: int) -> Asked:
    return asked_of(year_period(year), EVERYTHING)


def _revenue() -> Decimal:
    total = figures(asked_of(YEAR, EVERYTHING)).get("revenue")
    return total.value or Decimal(0) if total else Decimal(0)
