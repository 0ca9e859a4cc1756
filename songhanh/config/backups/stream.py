"""The stream of scans in a backup: one more table, wherever it lies, each line with its place in the stream."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from songhanh.config.backups.tables import AT_ONCE, TableHash, canonical
from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream import postgres_store, sqlite_store
from songhanh.gate.stream.reading import all_scans, last_seq, stored
from songhanh.gate.stream.scans import COLUMNS, TABLE, StoredScan

NAMES = ["seq", *COLUMNS]


def stream_lines(using: str = "default") -> Iterator[bytes]:
    """One JSON array a scan, in the order they were kept. Scans kept meanwhile belong to the next backup."""
    rows = stream_rows(using)
    last = last_seq(rows)
    for seq, scan in all_scans(rows):
        if seq > last:
            return
        values = [canonical(value) for value in (seq, *scan)]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def stream_hash(using: str = "default") -> TableHash:
    """As of every other table."""
    digest, count = hashlib.sha256(), 0
    for line in stream_lines(using):
        digest.update(line)
        count += 1
    return TableHash(TABLE, count, digest.hexdigest())


def stream_is_empty() -> bool:
    """Whether no scan has been kept here."""
    return last_seq(stream_rows()) == 0


def load_stream(lines: Iterable[bytes]) -> None:
    """Every scan in its old place: in the transaction under way on PostgreSQL, in one of its own on SQLite."""
    scans = map(_scan, lines)
    if connection.vendor == "sqlite":
        _into_sqlite(scans)
    else:
        _into_postgresql(scans)


def drop_stream() -> None:
    """After a restoring that failed: what lies outside of the database goes too."""
    if connection.vendor == "sqlite":
        for ending in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                settings.GATE_STREAM.with_name(settings.GATE_STREAM.name + ending).unlink()


def _scan(line: bytes) -> StoredScan:
    values: list[Any] = json.loads(line)
    for name in ("id", "undoes"):
        place = NAMES.index(name)
        values[place] = UUID(values[place]) if values[place] else None
    return stored(values)


def _insert(mark: str) -> str:
    return f"INSERT INTO {TABLE} ({', '.join(NAMES)}) VALUES ({', '.join([mark] * len(NAMES))})"


def _into_sqlite(scans: Iterable[StoredScan]) -> None:
    with closing(sqlite_store.SqliteStore(settings.GATE_STREAM)) as store:
        store.connection.execute("BEGIN IMMEDIATE")
        packed = ((seq, *sqlite_store.packed(scan)) for seq, scan in scans)
        store.connection.executemany(_insert("?"), packed)
        store.connection.execute("COMMIT")


def _into_postgresql(scans: Iterable[StoredScan]) -> None:
    rows = ((seq, *scan) for seq, scan in scans)
    with connection.cursor() as cursor:
        cursor.execute(postgres_store.SCHEMA)
        while piece := list(islice(rows, AT_ONCE)):
            cursor.executemany(_insert("%s"), piece)
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{TABLE}', 'seq'), coalesce(max(seq), 1)) FROM {TABLE}"
        )
