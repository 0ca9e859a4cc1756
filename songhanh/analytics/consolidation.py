"""Consolidation over columns: what ``rules.indicators.aggregate`` means, as SQL that DuckDB runs.

A flow is the sum of what lies wholly inside a span; a stock is what was reported for the span's last period;
a ratio, and a total that nobody reported itself, come from the sums of their parts by formula.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa

from songhanh.definitions.indicators import names_in
from songhanh.rules.indicators.formula import compute
from songhanh.rules.indicators.indicator import Indicator, IndicatorKind

Group = Literal["", "park", "enterprise"]


@dataclass(frozen=True, order=True)
class Span:
    """The days `[start, end)` of one question."""

    start: date
    end: date


@dataclass(frozen=True)
class Sum:
    """One total: its value, on how many values it stands, how many of them are estimates, how many are 0."""

    value: Decimal | None
    values: int
    estimates: int
    nil: int


Totals = dict[tuple[Span, str], dict[str, Sum]]

# The many rows are read once and only come together by period; spans, which may overlap, meet a few thousand.
# A period is one number while they do, its first day and its length: one key less takes a tenth of the time.
SQL = """
WITH by_period AS (
    SELECT indicator, {group} AS part,
           (period_from - DATE '1970-01-01') * {longest} + (period_until - period_from) AS period,
           SUM(value) AS value,
           COUNT(*) AS amount,
           COUNT(*) FILTER (WHERE kind <> 'FINAL') AS estimates,
           COUNT(*) FILTER (WHERE value = 0) AS nil
    FROM reported
    WHERE period_from >= DATE '{first}' AND period_until <= DATE '{last}'
    GROUP BY indicator, part, period
), dated AS (
    SELECT *, period_from + CAST(period % {longest} AS INTEGER) AS period_until
    FROM (SELECT *, DATE '1970-01-01' + CAST(period // {longest} AS INTEGER) AS period_from FROM by_period)
)
SELECT spans.number, dated.part, dated.indicator,
       SUM(dated.value), SUM(dated.amount), SUM(dated.estimates), SUM(dated.nil)
FROM dated
JOIN kinds ON kinds.indicator = dated.indicator
JOIN spans ON dated.period_from >= spans.start_day AND dated.period_until <= spans.end_day
WHERE kinds.kind = 'FLOW' OR dated.period_until = spans.end_day
GROUP BY spans.number, dated.part, dated.indicator
"""
LONGEST = 100_000  # days; no period has as many


def consolidate(
    snapshot: "Path | pa.Table",
    indicators: Mapping[str, Indicator],
    spans: Sequence[Span],
    by: Group = "",
    *,
    threads: int | None = None,
) -> Totals:
    """Totals by (span, group) and indicator; those without any value are left out, as are empty groups.

    `snapshot` is a file of ``analytics.snapshot`` or an Arrow table with its columns. Without `by` the group
    is "". An indicator with a formula stands on the values of all its parts.
    """
    totals: Totals = {}
    for number, part, code, *sums in _sums(snapshot, indicators, spans, by, threads):
        totals.setdefault((spans[number], part), {})[code] = Sum(*sums)
    return {key: with_formulas(own, indicators) for key, own in totals.items()}


def with_formulas(own: Mapping[str, Sum], indicators: Mapping[str, Indicator]) -> dict[str, Sum]:
    """Reported sums, and beside them the indicators that are computed from such sums."""
    found = {code: _total(code, own, indicators) for code in indicators}
    return {code: total for code, total in found.items() if total.values}


def consolidation_sql(spans: Sequence[Span], by: Group = "") -> str:
    """The text for these questions; it reads `reported`, `kinds` (indicator, kind) and `spans` (number, days)."""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    return SQL.format(group=by or "''", first=first.isoformat(), last=last.isoformat(), longest=LONGEST)


def _sums(
    snapshot: "Path | pa.Table",
    indicators: Mapping[str, Indicator],
    spans: Sequence[Span],
    by: Group,
    threads: int | None,
) -> Iterable[tuple[Any, ...]]:
    if not spans:
        return []
    with duckdb.connect() as engine:
        if threads:
            engine.execute(f"SET threads = {threads:d}")
        if isinstance(snapshot, Path):
            engine.read_parquet(str(snapshot)).create_view("reported")
        else:
            engine.register("reported", snapshot)
        engine.register("kinds", _kinds(indicators))
        engine.register("spans", _numbered(spans))
        return engine.execute(consolidation_sql(spans, by)).fetchall()


def _kinds(indicators: Mapping[str, Indicator]) -> "pa.Table":
    """Ratios are not among them: their own values are never added."""
    added = [each for each in indicators.values() if each.kind is not IndicatorKind.RATIO]
    return pa.table(
        {
            "indicator": pa.array([each.code for each in added], pa.string()),
            "kind": pa.array([each.kind.value for each in added], pa.string()),
        }
    )


def _numbered(spans: Sequence[Span]) -> "pa.Table":
    return pa.table(
        {
            "number": pa.array(range(len(spans)), pa.int32()),
            "start_day": pa.array([span.start for span in spans], pa.date32()),
            "end_day": pa.array([span.end for span in spans], pa.date32()),
        }
    )


def _total(code: str, own: Mapping[str, Sum], indicators: Mapping[str, Indicator]) -> Sum:
    each = indicators[code]
    if code in own or each.formula is None:
        return own.get(code, Sum(None, 0, 0, 0))
    parts = {name: _total(name, own, indicators) for name in names_in(each.formula) if name in indicators}
    return Sum(
        compute(each.formula, {name: part.value for name, part in parts.items()}),
        sum(part.values for part in parts.values()),
        sum(part.estimates for part in parts.values()),
        sum(part.nil for part in parts.values()),
    )
