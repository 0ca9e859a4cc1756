"""Monthly production figures of every enterprise: revenue, exports, imports, budget payments, pay."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from songhanh.demo.generation.allocation import capped_shares, decimal_shares, shares
from songhanh.demo.generation.enterprises import Enterprise
from songhanh.demo.generation.totals import Totals
from songhanh.demo.generation.workforce import MONTHS, Workforce

Values = dict[str, Decimal]
STEP = Decimal("0.001")
RATE = 23_000  # VND for a USD, only to keep exports below revenue
EXPORTED_AT_MOST = 0.97  # of revenue
SEASON = (0.98, 0.82, 0.96, 0.99, 1.0, 1.0, 0.99, 1.0, 1.02, 1.04, 1.06, 1.12)


def production_reports(
    enterprises: Sequence[Enterprise], workforces: Sequence[Workforce], totals: Totals, rng: Random
) -> list[list[Values]]:
    """Cells by enterprise and month (position in MONTHS); those of 2020 know revenue and exports only.

    Every total comes out exactly: yearly ones are split over enterprises, then over months.
    """
    reports: list[list[Values]] = [[{} for _ in MONTHS] for _ in enterprises]
    sizes = [e.heads * e.trade.revenue * rng.lognormvariate(0, 0.25) for e in enterprises]
    for year, total in totals.revenue.items():
        grown = [size * rng.uniform(0.95, 1.05) for size in sizes]
        revenue = decimal_shares(total, grown, "0.001")
        _put(reports, "revenue", year, revenue, rng)
        _put(reports, "export", year, _exports(enterprises, revenue, totals.export[year], rng), rng)
        if year > 2020:
            months = sum(month.year == year for month in MONTHS)
            imports = [float(r) * e.trade.imports for r, e in zip(revenue, enterprises, strict=True)]
            paid = [float(r) * e.trade.budget for r, e in zip(revenue, enterprises, strict=True)]
            part = Decimal(months) / 12  # of January 2022 only the month's part of a year
            _put(
                reports,
                "import",
                year,
                decimal_shares(_thousandths(totals.import_ * part), imports, "0.001"),
                rng,
            )
            budget = _thousandths(totals.budget_payment * part)
            _put(reports, "budget_payment", year, decimal_shares(budget, paid, "0.001"), rng)
    for enterprise, workforce, months_of in zip(enterprises, workforces, reports, strict=True):
        for place, month in enumerate(MONTHS):
            if month.year > 2020:
                months_of[place].update(_labour(enterprise, workforce, place, rng))
    return reports


def _exports(
    enterprises: Sequence[Enterprise], revenue: Sequence[Decimal], total: Decimal, rng: Random
) -> list[Decimal]:
    weights = [
        float(r) * e.trade.export * rng.uniform(0.93, 1.07) for r, e in zip(revenue, enterprises, strict=True)
    ]
    caps = [
        int(float(r) * 1000 / RATE * EXPORTED_AT_MOST * 1000) if e.trade.export else 0
        for r, e in zip(revenue, enterprises, strict=True)
    ]
    return [STEP * part for part in capped_shares(int(total / STEP), weights, caps)]


def _put(reports: list[list[Values]], cell: str, year: int, yearly: Sequence[Decimal], rng: Random) -> None:
    places = [place for place, month in enumerate(MONTHS) if month.year == year]
    for months_of, total in zip(reports, yearly, strict=True):
        season = [SEASON[MONTHS[place].index - 1] * rng.uniform(0.95, 1.05) for place in places]
        for place, part in zip(places, shares(int(total / STEP), season), strict=True):
            months_of[place][cell] = STEP * part


def _labour(enterprise: Enterprise, workforce: Workforce, place: int, rng: Random) -> Values:
    """Heads on the last day, hires, average heads, and their pay."""
    average = Decimal(workforce.heads(place) + workforce.heads_before(place)) / 2
    bonus = 1.35 if MONTHS[place].index == 1 else 1.0  # before Tết
    wage = enterprise.trade.wage * bonus * rng.uniform(0.97, 1.04)
    return {
        "labour_domestic": Decimal(workforce.domestic[place]),
        "labour_foreign": Decimal(workforce.foreign),
        "new_jobs": Decimal(workforce.hired[place]),
        "payroll": _thousandths(average * Decimal(wage) / 1000),
        "person_months": average,
    }


def _thousandths(value: Decimal) -> Decimal:
    return value.quantize(STEP, ROUND_HALF_UP)
