from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from songhanh.gate.queries import inside
from songhanh.gate.queries.inside import inside_of, last_entered
from songhanh.gate.stream.reading import sqlite_rows
from songhanh.gate.stream.scans import Scan, StoredScan
from songhanh.gate.stream.sqlite_store import SqliteStore
from tests.gate.cast import NOW

AT = int(NOW.timestamp() * 1000)
HOUR = 3_600_000


def scan(nth: int, number: int | None, direction: str, at: int = AT, **given: Any) -> Scan:
    said = {
        "id": UUID(int=nth), "device": "tb-0001", "enterprise": "mau-01", "gate": "cong-1", "lane": "lan-1",
        "direction": direction, "subject": "PASS", "pass_number": number, "typed": "", "answer": "ALLOWED",
        "reason": "", "offline": False, "undoes": None, "guard": "", "device_at": at, "drift_ms": 0, "at": at,
        "received_at": at, "source": "GATE",
    }  # fmt: skip
    return Scan(**{**said, **given})


def inside_after(*scans: Scan) -> list[int]:
    return last_entered(StoredScan(seq, each) for seq, each in enumerate(scans))


def test_the_last_scan_tells() -> None:
    assert inside_after(scan(1, 5, "IN"), scan(2, 7, "IN"), scan(3, 5, "OUT")) == [7]
    assert inside_after(scan(1, 5, "OUT"), scan(2, 5, "IN"), scan(3, 5, "IN")) == [5]


def test_what_was_refused_undone_or_of_nobody_never_was() -> None:
    assert inside_after(scan(1, 5, "IN", answer="REFUSED")) == []
    assert inside_after(scan(1, 5, "IN"), scan(2, 5, "IN", undoes=UUID(int=1))) == []
    assert inside_after(scan(1, 5, "IN"), scan(2, 5, "OUT"), scan(3, 5, "OUT", undoes=UUID(int=2))) == [5]
    assert inside_after(scan(1, None, "IN", typed="NL-0001")) == []


def test_a_typed_code_is_its_workers_pass() -> None:
    codes = {"NL-0001": 5}

    def inside_by(*scans: Scan) -> list[int]:
        return last_entered((StoredScan(seq, each) for seq, each in enumerate(scans)), codes)

    assert inside_by(scan(1, None, "IN", typed="nl-0001", source="CLOCK")) == [5]
    assert inside_by(scan(1, None, "IN", typed="NL-0001"), scan(2, 5, "OUT")) == []
    assert inside_by(scan(1, 5, "IN"), scan(2, None, "", typed="NL-0001", source="CLOCK")) == [5]
    assert inside_by(scan(1, None, "IN", typed="NL-0002")) == []


def test_of_one_enterprise_and_one_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "stream.sqlite3"
    store = SqliteStore(path)
    store.store([scan(1, 5, "IN", AT - HOUR), scan(2, 6, "IN", AT - 25 * HOUR), scan(3, 7, "IN", enterprise="mau-02"),
                 scan(4, 8, "IN", AT + HOUR)])  # fmt: skip
    store.close()
    monkeypatch.setattr(inside, "stream_rows", lambda: sqlite_rows(path))
    assert inside_of("mau-01", NOW) == [5]
