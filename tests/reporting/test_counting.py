"""From accepted reports to figures: now, as of then, with substitutes; and the two implementations agree."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songhanh.core import acts
from songhanh.core.scope import EVERYTHING, Scope, ScopeKind
from songhanh.definitions.indicators import indicators
from songhanh.reporting.actions import figures as counting
from songhanh.reporting.actions.consolidations import consolidate
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.substitutes import substitute_estimate, substitute_last_period
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import Figure, Obligation, ReportVersion, Source
from songhanh.reporting.presenters.opened import rows_as_json, rows_of
from songhanh.reporting.queries.consolidated import figures
from songhanh.reporting.queries.counted import Asked, asked_of, cells_of_indicators, year_period
from songhanh.reporting.queries.snapshot import snapshot_hash
from songhanh.rules.checks.cells import Value
from songhanh.rules.indicators.aggregate import Fact, aggregate_all
from songhanh.rules.periods import Basis, Period, parse_period
from tests.core.cast import BY, NOW
from tests.people.cast import Cast, make_cast

YEAR = year_period(2021)
MONTHS = YEAR.months()
WHOLE = {
    "revenue": 100,
    "export": 10,
    "import": 5,
    "budget_payment": 7,
    "labour_domestic": 50,
    "labour_foreign": 2,
    "new_jobs": 3,
    "payroll": 1,
    "person_months": 52,
}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def owed(period: Period) -> dict[str, Obligation]:
    rows = raise_obligations(form_code="monthly-production", period=period, by=BY, now=NOW)
    return {row.enterprise.code: row for row in rows}


def file(
    obligation: Obligation, at: datetime, *, reason: str = "", estimate: bool = False, **changed: object
) -> ReportVersion:
    values = {
        code: Value(
            number=Decimal(str(value)), estimate=estimate and code == "revenue", note="đúng như sổ sách"
        )
        for code, value in (WHOLE | changed).items()
    }
    filing = Filing(obligation, values, Source.WEB, correction_reason=reason)
    return submit_reports(filings=[filing], by=BY, now=at)[0]


def accept(*versions: ReportVersion, at: datetime) -> None:
    accept_reports(versions=list(versions), by=BY, now=at)


def value(code: str, asked: Asked) -> Decimal | None:
    found = figures(asked, year=2021)
    return found[code].value if code in found else None


def test_an_accepted_report_counts_at_once_and_a_submitted_one_does_not(cast: Cast) -> None:
    first = owed(MONTHS[0])["mau-01"]
    version = file(first, NOW)
    assert value("revenue", asked_of(YEAR, EVERYTHING)) is None
    accept(version, at=NOW)
    assert value("revenue", asked_of(YEAR, EVERYTHING)) == 100
    assert value("labour_total", asked_of(YEAR, EVERYTHING)) == 52
    income = value("income_avg", asked_of(YEAR, EVERYTHING))
    assert income is not None
    assert round(income, 6) == round(Decimal(1) / 52 * 1000, 6)


def test_a_correction_moves_the_total_by_exactly_its_difference_and_as_of_gives_the_old_answer(
    cast: Cast,
) -> None:
    rows = owed(MONTHS[0])
    accept(file(rows["mau-01"], NOW), file(rows["mau-02"], NOW), at=NOW)
    later = NOW + timedelta(days=3)
    second = file(rows["mau-01"], later, reason="nhầm hóa đơn", revenue="123.456")
    assert value("revenue", asked_of(YEAR, EVERYTHING)) == 200
    accept(second, at=later)
    assert value("revenue", asked_of(YEAR, EVERYTHING)) == Decimal("223.456")
    assert value("revenue", asked_of(YEAR, EVERYTHING, NOW + timedelta(days=1))) == 200
    assert value("revenue", asked_of(YEAR, EVERYTHING, NOW - timedelta(seconds=1))) is None
    assert ReportVersion.objects.filter(obligation=rows["mau-01"]).count() == 2


def test_a_stock_leaves_out_who_has_not_reported_the_last_month(cast: Cast) -> None:
    accept(*(file(row, NOW) for row in owed(MONTHS[0]).values()), at=NOW)
    accept(file(owed(MONTHS[1])["mau-01"], NOW), at=NOW)
    assert value("labour_total", asked_of(YEAR, EVERYTHING)) == 52
    assert value("revenue", asked_of(YEAR, EVERYTHING)) == 400


def test_a_substitute_is_marked_and_gives_way(cast: Cast) -> None:
    accept(*(file(row, NOW) for row in owed(MONTHS[0]).values()), at=NOW)
    second = owed(MONTHS[1])
    accept(file(second["mau-01"], NOW), at=NOW)
    substitute_last_period(obligation=second["mau-02"], reason="doanh nghiệp nghỉ Tết", by=BY, now=NOW)
    substitute_estimate(
        obligation=second["mau-03"], values={"revenue": Decimal(90)}, reason="gọi điện hỏi", by=BY, now=NOW
    )
    figure = figures(asked_of(YEAR, EVERYTHING))["revenue"]
    assert (figure.value, figure.kind, figure.carried) == (590, "estimate", 2)
    accept(file(second["mau-02"], NOW, revenue=1), file(second["mau-03"], NOW, revenue=1), at=NOW)
    figure = figures(asked_of(YEAR, EVERYTHING))["revenue"]
    assert (figure.value, figure.kind, figure.carried) == (402, "final", 0)


def test_an_estimate_marks_the_total_until_the_final_figure_comes(cast: Cast) -> None:
    first = owed(MONTHS[0])["mau-01"]
    accept(file(first, NOW, estimate=True), at=NOW)
    assert figures(asked_of(YEAR, EVERYTHING))["revenue"].kind == "estimate"
    accept(file(first, NOW, reason="số chính thức"), at=NOW + timedelta(days=1))
    assert figures(asked_of(YEAR, EVERYTHING))["revenue"].kind == "final"


def test_targets_and_last_year_stand_beside_the_value_over_equal_days(cast: Cast) -> None:
    set_target(indicator_code="revenue", year=2021, value=Decimal(80), decision_number="01", by=BY, now=NOW)
    accept(file(owed(MONTHS[0])["mau-01"], NOW), at=NOW)
    before = parse_period("2020-01", Basis.CUTOFF15), parse_period("2020-02", Basis.CUTOFF15)
    for period in before:
        row = owed(period)["mau-01"]
        filing = Filing(
            row, {c: Value(number=Decimal(40), note="x") for c in ("revenue", "export")}, Source.WEB
        )
        accept(submit_reports(filings=[filing], by=BY, now=NOW)[0], at=NOW)
    figure = figures(asked_of(YEAR, EVERYTHING), year=2021)["revenue"]
    assert (figure.plan_pct, figure.previous, figure.change_pct) == (Decimal("125.0"), 40, Decimal("150.0"))
    assert figures(asked_of(YEAR, EVERYTHING), year=2021)["labour_total"].previous is None


def test_scope_cuts_the_sum(cast: Cast) -> None:
    accept(*(file(row, NOW) for row in owed(MONTHS[0]).values()), at=NOW)
    park = Scope(ScopeKind.PARKS, park_ids=frozenset({cast.parks[0].pk}))
    assert value("revenue", asked_of(YEAR, park)) == 200
    one = Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({cast.one.pk}))
    assert value("revenue", asked_of(YEAR, one)) == 100


def test_the_rows_behind_every_figure_add_up_to_it(cast: Cast) -> None:
    for month in MONTHS[:2]:
        accept(*(file(row, NOW, revenue=f"{n}.5") for n, row in enumerate(owed(month).values(), 1)), at=NOW)
    asked = asked_of(YEAR, EVERYTHING)
    for code in ("revenue", "labour_total", "labour_foreign", "new_jobs"):
        rows = list(rows_as_json(rows_of(asked, code)))
        assert sum(Decimal(str(row["value"])) for row in rows) == value(code, asked)


def test_the_derived_table_can_be_made_anew(cast: Cast) -> None:
    rows = owed(MONTHS[0])
    accept(file(rows["mau-01"], NOW), at=NOW)
    later = NOW + timedelta(days=1)
    accept(file(rows["mau-01"], later, reason="sửa", revenue=90), at=later)
    substitute_estimate(
        obligation=rows["mau-02"], values={"revenue": Decimal(5)}, reason="ước", by=BY, now=later
    )
    columns = ("obligation_id", "cell", "value", "kind", "known_from", "known_until", "version_id")
    before = sorted(map(str, Figure.objects.values_list(*columns)))
    counting.rebuild(by=BY, now=later)
    assert sorted(map(str, Figure.objects.values_list(*columns))) == before


def test_a_consolidation_is_sealed_and_its_hash_can_be_proved(cast: Cast) -> None:
    rows = owed(MONTHS[0])
    accept(file(rows["mau-01"], NOW), at=NOW)
    sealed = consolidate(period=YEAR, by=BY, now=NOW)
    assert {row["enterprise"] for row in sealed.missing} == {"mau-02", "mau-03"}
    accept(file(rows["mau-02"], NOW + timedelta(days=1)), at=NOW + timedelta(days=1))
    asked = Asked(sealed.period_from, sealed.period_until, EVERYTHING, sealed.as_of)
    assert snapshot_hash(asked) == sealed.snapshot_hash
    assert snapshot_hash(asked_of(YEAR, EVERYTHING)) != sealed.snapshot_hash
    with pytest.raises(RuntimeError, match="sealed"), acts.acting("test", by=BY, now=NOW):
        sealed.save()


FACTS = st.lists(
    st.tuples(
        st.sampled_from(["mau-01", "mau-02", "mau-03"]),
        st.integers(0, 3),
        st.sampled_from(
            ["revenue", "export", "labour_domestic", "labour_foreign", "payroll", "person_months"]
        ),
        st.decimals(min_value=0, max_value=10**6, places=3),
        st.booleans(),
    ),
    max_size=25,
    unique_by=lambda fact: fact[:3],
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FACTS)
def test_sql_and_plain_loops_agree(cast: Cast, facts: list[tuple[str, int, str, Decimal, bool]]) -> None:
    Figure.objects.all()._raw_delete("default")
    by_month = {n: _obligations(MONTHS[n]) for n in range(4)}
    rows = [_figure(by_month[month][code], cell, amount, firm) for code, month, cell, amount, firm in facts]
    with acts.acting("test", by=BY, now=NOW):
        Figure.objects.bulk_create(rows)
    asked = Asked(YEAR.start, MONTHS[3].end, EVERYTHING)
    counted = {code: each.value for code, each in figures(asked).items() if each.value is not None}
    assert _rounded(counted) == _rounded(_in_loops(facts))


def _obligations(period: Period) -> dict[str, Obligation]:
    existing = Obligation.objects.filter(period_code=period.code)
    return {row.enterprise.code: row for row in existing} or owed(period)


def _figure(obligation: Obligation, cell: str, amount: Decimal, firm: bool) -> Figure:
    return Figure(
        obligation=obligation,
        enterprise=obligation.enterprise,
        park=obligation.enterprise.park,
        form_code=obligation.form_code,
        cell=cell,
        period_from=obligation.period_from,
        period_until=obligation.period_until,
        value=amount,
        kind="FINAL" if firm else "ESTIMATE",
        known_from=NOW,
    )


def _in_loops(facts: list[tuple[str, int, str, Decimal, bool]]) -> dict[str, Decimal]:
    plain = [
        Fact(cell, code, "", MONTHS[month].start, MONTHS[month].end, amount, not firm)
        for code, month, cell, amount, firm in facts
    ]
    known = {
        code: each for code, each in indicators().items() if code in cells_of_indicators() or each.formula
    }
    totals = aggregate_all(plain, known, YEAR.start, MONTHS[3].end)
    return {code: total.value for code, total in totals.items() if total.value is not None}


def _rounded(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {code: round(value, 6) for code, value in values.items()}
