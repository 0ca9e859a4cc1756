"""Plan figures: the published ones of the authority, and an illustrative split of 2021's.

No decision number was published, so none is invented: it says that the figures are illustrative.
"""

from datetime import date, datetime
from decimal import Decimal

from songhanh.core.actor import Actor
from songhanh.demo.generation.allocation import decimal_shares
from songhanh.demo.loading.history import Desk
from songhanh.demo.loading.moments import at
from songhanh.demo.loading.users import LEADER
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.actions.targets import set_target

DECISION = "số minh họa"
PLAN = {
    2021: {"revenue": 60_000, "export": 1_500, "new_jobs": 1_500},
    2022: {"revenue": 65_000, "export": 1_700, "budget_payment": 10_000, "new_jobs": 3_000},
}
SET_AT = {2021: at(date(2021, 1, 5), 9), 2022: at(date(2021, 12, 6), 16)}
REVISED_AT = at(date(2021, 12, 23), 10)
SPLIT = ("revenue", "export")
QUARTERS = (0.23, 0.25, 0.25, 0.27)
EVEN = (0.25,) * 4
MANY = 200  # above so many enterprises the plan is split by park only


def load_plan(desk: Desk, year: int) -> int:
    """Set the year's targets; how many."""
    by = desk.users.actor(LEADER)
    for code, value in PLAN[year].items():
        _set(code, year, Decimal(value), by)
    if year != 2021:
        return len(PLAN[year]) + sum(_by_quarter(code, EVEN, by) for code in SPLIT)
    return len(PLAN[year]) + sum(_split(desk, code, Decimal(PLAN[year][code]), by) for code in SPLIT)


def revise_plan(desk: Desk) -> int:
    """The quarters of 2022 anew, by season as in 2021: the even split stays as the version before."""
    return sum(_by_quarter(code, QUARTERS, desk.users.actor(LEADER), now=REVISED_AT) for code in SPLIT)


def _by_quarter(code: str, parts: tuple[float, ...], by: Actor, now: datetime | None = None) -> int:
    for quarter, part in enumerate(decimal_shares(Decimal(PLAN[2022][code]), parts, "0.1"), 1):
        _set(code, 2022, part, by, quarter=quarter, now=now)
    return len(parts)


def _split(desk: Desk, code: str, total: Decimal, by: Actor) -> int:
    """By quarter, park and enterprise, each adding up to the total."""
    for quarter, part in enumerate(decimal_shares(total, QUARTERS, "0.1"), 1):
        _set(code, 2021, part, by, quarter=quarter)
    numbers = [e.number for e in desk.authority.enterprises]
    last = [float(sum(m[code] for m in row[:12])) for row in desk.authority.production]  # 2020's result
    parts = dict(zip(numbers, decimal_shares(total, last, "0.1"), strict=True))
    parks: dict[str, Decimal] = {}
    for enterprise in desk.authority.enterprises:
        parks[enterprise.park.code] = parks.get(enterprise.park.code, Decimal(0)) + parts[enterprise.number]
    for park, part in parks.items():
        _set(code, 2021, part, by, park=desk.register.parks[park])
    if len(parts) > MANY:
        return 4 + len(parks)
    for number, part in parts.items():
        _set(code, 2021, part, by, enterprise=desk.register.enterprises[number])
    return 4 + len(parks) + len(parts)


def _set(
    code: str,
    year: int,
    value: Decimal,
    by: Actor,
    *,
    quarter: int | None = None,
    park: IndustrialPark | None = None,
    enterprise: Enterprise | None = None,
    now: datetime | None = None,
) -> None:
    set_target(
        indicator_code=code,
        year=year,
        value=value,
        decision_number=DECISION,
        decided_by_name="Ban Quản lý (minh họa)",
        quarter=quarter,
        park=park,
        enterprise=enterprise,
        by=by,
        now=now or SET_AT[year],
    )
