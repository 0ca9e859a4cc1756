"""The stream in an SQLite file of its own (WAL, synchronous=FULL): one commit a group."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from songhanh.gate.stream.scans import COLUMNS, TABLE, AwayError, FullError, Scan, told_apart

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL,
  device TEXT NOT NULL, enterprise TEXT NOT NULL, gate TEXT NOT NULL, lane TEXT NOT NULL,
  direction TEXT NOT NULL, subject TEXT NOT NULL, pass_number INTEGER, typed TEXT NOT NULL,
  answer TEXT NOT NULL, reason TEXT NOT NULL, offline INTEGER NOT NULL, undoes BLOB, guard TEXT NOT NULL,
  device_at INTEGER NOT NULL, drift_ms INTEGER NOT NULL, at INTEGER NOT NULL, received_at INTEGER NOT NULL,
  source TEXT NOT NULL, marks TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS {TABLE}_own ON {TABLE} (enterprise, id);
CREATE INDEX IF NOT EXISTS {TABLE}_place ON {TABLE} (enterprise, at);
CREATE INDEX IF NOT EXISTS {TABLE}_at ON {TABLE} (at);
CREATE INDEX IF NOT EXISTS {TABLE}_undoes ON {TABLE} (undoes, enterprise) WHERE undoes IS NOT NULL;
"""
# Not OR IGNORE: that would also pass over a row that breaks any other rule, and call it doubled.
INSERT = f"""
INSERT INTO {TABLE} ({", ".join(COLUMNS)}) VALUES ({", ".join("?" * len(COLUMNS))})
ON CONFLICT (enterprise, id) DO NOTHING
"""
TROUBLE_WRITING = {0, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
OF_A_VALUE = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError)
BUSY_SECONDS = 5  # a backup, or a large import that writes a piece of its own
ROOM = 4 * 1024 * 1024  # bytes; with less, an error of writing is a full disk


class SqliteStore:
    """One writing connection; belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise fault(path, error) from error
        try:
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute("PRAGMA synchronous=FULL")
            self.connection.executescript(SCHEMA)
        except sqlite3.Error as error:
            self.close()
            raise fault(path, error) from error

    def store(self, scans: Sequence[Scan]) -> list[bool]:
        """See `Store`."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            new = self._insert(scans)
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise fault(self.path, error) from error
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        return new

    def _insert(self, scans: Sequence[Scan]) -> list[bool]:
        last = self.connection.execute(f"SELECT coalesce(max(seq), 0) FROM {TABLE}").fetchone()[0]
        before = self.connection.total_changes
        self.connection.executemany(INSERT, map(packed, scans))
        if self.connection.total_changes - before == len(scans):
            return [True] * len(scans)
        kept = self.connection.execute(f"SELECT enterprise, id FROM {TABLE} WHERE seq > ?", [last])
        return told_apart(scans, ((row[0], UUID(bytes=row[1])) for row in kept))

    def close(self) -> None:
        """See `Store`."""
        with suppress(sqlite3.Error):
            self.connection.close()


def packed(scan: Scan) -> tuple[object, ...]:
    """As SQLite keeps it: identifiers as sixteen bytes."""
    undoes = scan.undoes.bytes if scan.undoes else None
    return (scan.id.bytes, *scan[1:12], undoes, *scan[13:])


def fault(path: Path, error: OSError | sqlite3.Error) -> Exception:
    """What an error means for who waits; the error itself where it speaks of a value."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code in TROUBLE_WRITING and not room(path)):
        return FullError(str(error))
    if isinstance(error, OF_A_VALUE):
        return error
    return AwayError(str(error))


def room(path: Path) -> bool:
    """Whether the disk has any left."""
    try:
        disk = os.statvfs(path.parent)
    except OSError:
        return True
    return disk.f_bavail * disk.f_frsize >= ROOM
