"""How each enterprise's workforce moved, month by month: who was hired, who left, how many were there.

Foreign workers stay the whole time; what moves is the domestic workforce. Months are the reporting months
(15th to 14th) from January 2020 to January 2022; the last one brings in as many as go, so that the heads of
14/12/2021 are also those of the demo's present.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from songhanh.demo.generation.allocation import shares
from songhanh.demo.generation.enterprises import Enterprise
from songhanh.demo.generation.totals import Totals
from songhanh.rules.periods import Basis, Period, parse_period, periods_between

MONTHS: tuple[Period, ...] = periods_between(
    parse_period("2020-01", Basis.CUTOFF15), parse_period("2022-01", Basis.CUTOFF15)
)
CODES = tuple(month.code for month in MONTHS)
LEAVERS_PER_HIRE = {2020: 0.75, 2021: 0.8}
# More are hired after Tết and in autumn.
HIRING = (0.6, 0.7, 1.6, 1.4, 1.1, 1.0, 0.9, 0.8, 0.7, 1.1, 1.3, 0.9)
LEAVING = (1.3, 1.8, 1.2, 1.0, 0.9, 0.9, 0.9, 0.8, 0.7, 0.8, 0.8, 0.9)


@dataclass(frozen=True)
class Workforce:
    """Of one enterprise, by position in MONTHS; `domestic[m]` are the heads on the last day of month m."""

    start: int  # domestic heads on 14/12/2019
    hired: tuple[int, ...]
    left: tuple[int, ...]
    domestic: tuple[int, ...]
    foreign: int

    def heads(self, month: int) -> int:
        """All on the last day of the month."""
        return self.domestic[month] + self.foreign

    def heads_before(self, month: int) -> int:
        """All on the day before the month begins."""
        return (self.domestic[month - 1] if month else self.start) + self.foreign


def workforces_of(enterprises: Sequence[Enterprise], totals: Totals, rng: Random) -> list[Workforce]:
    """One per enterprise; hires of 2021 add up to the new jobs, its last heads are the enterprise's."""
    hired, left = _moves(enterprises, totals, rng)
    return [_workforce(enterprise, hired[n], left[n]) for n, enterprise in enumerate(enterprises)]


def _moves(
    enterprises: Sequence[Enterprise], totals: Totals, rng: Random
) -> tuple[list[list[int]], list[list[int]]]:
    heads = [enterprise.heads - enterprise.foreign for enterprise in enterprises]
    weights = [count * rng.uniform(0.5, 1.5) for count in heads]
    hired: list[list[int]] = [[] for _ in heads]
    left: list[list[int]] = [[] for _ in heads]
    for year, total in ((2020, totals.hired_2020), (2021, totals.new_jobs)):
        _spread(hired, total, weights, HIRING, rng)
        _spread(left, round(total * LEAVERS_PER_HIRE[year]), weights, LEAVING, rng)
    january = shares(totals.hired_in_january, weights)
    for n, count in enumerate(january):
        hired[n].append(count)
        left[n].append(count)
    return hired, left


def _spread(
    into: list[list[int]], total: int, weights: Sequence[float], season: Sequence[float], rng: Random
) -> None:
    """A year's total over enterprises and twelve months."""
    matrix = [weight * month * rng.uniform(0.6, 1.4) for weight in weights for month in season]
    parts = shares(total, matrix)
    for n, row in enumerate(into):
        row.extend(parts[n * 12 : n * 12 + 12])


def _workforce(enterprise: Enterprise, hired: Sequence[int], left: Sequence[int]) -> Workforce:
    change = [came - went for came, went in zip(hired, left, strict=True)]
    now = enterprise.heads - enterprise.foreign
    start = now - sum(change)
    domestic, running = [], start
    for each in change:
        running += each
        domestic.append(running)
    return Workforce(start, tuple(hired), tuple(left), tuple(domestic), enterprise.foreign)
