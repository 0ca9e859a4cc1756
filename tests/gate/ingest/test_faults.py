"""Power cuts, full disks, databases that go away, under load and with real processes: 0 lost, 0 doubled."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from songhanh.gate.stream import reading
from songhanh.gate.stream.reading import Rows, sqlite_rows
from tests.gate.ingest.phones import Phones
from tests.gate.ingest.server import ROOT, Server, scan, serving

pytestmark = pytest.mark.slow
UNAVAILABLE = os.EX_UNAVAILABLE
WAITS = """
import os, sys, psycopg
with psycopg.connect(os.environ["SONGHANH_DATABASE_URL"]) as server:
    print(os.environ["SONGHANH_DATABASE_URL"], *server.execute("SHOW data_directory").fetchone(), flush=True)
sys.stdin.read()
"""


class Cluster:
    """A PostgreSQL of a test's own, to be stopped and started."""

    def __init__(self, url: str, data: str) -> None:
        self.url, self.data = url, data
        self.program = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))[-1]

    def control(self, *words: str) -> None:
        """``pg_ctl`` as the account that owns the data."""
        owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run(
            [*owner, str(self.program), f"--pgdata={self.data}", "--silent", "--wait", *words],
            cwd=Path(self.data).parent, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def rows(self) -> Rows:
        """To read the stream by."""

        def rows(words: str, values: object) -> list[tuple[object, ...]]:
            with psycopg.connect(self.url) as connection:
                return connection.execute(words, values).fetchall()  # type: ignore[call-overload]

        return rows


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    process = subprocess.Popen(
        [str(ROOT / "bin" / "postgres"), sys.executable, "-c", WAITS],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    words = process.stdout.readline().split()
    if not words:
        assert process.wait() == UNAVAILABLE
        pytest.skip("no PostgreSQL server on this machine")
    yield Cluster(*words)
    process.communicate("")


def test_a_power_cut_under_load_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    server = Server(tmp_path, str(tmp_path / "stream.sqlite3"))
    server.start()
    phones = Phones(server)
    for _ in range(3):
        phones.wait_for(200)
        server.kill()
        server.start()
    phones.wait_for(200)
    phones.stop()
    server.stop()
    assert phones.statuses[0] > 0  # they were cut off indeed
    phones.check(sqlite_rows(tmp_path / "stream.sqlite3"))


def test_a_restart_in_peace_under_load(tmp_path: Path) -> None:
    server = Server(tmp_path, str(tmp_path / "stream.sqlite3"))
    server.start()
    phones = Phones(server)
    phones.wait_for(200)
    server.stop()
    server.start()
    phones.wait_for(200)
    phones.stop()
    server.stop()
    assert "Traceback" not in server.log()
    phones.check(sqlite_rows(tmp_path / "stream.sqlite3"))


def test_too_many_at_once_are_asked_to_come_again(tmp_path: Path) -> None:
    stream = tmp_path / "stream.sqlite3"
    with serving(tmp_path, str(stream), TEST_MOST_WAITING="20", TEST_DELAY="0.05") as server:
        phones = Phones(server, count=12)
        phones.wait_for(300)
        phones.stop()
        assert phones.noes.keys() == {"busy"}
        with_them = Phones(server, count=12)
        found = [told for _ in range(200) if (told := server.send([scan() for _ in range(15)]))[0] == 503]
        with_them.stop()
    assert found
    assert found[0][1]["code"] == "busy"
    assert found[0][1]["retry_after"] > 0
    phones.check(lambda words, values: among(sqlite_rows(stream)(words, values), phones))


def among(found: "list[tuple[object, ...]]", phones: Phones) -> "list[tuple[object, ...]]":
    """Rows of these phones only."""
    return [row for row in found if str(UUID(bytes=row[1])) in phones.made]  # type: ignore[arg-type]


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Six megabytes of memory as a file system; where that may not be made, None is done."""
    disk = folder / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this account may not mount a file system")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_said_keeps_nothing_by_halves_and_is_over_with_the_first_room(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        stream = disk / "stream.sqlite3"
        with serving(tmp_path, str(stream)) as server:
            fills_up_and_recovers(server, stream, lambda: fill(disk), (disk / "filler").unlink)


def fill(disk: Path) -> None:
    """To the last byte."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (65_536, 512):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def test_a_store_that_is_full_is_said_wherever_the_limit_lies(tmp_path: Path) -> None:
    stream, limit = tmp_path / "stream.sqlite3", tmp_path / "most_pages"
    limit.write_text("40")
    with serving(tmp_path, str(stream)) as server:
        # The store opens the file anew after a fault, and so hears of the limit's end.
        fills_up_and_recovers(server, stream, lambda: None, limit.unlink)


def fills_up_and_recovers(server: Server, stream: Path, fill_up: object, make_room: object) -> None:
    assert callable(fill_up)
    assert callable(make_room)
    phones = Phones(server, count=4, scans=50)
    phones.wait_for(100)
    fill_up()
    until = time.monotonic() + 30
    while not phones.noes["disk-full"]:
        assert time.monotonic() < until, (phones.statuses, phones.noes)
        time.sleep(0.05)
    refused = [scan() for _ in range(500)]
    status, told = server.send(refused)
    assert (status, told["code"]) == (507, "disk-full")
    assert told["retry_after"] > 0
    ids = [UUID(each["id"]) for each in refused]
    assert reading.scans_with(sqlite_rows(stream), ids, enterprises=None) == []
    make_room()
    phones.wait_for(300)
    phones.stop()
    assert phones.noes.keys() == {"disk-full"}
    phones.check(sqlite_rows(stream))
    assert server.send(refused)[0] == 200
    assert len(reading.scans_with(sqlite_rows(stream), ids, enterprises=None)) == 500


def test_a_database_that_goes_away_is_said_and_found_again(tmp_path: Path, cluster: Cluster) -> None:
    server = Server(tmp_path, cluster.url, workers=2)
    server.start()
    phones = Phones(server)
    phones.wait_for(200)
    cluster.control("--mode=immediate", "stop")  # as a crash: what was acknowledged must be in its log
    time.sleep(4)
    cluster.control("start")
    phones.wait_for(300)
    server.kill()  # and a power cut of ours on top
    server.start()
    phones.wait_for(200)
    phones.stop()
    server.stop()
    assert phones.noes["store-away"] > 0
    assert phones.noes.keys() <= {"store-away", "not-ready"}  # after the restart, until the devices are read
    phones.check(cluster.rows())
