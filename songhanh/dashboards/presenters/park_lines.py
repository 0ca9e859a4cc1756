"""Both goals of each park over fourteen months on one shared scale, so that parks can be compared at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import percent
from songhanh.core.ui.charts.line import LineChart, Series
from songhanh.core.ui.charts.svg import Goal
from songhanh.dashboards.presenters.both_goals import drawn_months
from songhanh.dashboards.presenters.findings import HUNDRED
from songhanh.dashboards.presenters.standing_months import Morning, months_so_far
from songhanh.parks.models import IndustrialPark
from songhanh.rules.periods import Period

DOSES = ("vaccinated_two", "vaccinated_one_only")
WIDTH, HEIGHT = 212.0, 176.0
# Fewer enterprises than this and a park's total would tell one of them to an outside reader.
TOO_FEW = 3
STEP = 50


@dataclass(frozen=True, slots=True)
class ParkLines:
    """One park: what it is called, its workers, its two shares in the last month, the chart."""

    name: str
    workers: Decimal | None
    vaccinated: Decimal | None
    revenue: Decimal | None
    chart: LineChart


@dataclass(frozen=True, slots=True)
class Multiples:
    """The parks with the sentence over them; `production` says what its line measures."""

    finding: str
    production: str
    parks: tuple[ParkLines, ...]
    hidden: int


def multiples(morning: Morning, parks: Iterable[IndustrialPark]) -> Multiples | None:
    """Parks without any figure are left out; None before there is a figure at all."""
    if morning.last is None:
        return None
    with_figures = {park for parks_ in morning.months.sums.values() for park in parks_}
    listed = [park for park in parks if park.pk in with_figures]
    shown = [park for park in listed if morning.opens or _enterprises(morning, park) >= TOO_FEW]
    planned = all(("revenue", park.pk) in morning.plans.parks for park in shown)
    months = drawn_months(morning.last)
    series = {
        park.pk: (
            [_vaccinated(morning, m, park.pk) for m in months],
            _paces(morning, months, park.pk, planned=planned),
        )
        for park in shown
    }
    high = max(
        (v for pair in series.values() for line in pair for v in line if v is not None), default=HUNDRED
    )
    ticks = [(float(v), str(v)) for v in range(0, int(high) + 1, STEP)]
    found = tuple(
        _lines(morning, park, months, *series[park.pk], ticks=ticks, axis=place == 0)
        for place, park in enumerate(shown)
    )
    if not found:
        return None
    production = (
        _("doanh thu lũy kế so nhịp kế hoạch năm") if planned else _("doanh thu lũy kế so cùng kỳ năm trước")
    )
    return Multiples(_finding(found, planned=planned), production, found, len(listed) - len(shown))


def _lines(
    morning: Morning,
    park: IndustrialPark,
    months: list[Period],
    vaccinated: list[Decimal | None],
    paces: list[Decimal | None],
    *,
    ticks: list[tuple[float, str]],
    axis: bool,
) -> ParkLines:
    name = park.name.removeprefix("KCN ")
    sentence = _("%(park)s: đã tiêm %(vaccinated)s, doanh thu %(revenue)s") % {
        "park": name, "vaccinated": percent(vaccinated[-1]), "revenue": percent(paces[-1]),
    }  # fmt: skip
    chart = LineChart(
        (_series(vaccinated, Goal.SAFETY), _series(paces, Goal.PRODUCTION)),
        ticks, _short(months[0]), _short(months[-1]), sentence, width=WIDTH + (24 if axis else 0),
        height=HEIGHT, axis=axis,
    )  # fmt: skip
    return ParkLines(name, _workers(morning, park.pk), vaccinated[-1], paces[-1], chart)


def _series(values: list[Decimal | None], goal: Goal) -> Series:
    return Series([None if value is None else float(value) for value in values], goal)


def _vaccinated(morning: Morning, month: Period, park: int) -> Decimal | None:
    """At least one dose, in percent of those counted."""
    none = morning.months.at("vaccinated_none", month, park)
    some = [counted.value for code in DOSES if (counted := morning.months.at(code, month, park))]
    total = sum(some, Decimal(0)) + (none.value if none else 0)
    return sum(some, Decimal(0)) / total * HUNDRED if none and total else None


def _paces(morning: Morning, months: list[Period], park: int, *, planned: bool) -> list[Decimal | None]:
    return [_pace(morning, month, park, planned=planned) for month in months]


def _pace(morning: Morning, month: Period, park: int, *, planned: bool) -> Decimal | None:
    """Revenue of the year so far, in percent of the plan's even pace or of the same days a year before."""
    so_far = months_so_far(month)
    revenue = morning.months.over("revenue", so_far, park)
    if planned:
        plan = morning.plans.parks["revenue", park] if month.year == morning.year else None
        basis = plan * len(so_far) / 12 if plan else None
    else:
        before = morning.months.over("revenue", [each.same_period_last_year() for each in so_far], park)
        basis = before.value if before else None
    return revenue.value / basis * HUNDRED if revenue and basis else None


def _workers(morning: Morning, park: int) -> Decimal | None:
    found = [
        counted.value
        for code in ("labour_domestic", "labour_foreign")
        if morning.last and (counted := morning.months.at(code, morning.last, park))
    ]
    return sum(found, Decimal(0)) if found else None


def _enterprises(morning: Morning, park: IndustrialPark) -> int:
    found = morning.months.at("revenue", morning.last, park.pk) if morning.last else None
    return found.reports if found else 0


def _finding(parks: tuple[ParkLines, ...], *, planned: bool) -> str:
    """The park that lags most in production, and the one that lags most in vaccination."""
    known = [(park.revenue, park.name) for park in parks if park.revenue is not None]
    doses = [(park.vaccinated, park.name) for park in parks if park.vaccinated is not None]
    if not known or not doses:
        return _("Hai mục tiêu theo khu")
    (pace, slow), (share, few) = min(known), min(doses)
    values = {"slow": slow, "pace": percent(pace), "few": few, "share": percent(share), "count": len(known)}
    if pace < HUNDRED:
        words = (
            _("%(slow)s chậm nhất: doanh thu bằng %(pace)s nhịp kế hoạch; %(few)s tiêm thấp nhất, %(share)s")
            if planned
            else _(
                "%(slow)s giảm nhiều nhất: doanh thu bằng %(pace)s cùng kỳ; %(few)s tiêm thấp nhất, %(share)s"
            )
        )
    else:
        words = (
            _("Cả %(count)s khu vượt nhịp kế hoạch doanh thu; %(few)s tiêm thấp nhất, %(share)s")
            if planned
            else _("Cả %(count)s khu có doanh thu không kém cùng kỳ; %(few)s tiêm thấp nhất, %(share)s")
        )
    return words % values


def _short(month: Period) -> str:
    return f"{month.index}/{month.year}"
