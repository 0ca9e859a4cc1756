"""Both stores keep the same promises: durable or not at all, once, in one order, read within a scope."""

import os
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from songhanh.gate.queries.passings import UNDONE
from songhanh.gate.stream import reading
from songhanh.gate.stream.postgres_store import PostgresStore
from songhanh.gate.stream.reading import Rows, sqlite_rows
from songhanh.gate.stream.scans import TABLE, Scan, Store
from songhanh.gate.stream.sqlite_store import SqliteStore

ADDRESS = os.environ.get("SONGHANH_DATABASE_URL", "")
KINDS = ["sqlite", "postgresql"] if ADDRESS.startswith("postgres") else ["sqlite"]


class Kept:
    """A store, and the way to read it."""

    def __init__(self, open_store: Callable[[], Store], rows: Rows) -> None:
        self.open_store, self.rows = open_store, rows
        self.store = open_store()


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "sqlite":
        path = tmp_path / "gate" / "stream.sqlite3"
        found = Kept(lambda: SqliteStore(path), sqlite_rows(path))
        yield found
        found.store.close()
        return
    with psycopg.connect(ADDRESS, autocommit=True) as connection:
        schema = f"stream_{uuid4().hex}"
        connection.execute(f"CREATE SCHEMA {schema}")
        parameters = {"conninfo": ADDRESS, "options": f"-c search_path={schema}"}
        with psycopg.connect(**parameters, autocommit=True) as reader:
            found = Kept(
                lambda: PostgresStore(parameters),
                lambda words, values: reader.execute(words, values).fetchall(),
            )
            yield found
        found.store.close()
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


def scan(number: int, **changes: object) -> Scan:
    made = Scan(
        UUID(int=number), "tb-0001", "mau-03", "mau-03-cong-1", "lan-1", "IN", "PASS", 2**63 - 1 - number, "",
        "ALLOWED", "", False, None, "A1", 1000 + number, -5, 995 + number, 2000, "GATE", "",
    )  # fmt: skip
    return made._replace(**changes)


def test_what_is_kept_reads_as_it_was_given(kept: Kept) -> None:
    given_ = [
        scan(1, typed="Nguyễn Văn Ảnh ☂ '\"\\", offline=True, undoes=UUID(int=9), pass_number=None),
        scan(2, marks="LATE FUTURE", direction="", at=-1, drift_ms=-(2**40)),
    ]
    assert kept.store.store(given_) == [True, True]
    assert [each.scan for each in reading.scans_after(kept.rows, 0)] == given_


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(groups=st.lists(st.lists(st.integers(1, 12), max_size=8), max_size=6))
def test_nothing_is_kept_twice_and_each_is_told_once(kept: Kept, groups: list[list[int]]) -> None:
    salt = uuid4()  # the store lives on from one example to the next
    seen: set[int] = set()
    for group in groups:
        told = kept.store.store([scan(number, id=UUID(int=salt.int ^ number)) for number in group])
        for number, new in zip(group, told, strict=True):
            assert new == (number not in seen)
            seen.add(number)
    ids = [UUID(int=salt.int ^ number) for number in range(1, 13)]
    found = reading.scans_with(kept.rows, ids, enterprises=None)
    assert {each.scan.id for each in found} == {UUID(int=salt.int ^ number) for number in seen}


def test_a_group_with_a_value_that_cannot_be_kept_keeps_nothing(kept: Kept) -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011 (each driver has its own)
        kept.store.store([scan(1), scan(2, device=None), scan(3)])
    assert raised.type.__name__ in {"IntegrityError", "NotNullViolation"}
    assert reading.last_seq(kept.rows) == 0
    assert kept.store.store([scan(1)]) == [True]  # and it goes on


def test_readers_see_their_own_enterprises_and_times(kept: Kept) -> None:
    kept.store.store([scan(n, enterprise=f"mau-0{n % 3}", gate=f"g-{n % 2}") for n in range(1, 10)])

    def numbers(found: list[reading.StoredScan]) -> list[int]:
        return [each.scan.id.int for each in found]

    assert numbers(reading.scans_after(kept.rows, 0, enterprises=["mau-01"])) == [1, 4, 7]
    assert numbers(reading.scans_after(kept.rows, 0, enterprises=[])) == []
    assert numbers(reading.scans_after(kept.rows, 0, limit=2)) == [1, 2]
    everything = reading.scans_after(kept.rows, 0)
    assert numbers(reading.scans_after(kept.rows, everything[4].seq)) == [6, 7, 8, 9]
    assert numbers(reading.scans_between(kept.rows, 997, 1001, enterprises=None)) == [2, 3, 4, 5]
    latest = reading.scans_between(kept.rows, 0, 5000, enterprises=["mau-01", "mau-02"], gate="g-1", limit=2)
    assert numbers(latest) == [5, 7]
    assert numbers(reading.scans_with(kept.rows, [UUID(int=4), UUID(int=5)], enterprises=["mau-02"])) == [5]
    assert reading.last_seq(kept.rows) == everything[-1].seq
    assert list(reading.all_scans(kept.rows)) == everything


def test_a_scan_is_one_enterprises_whatever_id_another_one_sends(kept: Kept) -> None:
    own, other = scan(1), scan(1, enterprise="mau-99", device="tb-0099")
    assert kept.store.store([other]) == [True]
    assert kept.store.store([own, other, own]) == [True, False, False]
    assert kept.store.store([scan(2, enterprise="mau-99", undoes=UUID(int=1))]) == [True]
    left = kept.rows(f"SELECT enterprise, device FROM {TABLE} WHERE NOT {UNDONE}", [])
    assert list(map(tuple, left)) == [("mau-03", "tb-0001")]  # the other enterprise took its own one back


def test_who_reads_on_from_the_last_place_misses_none_of_several_writers(kept: Kept) -> None:
    """Writers that commit out of turn would hand out a smaller place later than a larger one."""
    done = threading.Event()

    def write(first: int) -> None:
        store = kept.open_store()
        for start in range(first, first + 300, 10):
            store.store([scan(number) for number in range(start, start + random.randint(1, 10))])
        store.close()

    writers = [threading.Thread(target=write, args=(10_000 * nth,)) for nth in (1, 2, 3)]
    seen: list[int] = []

    def read() -> None:
        while True:
            last_round = done.is_set()
            seen.extend(each.seq for each in reading.scans_after(kept.rows, seen[-1] if seen else 0))
            if last_round:
                return

    reader = threading.Thread(target=read)
    for each in (reader, *writers):
        each.start()
    for each in writers:
        each.join()
    done.set()
    reader.join()
    assert seen == [each.seq for each in reading.all_scans(kept.rows)]
    assert len(seen) > 300


def test_a_file_that_is_not_there_yet_has_no_scans(tmp_path: Path) -> None:
    rows = sqlite_rows(tmp_path / "none.sqlite3")
    assert reading.last_seq(rows) == 0
    assert reading.scans_after(rows, 0) == []
    assert not (tmp_path / "none.sqlite3").exists()


def test_the_file_is_durable_at_each_commit(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "stream.sqlite3")
    assert store.connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    assert store.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.close()
    assert sqlite3.sqlite_version_info >= (3, 37)  # STRICT tables
