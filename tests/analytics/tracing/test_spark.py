"""The same SQL text on Spark, on a standalone cluster of two workers on this machine: five fixed data sets."""

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from songhanh.analytics.tracing import duckdb_engine, kernel, spark_engine
from songhanh.analytics.tracing.command import main
from songhanh.analytics.tracing.spark_needs import check_java
from songhanh.analytics.tracing.spark_words import SparkError

from .cluster import DEFAULTS, WORKERS, Cluster, running
from .five_sets import SETS

pytestmark = [pytest.mark.spark, pytest.mark.xdist_group("spark")]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the workers write for a while: a small file system of its own, so that it can be full."""
    folder = tmp_path_factory.mktemp("scratch")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    yield folder
    if made.returncode == 0:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, scratch: Path) -> Iterator[Cluster]:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("songhanh[spark] is not installed (bin/setup dev spark)")
    try:
        check_java()
    except SparkError as error:
        pytest.skip(str(error))
    with running(tmp_path_factory.mktemp("spark"), scratch) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def engine(cluster: Cluster) -> Iterator[Any]:
    """One session for all: starting one takes longer than what is asked."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in cluster.environment.items():
            patch.setenv(name, value)
        with spark_engine.session(cluster.address, patience=180) as engine:
            yield engine
    java = engine.sparkContext._gateway.proc  # ends with this process, or when nobody is at its other end
    java.stdin.close()
    java.wait(30)


def test_two_workers_do_the_work(engine: Any, cluster: Cluster) -> None:
    await_machines(engine, len(WORKERS))
    assert engine.sparkContext.master == cluster.address
    assert [len(list((cluster.folder / name).glob("app-*/*"))) for name in WORKERS] == [1, 1]
    assert (
        engine.conf.get("spark.sql.shuffle.partitions") == "2"
    )  # from spark-defaults.conf, as an operator sets it


def await_machines(engine: Any, number: int) -> None:
    """Machines come and go in their own time: an executor told to end may still answer a short question."""
    until = time.monotonic() + 30
    while spark_engine.machines(engine) != number and time.monotonic() < until:
        time.sleep(0.1)
    assert spark_engine.machines(engine) == number


@pytest.mark.parametrize("name", SETS)
def test_spark_kernel_and_duckdb_give_one_answer(engine: Any, name: str, tmp_path: Path) -> None:
    asked = SETS[name](tmp_path / "có mặt, {khu} [1] 50%")
    spark_engine.prepare(engine, asked.snapshot)
    cases, definition = asked.questions[-1]  # each takes Spark some seconds; test_five_sets.py asks all
    by_spark = list(spark_engine.ask(engine, cases, definition).contacts())
    assert by_spark
    assert by_spark == list(kernel.trace(asked.snapshot, cases, definition).contacts())
    assert by_spark == list(duckdb_engine.trace(asked.snapshot, cases, definition).contacts())


def test_one_tier(engine: Any, tmp_path: Path) -> None:
    asked = SETS["window_edges"](tmp_path)
    spark_engine.prepare(engine, asked.snapshot)
    cases, definition = asked.questions[0]
    by_spark = spark_engine.ask(engine, cases, definition, tiers=1)
    meant = kernel.trace(asked.snapshot, cases, definition, tiers=1)
    assert list(by_spark.contacts()) == list(meant.contacts())


def test_the_command_asks_the_cluster(
    cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    SETS["questions"](tmp_path / "presence")
    (tmp_path / "cases").write_text("17\n250\n")
    asked = ["--snapshot", str(tmp_path / "presence"), "--cases", str(tmp_path / "cases"), "--window", "3"]
    asked += ["--tiers", "1"]
    (tmp_path / "spark-defaults.conf").write_text(DEFAULTS.replace("cores.max 2", "cores.max 1"))  # is enough
    program = [sys.executable, "-c", "from songhanh.config.cli import main; main()", "trace", *asked]
    done = subprocess.run(
        [*program, "--engine", "spark", "--master", cluster.address],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | cluster.environment | {"SPARK_CONF_DIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    main(asked)
    assert json.loads(done.stdout)["contacts"] == json.loads(capsys.readouterr().out)["contacts"]


def test_a_full_disk_is_told_and_is_over_with_the_first_room(
    engine: Any, scratch: Path, tmp_path: Path
) -> None:
    if not scratch.is_mount():
        pytest.skip("this account may not mount a file system")
    asked = SETS["doubled_stays"](tmp_path)
    spark_engine.prepare(engine, asked.snapshot)
    cases, definition = asked.questions[0]
    filler = scratch / "filler"
    fill(filler)
    with pytest.raises(SparkError, match="Hết chỗ trên đĩa nơi Spark ghi tạm"):
        spark_engine.ask(engine, cases, definition)
    filler.unlink()
    meant = list(kernel.trace(asked.snapshot, cases, definition).contacts())
    assert list(spark_engine.ask(engine, cases, definition).contacts()) == meant


def fill(path: Path) -> None:
    """To the last byte."""
    with path.open("wb", buffering=0) as file:
        for size in (65_536, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def test_files_that_a_worker_does_not_see_are_told(engine: Any, tmp_path: Path) -> None:
    asked = SETS["window_edges"](tmp_path)
    spark_engine.prepare(engine, asked.snapshot)
    asked.snapshot.parquet[0].unlink()
    with pytest.raises(SparkError, match="không thấy tệp của ảnh chụp"):
        spark_engine.ask(engine, *asked.questions[0])
    with pytest.raises(SparkError, match="không thấy tệp của ảnh chụp"):
        spark_engine.prepare(engine, asked.snapshot)


def test_a_cluster_that_goes_away_is_told(engine: Any, cluster: Cluster, tmp_path: Path) -> None:
    """The last test: first its workers go, then its master."""
    asked = SETS["window_edges"](tmp_path)
    spark_engine.prepare(engine, asked.snapshot)
    cluster.lose(cluster.workers)
    await_machines(engine, 0)
    with pytest.raises(SparkError, match="không giao máy nào trong 2 giây"):
        spark_engine.ask(engine, *asked.questions[0], patience=2)
    cluster.stop(cluster.master)
    with (
        pytest.raises(SparkError, match="không có gì nhận ở cổng này"),
        spark_engine.session(cluster.address),
    ):
        raise AssertionError("no cluster is there")
