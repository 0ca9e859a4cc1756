"""The writing thread: groups, faults that are told to those they belong to, and no end before the queue's."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from songhanh.gate.stream import reading
from songhanh.gate.stream.reading import sqlite_rows
from songhanh.gate.stream.scans import AwayError, FullError, Scan, Store
from songhanh.gate.stream.sqlite_store import SqliteStore
from songhanh.gate.stream.writer import BusyError, Writer
from tests.gate.stream.test_stores import scan


class Troubled:
    """A real store with a fault before it: `trouble` raises, or lets through."""

    def __init__(self, path: Path, trouble: Callable[[Sequence[Scan]], None]) -> None:
        self.inner, self.trouble = SqliteStore(path), trouble

    def store(self, scans: Sequence[Scan]) -> list[bool]:
        self.trouble(scans)
        return self.inner.store(scans)

    def close(self) -> None:
        self.inner.close()


def void(_: object) -> None:
    """For a lambda that only waits."""


def with_writer(
    open_store: Callable[[], Store], work: Callable[[Writer], "asyncio.Future[None]"], most: int = 1000
) -> None:
    async def run() -> None:
        writer = Writer(open_store, asyncio.get_running_loop(), most)
        try:
            await work(writer)
        finally:
            await asyncio.get_running_loop().run_in_executor(None, writer.close)

    asyncio.run(run())


def test_what_comes_while_the_disk_is_busy_goes_in_one_group(tmp_path: Path) -> None:
    path, gate, groups = tmp_path / "s.sqlite3", threading.Event(), []

    def slow(scans: Sequence[Scan]) -> None:
        groups.append(len(scans))
        gate.wait(10)

    async def work(writer: Writer) -> None:
        first = writer.submit([scan(1)])
        while not groups:
            await asyncio.sleep(0.01)
        others = [writer.submit([scan(n), scan(1)]) for n in range(2, 52)]
        gate.set()
        assert await first == [True]
        assert await asyncio.gather(*others) == [[True, False]] * 50

    with_writer(lambda: Troubled(path, slow), work)
    assert groups == [1, 100]


def test_more_than_may_wait_is_turned_away_at_once(tmp_path: Path) -> None:
    gate = threading.Event()

    async def work(writer: Writer) -> None:
        kept = [writer.submit([scan(n)]) for n in range(1, 11)]
        with pytest.raises(BusyError):
            writer.submit([scan(11)])
        gate.set()
        assert await asyncio.gather(*kept) == [[True]] * 10
        assert await writer.submit([scan(11)]) == [True]

    with_writer(lambda: Troubled(tmp_path / "s.sqlite3", lambda scans: void(gate.wait(10))), work, 10)


def test_one_that_cannot_be_kept_spoils_no_other(tmp_path: Path) -> None:
    gate = threading.Event()

    async def work(writer: Writer) -> None:
        blocker = writer.submit([scan(1)])
        good, bad, late = (
            writer.submit([scan(2)]),
            writer.submit([scan(3, device=None)]),
            writer.submit([scan(4)]),
        )
        gate.set()
        assert await blocker == [True]
        assert await good == await late == [True]
        with pytest.raises(Exception, match="NOT NULL"):
            await bad
        assert await writer.submit([scan(5)]) == [True]

    path = tmp_path / "s.sqlite3"
    with_writer(lambda: Troubled(path, lambda scans: void(gate.wait(10))), work)
    assert [each.scan.id.int for each in reading.all_scans(sqlite_rows(path))] == [1, 2, 4, 5]


@pytest.mark.parametrize("fault", [AwayError("away"), FullError("full"), RuntimeError("a fault of ours")])
def test_the_thread_outlives_every_fault_and_goes_on(tmp_path: Path, fault: Exception) -> None:
    faults: list[Exception] = []

    def trouble(scans: Sequence[Scan]) -> None:
        if faults:
            raise faults.pop()

    async def work(writer: Writer) -> None:
        assert await writer.submit([scan(1)]) == [True]
        faults.append(fault)
        if isinstance(fault, AwayError):  # the server has started anew: a new connection is all it takes
            assert await writer.submit([scan(2)]) == [True]
        else:
            with pytest.raises(type(fault)):
                await writer.submit([scan(2)])
            assert await writer.submit([scan(2)]) == [True]
        faults.extend([fault, fault])  # and for longer
        with pytest.raises(type(fault)):
            await writer.submit([scan(3)])
        faults.clear()
        assert await writer.submit([scan(3)]) == [True]

    with_writer(lambda: Troubled(tmp_path / "s.sqlite3", trouble), work)


def test_a_store_that_cannot_be_opened_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "taken" / "s.sqlite3"
    path.parent.write_text("a file where a folder should be")

    async def work(writer: Writer) -> None:
        with pytest.raises(AwayError):
            await writer.submit([scan(1)])
        path.parent.unlink()
        assert await writer.submit([scan(1)]) == [True]

    with_writer(lambda: SqliteStore(path), work)


def test_what_was_taken_in_is_kept_before_the_end(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"

    async def work(writer: Writer) -> None:
        for n in range(1, 401):
            writer.submit([scan(n)])

    with_writer(lambda: SqliteStore(path), work)
    assert len(list(reading.all_scans(sqlite_rows(path)))) == 400
