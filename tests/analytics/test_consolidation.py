"""Consolidation over columns gives what the plain loops give, exactly."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from songhanh.analytics.consolidation import Group, Span, Sum, consolidate
from songhanh.analytics.snapshot import ReportedValue, columns_of, read_rows, write_rows
from songhanh.definitions.indicators import indicators
from songhanh.rules.indicators.aggregate import Fact, Total, aggregate_all
from songhanh.rules.periods import Basis, parse_period

YEAR = parse_period("2021", Basis.CUTOFF15)
MONTHS = YEAR.months()[:4]
SPANS = [
    Span(YEAR.start, YEAR.end),
    Span(MONTHS[0].start, MONTHS[2].end),
    *(Span(month.start, month.end) for month in MONTHS),
    Span(date(2020, 12, 20), date(2021, 1, 20)),  # cuts through two months: neither lies inside
]
PARKS = {"mau-01": "khanh-phu", "mau-02": "khanh-phu", "mau-03": "gian-khau"}
# Flows, stocks, parts of formulas, a total that may be reported itself, and a ratio that must not count.
CODES = (
    "revenue", "export", "labour_domestic", "labour_foreign", "labour_total", "payroll", "person_months",
    "income_avg",
)  # fmt: skip


@st.composite
def values(draw: st.DrawFn) -> ReportedValue:
    """A value of one enterprise for a month, or for two months at once."""
    enterprise = draw(st.sampled_from(sorted(PARKS)))
    first = draw(st.integers(0, 3))
    last = draw(st.integers(first, min(first + 1, 3)))
    amount = draw(st.one_of(st.just(Decimal(0)), st.decimals(-(10**6), 10**12, places=5)))
    return ReportedValue(
        enterprise,
        PARKS[enterprise],
        draw(st.sampled_from(CODES)),
        MONTHS[first].start,
        MONTHS[last].end,
        amount,
        draw(st.sampled_from(["FINAL", "ESTIMATE", "LAST_PERIOD", "OFFICER_ESTIMATE"])),
    )


ROWS = st.lists(values(), max_size=40)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(["", "park", "enterprise"]))
@example([ReportedValue("mau-01", "khanh-phu", "income_avg", MONTHS[0].start, MONTHS[0].end, Decimal(9))], "")
def test_loops_and_columns_agree(rows: list[ReportedValue], by: Group) -> None:
    assert consolidate(columns_of(rows), indicators(), SPANS, by) == _in_loops(rows, by)


@settings(max_examples=10, deadline=None)
@given(st.lists(ROWS, max_size=4))
def test_a_file_says_what_was_written_and_counts_the_same(batches: list[list[ReportedValue]]) -> None:
    rows = [row for batch in batches for row in batch]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "values.parquet"
        assert write_rows(path, batches) == len(rows)
        assert list(read_rows(path)) == rows
        assert consolidate(path, indicators(), SPANS, "park") == _in_loops(rows, "park")


def test_a_snapshot_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    row = ReportedValue("mau-01", "khanh-phu", "revenue", YEAR.start, YEAR.end, Decimal("1.5"))
    path = tmp_path / "values.parquet"
    write_rows(path, [[row]])
    with pytest.raises(pa.ArrowInvalid):
        write_rows(path, [[row], [row._replace(value=Decimal(10) ** 13)]])
    assert list(read_rows(path)) == [row]
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert write_rows(path, [[row._replace(value=Decimal(10) ** 16)]], digits=22) == 1
    assert consolidate(path, indicators(), [SPANS[0]])[(SPANS[0], "")]["revenue"] == Sum(
        Decimal(10) ** 16, 1, 0, 0
    )


def test_no_question_no_answer() -> None:
    assert consolidate(columns_of([]), indicators(), []) == {}
    assert consolidate(columns_of([]), indicators(), SPANS) == {}


def _in_loops(rows: list[ReportedValue], by: Group) -> dict[tuple[Span, str], dict[str, Sum]]:
    groups: dict[str, list[Fact]] = {}
    for row in rows:
        fact = Fact(
            row.indicator,
            row.enterprise,
            row.park,
            row.period_from,
            row.period_until,
            row.value,
            estimate=row.kind != "FINAL",
            nil=row.value == 0,
        )
        groups.setdefault(getattr(row, by) if by else "", []).append(fact)
    counted = {
        (span, group): aggregate_all(facts, indicators(), span.start, span.end)
        for group, facts in groups.items()
        for span in SPANS
    }
    return {key: {c: _sum(t) for c, t in totals.items()} for key, totals in counted.items() if totals}


def _sum(total: Total) -> Sum:
    return Sum(total.value, len(total.facts), total.estimates, total.nil)
