import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.definitions.indicators import indicators
from songhanh.rules.indicators.aggregate import Fact, aggregate, aggregate_all
from songhanh.rules.indicators.compare import compare, share_pct
from songhanh.rules.indicators.formula import FormulaError, compute
from songhanh.rules.indicators.indicator import IndicatorKind
from songhanh.rules.indicators.outlook import YearEnd, year_end_estimate
from songhanh.rules.numbers import round_half_up
from songhanh.rules.periods import Basis, PeriodKind, make_period, parse_period

CASES = tomllib.loads(
    (Path(__file__).parent / "indicator_cases.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
YEAR = parse_period("2021", Basis.CUTOFF15)
FLOW, STOCK = IndicatorKind.FLOW, IndicatorKind.STOCK


def cases(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["name"])


def fact(
    value: int | str,
    period: str = "2021-12",
    enterprise: str = "DN-01",
    indicator: str = "revenue",
    **marks: Any,
) -> Fact:
    month = parse_period(period, Basis.CUTOFF15)
    return Fact(indicator, enterprise, "KP", month.start, month.end, Decimal(value), **marks)


@cases("compare")
def test_published_comparisons(case: dict[str, Any]) -> None:
    value = Decimal(case["value"])
    previous = value - case["delta"] if "delta" in case else case.get("previous")
    if "delta" in case:
        assert previous == case["previous"]
    found = compare(value, Decimal(previous) if previous is not None else None, case.get("plan"))
    assert found.change_pct == case.get("change_pct")
    assert found.plan_pct == case.get("plan_pct")


@cases("sums")
def test_published_sums(case: dict[str, Any]) -> None:
    facts = [fact(part, enterprise=f"DN-{n}") for n, part in enumerate(case["parts"])]
    assert aggregate(facts, STOCK, YEAR.start, YEAR.end).value == case["total"]


@cases("shares")
def test_published_shares(case: dict[str, Any]) -> None:
    assert share_pct(Decimal(case["part"]), Decimal(case["whole"]), case["decimals"]) == case["pct"]


@cases("per_unit")
def test_published_averages(case: dict[str, Any]) -> None:
    exact = compute("a / b", {"a": Decimal(case["total"]), "b": Decimal(case["number"])})
    assert exact is not None
    assert round_half_up(exact, case["decimals"]) == case["value"]


@cases("quality")
def test_published_shares_that_do_not_agree_are_seen(case: dict[str, Any]) -> None:
    found = share_pct(Decimal(case["part"]), Decimal(case["whole"]), case["decimals"])
    assert found == case["recomputed"]
    assert found != case["published"]


@cases("disagreeing")
def test_published_totals_that_do_not_agree_are_seen(case: dict[str, Any]) -> None:
    assert sum(map(Decimal, case["recomputed"])) == case["total"] != case["published"]


def test_a_flow_is_summed_over_the_facts_inside() -> None:
    facts = [fact(5, "2021-01"), fact(7, "2021-12"), fact(100, "2020-12"), fact(100, "2022-01")]
    total = aggregate(facts, FLOW, YEAR.start, YEAR.end)
    assert total.value == 12
    assert len(total.facts) == 2


def test_a_stock_counts_the_last_period_and_leaves_out_who_is_missing_there() -> None:
    facts = [fact(5, "2021-12"), fact(7, "2021-11"), fact(3, "2021-10", "DN-02")]
    assert aggregate(facts, STOCK, YEAR.start, YEAR.end).value == 5


def test_parts_of_a_split_stock_do_not_replace_each_other() -> None:
    facts = [fact(5, split="NQ68"), fact(7, split="NQ116")]
    assert aggregate(facts, STOCK, YEAR.start, YEAR.end).value == 12


def test_nothing_reported_is_not_zero_and_nil_is() -> None:
    assert aggregate([], FLOW, YEAR.start, YEAR.end).value is None
    nil = aggregate([fact(0, nil=True)], FLOW, YEAR.start, YEAR.end)
    assert nil.value == 0
    assert nil.nil == 1


def test_estimates_are_counted() -> None:
    total = aggregate([fact(5, estimate=True), fact(5, "2021-11")], FLOW, YEAR.start, YEAR.end)
    assert total.estimates == 1


def test_a_ratio_is_computed_from_totals_never_averaged() -> None:
    facts = [
        fact(30, indicator="payroll"),
        fact(3000, indicator="person_months"),
        fact(1, enterprise="DN-02", indicator="payroll"),
        fact(200, enterprise="DN-02", indicator="person_months"),
    ]
    totals = aggregate_all(facts, indicators(), YEAR.start, YEAR.end)
    assert totals["income_avg"].value == Decimal(31) / Decimal(3200) * 1000
    assert len(totals["income_avg"].facts) == 4
    with pytest.raises(ValueError, match="aggregated parts"):
        aggregate(facts, IndicatorKind.RATIO, YEAR.start, YEAR.end)


def test_sums_with_a_formula_come_from_their_parts() -> None:
    facts = [fact(43128, indicator="labour_domestic"), fact(323, indicator="labour_foreign")]
    totals = aggregate_all(facts, indicators(), YEAR.start, YEAR.end)
    assert totals["labour_total"].value == 43451
    assert "revenue" not in totals


def test_a_missing_part_or_a_zero_divisor_gives_no_number() -> None:
    assert compute("a + b", {"a": Decimal(1), "b": None}) is None
    assert compute("a / b * 100", {"a": Decimal(1), "b": Decimal(0)}) is None
    assert compute("(a - 1) * 2", {"a": Decimal(3)}) == 4


@pytest.mark.parametrize("formula", ["a ** b", "f(a)", "a.b", "a +", "'x'", "True", "-a"])
def test_a_formula_is_only_four_operations(formula: str) -> None:
    with pytest.raises(FormulaError):
        compute(formula, {"a": Decimal(1), "b": Decimal(1)})


def test_comparing_with_nothing_or_with_zero_gives_no_percentage() -> None:
    found = compare(Decimal(5), Decimal(0), None)
    assert found.change == 5
    assert found.change_pct is found.plan_pct is None
    assert compare(Decimal(5)).change is None
    assert compare(None, Decimal(5), Decimal(5)).plan_pct is None


def test_year_end() -> None:
    months = [Decimal(10), Decimal(20), Decimal(30)]
    seasons = [Decimal(n) for n in range(1, 13)]
    assert year_end_estimate(FLOW, months) == YearEnd(Decimal(240), "PACE")
    assert year_end_estimate(FLOW, months, seasons) == YearEnd(Decimal(780), "LAST_YEAR")
    assert year_end_estimate(FLOW, seasons) == YearEnd(Decimal(78), "FINAL")
    assert year_end_estimate(STOCK, months) == YearEnd(Decimal(30), "LAST_VALUE")
    assert year_end_estimate(FLOW, []) is None
    assert year_end_estimate(IndicatorKind.RATIO, months) is None


FACTS = st.lists(
    st.builds(
        lambda value, month, enterprise: fact(value, f"2021-{month:02d}", f"DN-{enterprise}"),
        st.decimals(-(10**9), 10**9, places=3).map(str),
        st.integers(1, 12),
        st.integers(1, 5),
    )
)


@given(FACTS, st.integers(1, 11))
def test_a_flow_over_two_halves_is_the_flow_over_the_whole(facts: list[Fact], cut: int) -> None:
    middle = make_period(PeriodKind.MONTH, Basis.CUTOFF15, 2021, cut).end
    first = aggregate(facts, FLOW, YEAR.start, middle).value or 0
    second = aggregate(facts, FLOW, middle, YEAR.end).value or 0
    assert first + second == (aggregate(facts, FLOW, YEAR.start, YEAR.end).value or 0)


@given(FACTS, st.sampled_from([FLOW, STOCK]), st.integers(1, 5))
def test_enterprises_add_up_to_the_whole(facts: list[Fact], kind: IndicatorKind, enterprise: int) -> None:
    one = [each for each in facts if each.enterprise == f"DN-{enterprise}"]
    others = [each for each in facts if each.enterprise != f"DN-{enterprise}"]
    parts = [aggregate(some, kind, YEAR.start, YEAR.end).value or 0 for some in (one, others)]
    assert sum(parts) == (aggregate(facts, kind, YEAR.start, YEAR.end).value or 0)


@given(FACTS, st.sampled_from([FLOW, STOCK]))
def test_the_rows_behind_a_total_add_up_to_it(facts: list[Fact], kind: IndicatorKind) -> None:
    total = aggregate(facts, kind, YEAR.start, YEAR.end)
    assert sum(each.value for each in total.facts) == (total.value or 0)
