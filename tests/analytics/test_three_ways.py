"""Three implementations of one meaning: plain loops, SQL over the tables, DuckDB over a snapshot of them."""

from decimal import Context, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songhanh.analytics.consolidation import Span, consolidate
from songhanh.analytics.snapshot import ReportedValue, columns_of
from songhanh.core import acts
from songhanh.core.scope import EVERYTHING
from songhanh.definitions.indicators import indicators
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.models import Figure, FigureKind, Obligation
from songhanh.reporting.queries.consolidated import figures_by
from songhanh.reporting.queries.counted import Asked, cells_of_indicators, held, year_period
from songhanh.rules.indicators.aggregate import Fact, aggregate_all
from tests.core.cast import BY, NOW
from tests.people.cast import make_cast

pytestmark = pytest.mark.django_db
MONTHS = year_period(2021).months()[:3]
CELLS = {
    cell: code
    for code, cells in cells_of_indicators().items()
    for (form_code, cell), _programme in cells
    if form_code == "monthly-production"
}
VALUES = st.lists(
    st.tuples(
        st.integers(0, 8),  # which obligation: three enterprises, three months
        st.sampled_from(sorted(CELLS)),
        st.decimals(min_value=0, max_value=10**6, places=3),
        st.sampled_from(sorted(FigureKind)),
    ),
    max_size=25,
    unique_by=lambda value: value[:2],
)
Answer = dict[str, dict[str, tuple[Decimal, int]]]  # park → indicator → value, estimates
TOLD = Context(prec=20)


@pytest.fixture
def obligations() -> list[Obligation]:
    make_cast()
    for month in MONTHS:
        raise_obligations(form_code="monthly-production", period=month, by=BY, now=NOW)
    return list(Obligation.objects.select_related("enterprise__park").order_by("pk"))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES, st.integers(1, 3))
def test_loops_tables_and_columns_agree(
    obligations: list[Obligation], values: list[tuple[int, str, Decimal, FigureKind]], months: int
) -> None:
    Figure.objects.all()._raw_delete("default")
    with acts.acting("test", by=BY, now=NOW):
        Figure.objects.bulk_create([_figure(obligations[at], *rest) for at, *rest in values])
    span = Span(MONTHS[0].start, MONTHS[months - 1].end)
    assert _in_tables(span) == _in_columns(span) == _in_loops(span)


def _figure(owed: Obligation, cell: str, amount: Decimal, kind: FigureKind) -> Figure:
    return Figure(
        obligation=owed,
        enterprise=owed.enterprise,
        park=owed.enterprise.park,
        form_code=owed.form_code,
        cell=cell,
        period_from=owed.period_from,
        period_until=owed.period_until,
        value=amount,
        kind=kind,
        known_from=NOW,
    )


def _in_tables(span: Span) -> Answer:
    found = figures_by(Asked(span.start, span.end, EVERYTHING), "park__code")
    return _cleaned(
        {
            park: {code: (each.value, each.estimates) for code, each in own.items()}
            for park, own in found.items()
        }
    )


def _in_columns(span: Span) -> Answer:
    totals = consolidate(columns_of(_reported()), indicators(), [span], "park")
    return _cleaned(
        {
            park: {code: (each.value, each.estimates) for code, each in own.items()}
            for (_, park), own in totals.items()
        }
    )


def _in_loops(span: Span) -> Answer:
    facts: dict[str, list[Fact]] = {}
    for row in _reported():
        fact = Fact(row.indicator, row.enterprise, row.park, *row[3:6], row.kind != "FINAL")
        facts.setdefault(row.park, []).append(fact)
    return _cleaned(
        {
            park: {
                code: (total.value, total.estimates)
                for code, total in aggregate_all(own, indicators(), span.start, span.end).items()
            }
            for park, own in facts.items()
        }
    )


def _reported() -> list[ReportedValue]:
    rows = held(Figure.objects.select_related("enterprise", "park"), None)
    return [
        ReportedValue(
            row.enterprise.code,
            row.park.code,
            CELLS[row.cell],
            row.period_from,
            row.period_until,
            row.value,
            row.kind,
        )
        for row in rows
    ]


def _cleaned(found: dict[str, dict[str, tuple[Decimal | None, int]]]) -> Answer:
    """Without what no implementation can tell, divisions to 20 digits, and no empty groups."""
    told = {
        park: {code: (TOLD.plus(value), n) for code, (value, n) in own.items() if value is not None}
        for park, own in found.items()
    }
    return {park: own for park, own in told.items() if own}
