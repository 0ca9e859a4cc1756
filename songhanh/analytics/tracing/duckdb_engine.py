"""DuckDB over the snapshot's Parquet."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.met_rows import COLUMNS, traced_of
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.sql import trace_sql
from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.window import Window


def trace(
    snapshot: Snapshot,
    cases: Mapping[int, Window],
    definition: ContactDefinition,
    *,
    tiers: int = 2,
    threads: int | None = None,
) -> Traced:
    """The same question as `kernel.trace`, and the same answer."""
    with duckdb.connect() as engine:
        if threads:
            engine.execute(f"SET threads = {threads:d}")
        prepare(engine, snapshot)
        return ask(engine, cases, definition, tiers=tiers)


def prepare(engine: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """Views over the snapshot's files."""
    engine.read_parquet([str(path) for path in snapshot.parquet]).create_view("presence")
    engine.read_parquet(str(snapshot.reach_parquet)).create_view("reach")


def ask(
    engine: duckdb.DuckDBPyConnection,
    cases: Mapping[int, Window],
    definition: ContactDefinition,
    *,
    tiers: int = 2,
) -> Traced:
    """Run the statement; `presence` and `reach` are there."""
    engine.register("cases", case_table(cases))
    columns = engine.execute(trace_sql(definition, tiers=tiers)).fetchnumpy()
    return traced_of(definition, {name: columns[name] for name in COLUMNS})


def case_table(cases: Mapping[int, Window]) -> "pa.Table":
    """Person, since, until: the window's moments."""
    persons = sorted(cases)
    return pa.table(
        {
            "person": pa.array(persons, pa.int64()),
            "since": pa.array([cases[person].start for person in persons], pa.int64()),
            "until": pa.array([cases[person].end for person in persons], pa.int64()),
        }
    )
