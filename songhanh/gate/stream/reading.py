"""Questions to the stream, for pages and for what is derived from it. Whose scans may be seen is an argument.

`rows` runs a statement with ``%s`` marks: a function of this module for SQLite's file, a cursor's for PostgreSQL.
`enterprises` are codes; None means all of them.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from songhanh.gate.stream.scans import COLUMNS, TABLE, Scan, StoredScan

Rows = Callable[[str, Sequence[Any]], Sequence[Sequence[Any]]]
SELECT = f"SELECT seq, {', '.join(COLUMNS)} FROM {TABLE}"
AT_ONCE = 10_000


def sqlite_rows(path: Path) -> Rows:
    """Reads the file as it stands, beside the writer; where there is none yet, there are no scans."""

    def rows(statement: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        if not path.exists():
            return []
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as stream:
            given = [value.bytes if isinstance(value, UUID) else value for value in values]
            return stream.execute(statement.replace("%s", "?"), given).fetchall()

    return rows


def scans_after(
    rows: Rows, seq: int, *, limit: int = AT_ONCE, enterprises: Collection[str] | None = None
) -> list[StoredScan]:
    """The next ones in the order they were kept: whoever remembers the last `seq` sees each scan once."""
    where, values = among(enterprises)
    found = rows(f"{SELECT} WHERE seq > %s{where} ORDER BY seq LIMIT %s", [seq, *values, limit])
    return [stored(row) for row in found]


def scans_between(
    rows: Rows,
    since: int,
    until: int,
    *,
    enterprises: Collection[str] | None,
    gate: str = "",
    limit: int | None = None,
) -> list[StoredScan]:
    """Those that happened in [since, until), in the order they happened; with `limit` the latest ones."""
    where, values = among(enterprises)
    if gate:
        where, values = f"{where} AND gate = %s", [*values, gate]
    order = "at DESC, seq DESC LIMIT %s" if limit is not None else "at, seq"
    last = [limit] if limit is not None else []
    found = rows(
        f"{SELECT} WHERE at >= %s AND at < %s{where} ORDER BY {order}", [since, until, *values, *last]
    )
    return [stored(row) for row in (reversed(found) if limit is not None else found)]


def scans_with(rows: Rows, ids: Collection[UUID], *, enterprises: Collection[str] | None) -> list[StoredScan]:
    """Those of the identifiers that are kept."""
    if not ids:
        return []
    where, values = among(enterprises)
    marks = ", ".join(["%s"] * len(ids))
    return [
        stored(row) for row in rows(f"{SELECT} WHERE id IN ({marks}){where} ORDER BY seq", [*ids, *values])
    ]


def last_seq(rows: Rows) -> int:
    """The place of the newest scan; 0 where there is none."""
    found = rows(f"SELECT coalesce(max(seq), 0) FROM {TABLE}", [])
    return int(found[0][0]) if found else 0


def all_scans(rows: Rows) -> Iterator[StoredScan]:
    """From the first to the last, a piece at a time."""
    seq = 0
    while piece := scans_after(rows, seq):
        yield from piece
        seq = piece[-1].seq


def among(enterprises: Collection[str] | None) -> tuple[str, list[Any]]:
    """The condition on enterprises, and its values; of none at all nothing is seen."""
    if enterprises is None:
        return "", []
    if not enterprises:
        return " AND 1 = 0", []
    return f" AND enterprise IN ({', '.join(['%s'] * len(enterprises))})", sorted(enterprises)


def stored(row: Sequence[Any]) -> StoredScan:
    """A row of either store."""
    seq, *values = row
    scan = Scan(*values)
    if isinstance(scan.id, bytes):
        undoes = UUID(bytes=bytes(scan.undoes)) if scan.undoes else None
        scan = scan._replace(id=UUID(bytes=scan.id), offline=bool(scan.offline), undoes=undoes)
    return StoredScan(seq, scan)
