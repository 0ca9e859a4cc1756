"""Totals of 34 indicators by park and year out of 18 million values: this product against DuckDB, PostgreSQL, pandas.

All sides answer the same question and must give the same answer. Our side counts besides how many values each
total stands on, how many of them are estimates or nil, and computes the ratios.
"""

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import psycopg

from bench.machine import Result, Side, at_most_aim, race, times_aim
from bench.reported import Reported, all_indicators, reported_indicators
from songhanh.analytics.consolidation import Span, consolidate
from songhanh.analytics.snapshot import write_snapshot
from songhanh.rules.indicators.indicator import IndicatorKind
from songhanh.rules.periods import Basis, parse_period

Answer = dict[tuple[int, str, str], Decimal]  # year, park, indicator

# What somebody who knows only this question would write: flows over the reporting year, stocks of its last month.
SQL = """
SELECT {year} AS year, park, indicator, SUM(value)
FROM {table}
WHERE indicator NOT IN ({stocks}) OR EXTRACT(MONTH FROM period_until) = 12
GROUP BY 1, park, indicator
"""
YEAR_SQL = "EXTRACT(YEAR FROM period_until)"
TABLE = """
CREATE UNLOGGED TABLE reported (
    enterprise varchar(30) NOT NULL, park varchar(30) NOT NULL, indicator varchar(60) NOT NULL,
    period_from date NOT NULL, period_until date NOT NULL, value numeric(18,5) NOT NULL, kind varchar(16) NOT NULL
)
"""


def run(_database: str, *, tiny: bool) -> Result:
    """Write the values once, load them where they are wanted, then let the sides take turns."""
    size = Reported(enterprises=40, years=2) if tiny else Reported(enterprises=10_000, years=5)
    folder = Path(os.environ["SONGHANH_VAR"])
    path = folder / "values.parquet"
    write_snapshot(path, size.tables())
    _into_postgresql(path, folder)
    frame = pd.read_parquet(path, columns=["park", "indicator", "period_until", "value"])
    frame = frame.assign(
        value=frame["value"].astype("float64"),
        park=frame["park"].astype("category"),
        indicator=frame["indicator"].astype("category"),
        period_until=pd.to_datetime(frame["period_until"]),
    )
    spans = _spans(size)
    ways = {
        "songhanh": lambda: _ours(path, spans),
        "duckdb": lambda: _duckdb(path),
        "postgresql": _postgresql,
        "pandas": lambda: _pandas(frame),
    }
    answers = {name: way() for name, way in ways.items()}
    _check(answers)
    seconds = race(ways, 1 if tiny else 5)
    ours, plain, postgresql, pandas_ = (Side(name, DOES[name], seconds[name]) for name in ways)
    return Result(
        "consolidation",
        "Consolidation",
        f"{size.values:,} values ({size.enterprises:,} enterprises × {len(size.months)} months × 30 indicators) to "
        f"{len(answers['duckdb']):,} totals by year, park and indicator; the four answers are equal.",
        [ours, plain, postgresql, pandas_],
        [
            at_most_aim("against plain DuckDB", ours, plain, 1.5),
            times_aim("faster than PostgreSQL", postgresql, ours, 10),
        ],
        [f"The Parquet file has {path.stat().st_size / 2**20:.0f} MiB."],
    )


DOES = {
    "songhanh": "`analytics.consolidate` over Parquet: exact sums, counts, estimates, nil, ratios by formula",
    "duckdb": "one hand-written GROUP BY over the same Parquet file: sums only",
    "postgresql": "the same GROUP BY over a table with the same columns, in its cache, default parallel workers",
    "pandas": "groupby over columns held in memory as float64 and categories (reading them is not counted)",
}


def _ours(path: Path, spans: dict[int, Span]) -> Answer:
    totals = consolidate(path, all_indicators(), list(spans.values()), "park")
    years = {span: year for year, span in spans.items()}
    return {
        (years[span], park, code): total.value
        for (span, park), own in totals.items()
        for code, total in own.items()
        if total.value is not None and not code.startswith("ratio")
    }


def _duckdb(path: Path) -> Answer:
    with duckdb.connect() as engine:
        return _answer(engine.execute(_sql(f"read_parquet('{path}')")).fetchall())


def _postgresql() -> Answer:
    with psycopg.connect(os.environ["SONGHANH_DATABASE_URL"]) as connection:
        return _answer(connection.execute(_sql("reported")).fetchall())


def _pandas(frame: pd.DataFrame) -> Answer:
    stock = frame["indicator"].isin(_stocks())
    counted = frame[~stock | (frame["period_until"].dt.month == 12)]
    keys = [counted["period_until"].dt.year, "park", "indicator"]
    sums = counted.groupby(keys, observed=True)["value"].sum()
    return {key: Decimal(value).quantize(Decimal("0.00001")) for key, value in sums.items()}


def _sql(table: str) -> str:
    stocks = ", ".join(f"'{code}'" for code in _stocks())
    return SQL.format(table=table, stocks=stocks, year=YEAR_SQL)


def _answer(rows: list[tuple[Any, ...]]) -> Answer:
    return {(int(year), park, code): value for year, park, code, value in rows}


def _stocks() -> list[str]:
    return [code for code, each in reported_indicators().items() if each.kind is IndicatorKind.STOCK]


def _spans(size: Reported) -> dict[int, Span]:
    years = [parse_period(str(year), Basis.CUTOFF15) for year in range(2022 - size.years, 2022)]
    return {year.year: Span(year.start, year.end) for year in years}


def _into_postgresql(path: Path, folder: Path) -> None:
    text = folder / "values.csv"
    with duckdb.connect() as engine:
        engine.execute(f"COPY (FROM read_parquet('{path}')) TO '{text}' (HEADER false)")
    with psycopg.connect(os.environ["SONGHANH_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(TABLE)
        with (
            connection.cursor().copy("COPY reported FROM STDIN (FORMAT csv)") as copy,
            text.open("rb") as file,
        ):
            while block := file.read(1 << 20):
                copy.write(block)
        connection.execute("VACUUM ANALYZE reported")
    text.unlink()


def _check(answers: dict[str, Answer]) -> None:
    """Equal, pandas to the last tenth of a thousandth of its floating point."""
    exact = answers["duckdb"]
    assert answers["songhanh"] == exact
    assert answers["postgresql"] == exact
    assert answers["pandas"].keys() == exact.keys()
    assert all(abs(value - exact[key]) < Decimal("0.01") for key, value in answers["pandas"].items())
