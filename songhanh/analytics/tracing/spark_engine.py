"""Spark over the snapshot's Parquet: the same SQL text, for those whose data outgrows one machine.

Comes with `songhanh[spark]`; needs Java 17. `SONGHANH_SPARK_MASTER` names a cluster (spark://host:7077) that sees the
snapshot's folder under the same path; without it Spark runs inside this process.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from songhanh.analytics.presence.columns import SnapshotError
from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.met_rows import COLUMNS, traced_of
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.sql import trace_sql
from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.window import Window

MASTER = "SONGHANH_SPARK_MASTER"


@contextmanager
def session(master: str | None = None) -> Iterator[Any]:
    """A Spark session. Raises SnapshotError, with what to install, where there is no Spark."""
    try:
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise SnapshotError("Chưa cài Spark. Chạy: pip install 'songhanh[spark]' (cần Java 17).") from error
    builder = (
        SparkSession.builder.appName("songhanh-trace")
        .master(master or os.environ.get(MASTER, "local[*]"))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "8")
    )
    try:
        engine = builder.getOrCreate()
    except PySparkRuntimeError as error:  # its launcher found no Java
        raise SnapshotError(
            "Spark không khởi động được. Cài Java 17 (Debian: openjdk-17-jre-headless)."
        ) from error
    engine.sparkContext.setLogLevel("ERROR")
    try:
        yield engine
    finally:
        engine.stop()


def prepare(engine: Any, snapshot: Snapshot) -> None:
    """Views over the snapshot's files."""
    engine.read.parquet(*(str(path.resolve()) for path in snapshot.parquet)).createOrReplaceTempView(
        "presence"
    )
    engine.read.parquet(str(snapshot.reach_parquet.resolve())).createOrReplaceTempView("reach")


def ask(engine: Any, cases: Mapping[int, Window], definition: ContactDefinition, *, tiers: int = 2) -> Traced:
    """Run the statement; `presence` and `reach` are there."""
    rows = [(person, cases[person].start, cases[person].end) for person in sorted(cases)]
    engine.createDataFrame(rows, "person BIGINT, since BIGINT, until BIGINT").createOrReplaceTempView("cases")
    found = engine.sql(trace_sql(definition, tiers=tiers)).collect()
    columns = {name: np.array([row[name] for row in found], np.int64) for name in COLUMNS}
    return traced_of(definition, columns)
