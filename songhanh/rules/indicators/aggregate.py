"""What it means to aggregate reported values, in plain loops. Faster code must give the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from songhanh.rules.indicators.formula import compute
from songhanh.rules.indicators.indicator import Indicator, IndicatorKind


@dataclass(frozen=True)
class Fact:
    """One accepted value of one indicator, from one enterprise (or project) for `[period_start, period_end)`.

    `nil` tells that 0 was reported; `estimate` that the value is «ước», carried over or estimated; `split`
    the support programme or other part it belongs to.
    """

    indicator: str
    enterprise: str
    park: str
    period_start: date
    period_end: date
    value: Decimal
    estimate: bool = False
    nil: bool = False
    split: str = ""


@dataclass(frozen=True)
class Total:
    """An aggregated value, with the facts it was counted from. `value` is None when there were none.

    `estimates` counts the estimated facts in it, `nil` those that reported 0.
    """

    value: Decimal | None
    facts: tuple[Fact, ...]

    @property
    def estimates(self) -> int:
        """How many of the facts are estimates; above 0 the total is an estimate."""
        return sum(fact.estimate for fact in self.facts)

    @property
    def nil(self) -> int:
        """How many of the facts reported 0."""
        return sum(fact.nil for fact in self.facts)


def aggregate(facts: Iterable[Fact], kind: IndicatorKind, start: date, end: date) -> Total:
    """Aggregate facts of ONE indicator over `[start, end)`.

    A flow is the sum of the facts lying wholly inside. A stock is the sum of what was reported for the last
    period, the one that ends with `end`: a report that is missing there is left out, never taken from an
    earlier period unseen (an officer may do that, with a reason and a mark). A ratio cannot be aggregated
    from its own values: raises ValueError.
    """
    inside = [fact for fact in facts if start <= fact.period_start and fact.period_end <= end]
    if kind is IndicatorKind.RATIO:
        raise ValueError("A ratio is computed from its aggregated parts, see aggregate_all")
    counted = tuple(fact for fact in inside if kind is IndicatorKind.FLOW or fact.period_end == end)
    return Total(sum((fact.value for fact in counted), Decimal(0)) if counted else None, counted)


def aggregate_all(
    facts: Iterable[Fact], indicators: Mapping[str, Indicator], start: date, end: date
) -> dict[str, Total]:
    """Aggregate facts of many indicators over `[start, end)`; those with a formula come from their totals.

    A formula's total stands on the facts of all its parts; where such an indicator (no ratio) was itself
    reported for these days, that counts instead. Indicators without any fact are left out.
    """
    by_code: dict[str, list[Fact]] = {}
    for fact in facts:
        by_code.setdefault(fact.indicator, []).append(fact)
    totals: dict[str, Total] = {}
    for code in indicators:
        total = _total(code, by_code, indicators, start, end)
        if total.facts:
            totals[code] = total
    return totals


def _total(
    code: str,
    by_code: Mapping[str, Sequence[Fact]],
    indicators: Mapping[str, Indicator],
    start: date,
    end: date,
) -> Total:
    each = indicators[code]
    if each.formula is None or each.kind is not IndicatorKind.RATIO:
        own = aggregate(by_code.get(code, ()), each.kind, start, end)
        if own.facts or each.formula is None:
            return own
    parts = {
        name: _total(name, by_code, indicators, start, end)
        for name in indicators
        if name in _words(each.formula)
    }
    value = compute(each.formula, {name: part.value for name, part in parts.items()})
    return Total(value, tuple(fact for part in parts.values() for fact in part.facts))


def _words(formula: str) -> set[str]:
    return set(formula.replace("(", " ").replace(")", " ").split())
