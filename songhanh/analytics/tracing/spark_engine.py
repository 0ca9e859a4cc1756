"""Spark over the snapshot's Parquet: the same SQL text, for those whose data outgrows one machine.

Comes with `songhanh[spark]`. A cluster (spark://host:7077) must see the snapshot's folder under the same path; without
one Spark runs inside this process. Memory, cores and partitions are Spark's own settings, in its spark-defaults.conf.
"""

import os
import re
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.met_rows import COLUMNS, traced_of
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.spark_needs import check_needs, hosts_of
from songhanh.analytics.tracing.spark_words import SparkError, in_sentences
from songhanh.analytics.tracing.sql import rows_sql, trace_steps
from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.window import Window

MASTER = "SONGHANH_SPARK_MASTER"
PATIENCE = 60.0  # seconds without any machine of the cluster
LOOKS_EVERY = 0.2
PRESENCE = "day INT, place INT, person INT, start_s INT, end_s INT"
REACH = "place INT, other INT, near INT"
# Steps that others read more than once: Spark would work each out again wherever it is read.
KEPT = {"f1_source", "f1", "f1_at", "f2_source", "f2"}


@contextmanager
def session(master: str | None = None, *, patience: float = PATIENCE) -> Iterator[Any]:
    """A Spark session with machines to work on, waited for so many seconds. Raises SparkError, with what to do."""
    address = master or os.environ.get(MASTER) or "local[*]"
    check_needs(address)
    from pyspark.sql import SparkSession  # noqa: PLC0415 (an extra)

    builder = SparkSession.builder.appName("songhanh-trace").master(address)
    for name, value in _settings(address).items():
        builder = builder.config(name, value)
    with in_sentences():
        engine = builder.getOrCreate()
    try:
        _await_machines(engine, patience)
        yield engine
    finally:
        engine.stop()


def prepare(engine: Any, snapshot: Snapshot) -> None:
    """Views over the snapshot's files."""
    for name, columns, paths in (
        ("presence", PRESENCE, snapshot.parquet),
        ("reach", REACH, (snapshot.reach_parquet,)),
    ):
        with in_sentences():
            engine.read.schema(columns).parquet(*map(_address, paths)).createOrReplaceTempView(name)


def ask(
    engine: Any,
    cases: Mapping[int, Window],
    definition: ContactDefinition,
    *,
    tiers: int = 2,
    patience: float = PATIENCE,
) -> Traced:
    """Run the steps; `presence` and `reach` are there. Raises SparkError."""
    rows = [(person, cases[person].start, cases[person].end) for person in sorted(cases)]
    with in_sentences():
        engine.createDataFrame(rows, "person BIGINT, since BIGINT, until BIGINT").createOrReplaceTempView(
            "cases"
        )
        for name, query in trace_steps(definition, tiers=tiers):
            step = engine.sql(query)
            (step.cache() if name in KEPT else step).createOrReplaceTempView(name)
        try:
            found = _answer(engine, engine.sql(rows_sql(tiers=tiers)), patience)
        finally:
            engine.catalog.clearCache()
    columns = {name: found.column(name).to_numpy().astype(np.int64) for name in COLUMNS}
    return traced_of(definition, columns)


def _address(path: Path) -> str:
    """Of a file under the same path everywhere, not of the cluster's own file system; no sign of it is a pattern."""
    return "file://" + re.sub(r"([][{}*?\\])", r"\\\1", str(path.resolve()))


def machines(engine: Any) -> int:
    """How many of the cluster work for this session; the driver is none of them."""
    return int(engine.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1


def _settings(master: str) -> dict[str, str]:
    quiet = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "UTC",
    }
    return quiet | ({} if hosts_of(master) else {"spark.sql.shuffle.partitions": "8"})


def _answer(engine: Any, frame: Any, patience: float) -> Any:
    """The rows as an Arrow table. Left without machines, Spark would wait for ever: we do not."""
    if not hosts_of(engine.sparkContext.master):
        return frame.toArrow()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(frame.toArrow)
        since = time.monotonic()
        while not wait([answer], LOOKS_EVERY).done:
            if machines(engine):
                since = time.monotonic()
            elif time.monotonic() - since > patience:
                engine.sparkContext.cancelAllJobs()
                wait([answer])
                raise SparkError(_nobody(engine.sparkContext.master, patience))
        return answer.result()


def _await_machines(engine: Any, patience: float) -> None:
    """A cluster takes a session on even when it has nobody to work for it."""
    master = engine.sparkContext.master
    until = time.monotonic() + patience
    with in_sentences():
        while hosts_of(master) and not machines(engine):
            if time.monotonic() > until:
                raise SparkError(_nobody(master, patience))
            time.sleep(LOOKS_EVERY)


def _nobody(master: str, patience: float) -> str:
    return (
        f"Cụm Spark {master} không giao máy nào trong {patience:g} giây: chưa có máy nào trong cụm, hoặc đang bận hết."
        " Xem trang của cụm rồi chạy lại."
    )
