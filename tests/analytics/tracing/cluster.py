"""A real standalone cluster on this machine: one master and two workers, processes of their own, on free ports."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
WORKERS = ("one", "two")
SHORT_LIVED = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"  # no Java here lives long enough to pay for more
# A test that is killed takes its cluster with it, where the system has this program.
ENDING_WITH_US = ("setpriv", "--pdeathsig", "TERM") if shutil.which("setpriv") else ()
# Half of each worker a session; small data is not worth compiling queries for; a disk that is full stays full, since
# nothing is cleared away meanwhile.
DEFAULTS = f"""
spark.cores.max 2
spark.executor.cores 1
spark.executor.memory 512m
spark.cleaner.referenceTracking false
spark.sql.shuffle.partitions 2
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.driver.extraJavaOptions {SHORT_LIVED}
spark.executor.extraJavaOptions {SHORT_LIVED}
"""


@dataclass
class Cluster:
    """`scratch` is where the workers' shuffles lie."""

    folder: Path
    scratch: Path
    address: str = ""
    master: list[subprocess.Popen[bytes]] = field(default_factory=list)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """For its own processes and for whoever asks it; this machine's Spark may be set to anything."""
        return {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_CONF_DIR": str(self.folder)}

    def start(self) -> None:
        (self.folder / "spark-defaults.conf").write_text(DEFAULTS)
        self.master.append(self._start("master", MASTER, "--port", "0"))
        self.address = self._told("master", r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")
        for name in WORKERS:
            own = ("--cores", "2", "--memory", "2g", "--work-dir", str(self.folder / name), self.address)
            self.workers.append(self._start(name, WORKER, "--port", "0", *own))
        for name in WORKERS:
            self._told(name, "(Successfully registered with master)")

    def stop(self, processes: list[subprocess.Popen[bytes]]) -> None:
        """In peace: they end their executors and themselves; who does not within half a minute is a failure."""
        for process in processes:
            process.terminate()
        while processes:
            processes.pop().wait(30)

    def lose(self, processes: list[subprocess.Popen[bytes]]) -> None:
        """All at once, as a cut cable would: one that ends in peace has its executors begun anew on the next."""
        for process in processes:
            process.kill()
        self.stop(processes)

    def leftovers(self) -> list[str]:
        """Command lines of processes that belong to this cluster and still run."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                at = (process / "cwd").readlink()
                if " org.apache.spark." in command and (self.address in command or self.folder in at.parents):
                    found.append(command[-300:])
        return found

    def _start(self, name: str, *order: str) -> subprocess.Popen[bytes]:
        import pyspark  # noqa: PLC0415 (an extra)

        program = Path(pyspark.__file__).parent / "bin" / "spark-class"
        own = {
            "SPARK_LOCAL_DIRS": str(self.scratch),
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",  # it would take a fixed port
            "SPARK_DAEMON_JAVA_OPTS": SHORT_LIVED,
        }
        with (self.folder / f"{name}.log").open("w") as log:
            return subprocess.Popen(
                [*ENDING_WITH_US, str(program), *order, "--host", "127.0.0.1", "--webui-port", "0"],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=os.environ | self.environment | own,
            )

    def _told(self, name: str, pattern: str) -> str:
        log = self.folder / f"{name}.log"
        until = time.monotonic() + 180  # a busy machine
        while time.monotonic() < until:
            if found := re.search(pattern, log.read_text()):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(log.read_text()[-3000:])


@contextmanager
def running(folder: Path, scratch: Path) -> Iterator[Cluster]:
    """A cluster; afterwards nothing of it is left."""
    cluster = Cluster(folder, scratch)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop(cluster.workers)
        cluster.stop(cluster.master)
    until = time.monotonic() + 10
    while cluster.leftovers() and time.monotonic() < until:
        time.sleep(0.2)
    assert cluster.leftovers() == []
