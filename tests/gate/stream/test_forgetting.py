"""After forgetting and rewriting, the stream's own files hold nothing of what was typed."""

from pathlib import Path
from uuid import uuid4

from songhanh.gate.stream.forgetting import forget_codes, rewrite_sqlite, sqlite_run
from songhanh.gate.stream.reading import all_scans, sqlite_rows
from songhanh.gate.stream.scans import Scan
from songhanh.gate.stream.sqlite_store import SqliteStore

CODE = "ZQX-4711"


def a_scan(nth: int, typed: str) -> Scan:
    return Scan(uuid4(), "tb", "mau-01", "c1", "", "IN", "CODE", None, typed, "ALLOWED", "", False, None, "", nth, 0,
                nth, nth, "CLOCK")  # fmt: skip


def test_no_byte_of_the_stream_names_the_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "stream.sqlite3"
    store = SqliteStore(path)
    for nth in range(300):
        store.store([a_scan(nth, CODE if nth % 3 else f"NL-{nth:04d}")])
    assert any(CODE.encode() in each.read_bytes() for each in tmp_path.iterdir())
    assert forget_codes(sqlite_run(path), "mau-01", [CODE.lower()]) == 200
    rewrite_sqlite(path)  # beside the writer, which goes on
    assert not any(CODE.encode() in each.read_bytes() for each in tmp_path.iterdir())
    assert store.store([a_scan(301, "NL-9999")]) == [True]
    store.close()
    kept = [each.scan.typed for each in all_scans(sqlite_rows(path))]
    assert (len(kept), kept[0], kept[1], kept[-1]) == (301, "NL-0000", "", "NL-9999")


def test_where_there_is_no_stream_nothing_is_made(tmp_path: Path) -> None:
    path = tmp_path / "stream.sqlite3"
    assert forget_codes(sqlite_run(path), "mau-01", [CODE]) == 0
    rewrite_sqlite(path)
    assert not path.exists()
