"""The same SQL text on Spark, on a standalone cluster of two workers on this machine: five fixed data sets.

Skipped, and said so, where `songhanh[spark]` or Java is not installed.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from songhanh.analytics.presence.generation import generate
from songhanh.analytics.presence.snapshot import open_snapshot
from songhanh.analytics.tracing import kernel, spark_engine
from songhanh.analytics.tracing.command import everybody
from songhanh.definitions.contacts import contact_definition

pyspark = pytest.importorskip("pyspark", reason="songhanh[spark] is not installed")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("no Java on this machine (Debian: openjdk-17-jre-headless)", allow_module_level=True)

# Workers, days, seed, index persons, definition.
SETS = [
    (60, 2, 1, (5,), "ours"),
    (400, 3, 2, (17, 250), "ours"),
    (400, 3, 2, (17, 250), "1909"),
    (1500, 4, 3, (1, 2, 3, 700, 1400), "ours"),
    (1500, 4, 4, (900,), "3638"),
]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A master and two workers, as processes of their own; they end with the tests."""
    folder = tmp_path_factory.mktemp("spark")
    program = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    own = ["--host", "127.0.0.1", "--webui-port", "0"]
    orders = [
        ["org.apache.spark.deploy.master.Master", *own, "--port", str(port)],
        *(
            [
                "org.apache.spark.deploy.worker.Worker",
                *own,
                *("--cores", "1", "--memory", "1g", "--work-dir", str(folder / name), address),
            ]
            for name in ("one", "two")
        ),
    ]
    log = folder / "log"
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m"}
    with log.open("w") as out:
        processes = [
            subprocess.Popen([program, *order], stdout=out, stderr=subprocess.STDOUT, env=environment)
            for order in orders
        ]
        try:
            _wait(log)
            yield address
        finally:
            for process in reversed(processes):
                process.terminate()
            for process in processes:
                process.wait(30)


def _wait(log: Path) -> None:
    """Until both workers have been taken on."""
    for _ in range(120):
        if len(re.findall(r"Successfully registered with master", log.read_text())) == 2:
            return
        time.sleep(0.5)
    raise AssertionError(log.read_text()[-2000:])


@pytest.fixture(scope="module")
def engine(cluster: str) -> Iterator[Any]:
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with spark_engine.session(cluster) as engine:
        yield engine


def test_two_workers_do_the_work(engine: Any) -> None:
    engine.range(1000).repartition(4).count()  # executors are there once something was asked
    for _ in range(60):
        executors = engine.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1  # one is the driver
        if executors == 2:
            break
        time.sleep(0.5)
    assert executors == 2


@pytest.mark.parametrize(("workers", "days", "seed", "persons", "code"), SETS)
def test_spark_gives_what_the_kernel_gives(
    engine: Any, tmp_path: Path, workers: int, days: int, seed: int, persons: tuple[int, ...], code: str
) -> None:
    generate(tmp_path, workers=workers, days=days, seed=seed)
    snapshot, definition = open_snapshot(tmp_path), contact_definition(code)
    cases = everybody(persons, snapshot)
    spark_engine.prepare(engine, snapshot)
    by_spark = list(spark_engine.ask(engine, cases, definition).contacts())
    assert by_spark == list(kernel.trace(snapshot, cases, definition).contacts())
    assert by_spark
