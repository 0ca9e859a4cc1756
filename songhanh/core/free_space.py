"""What a database keeps of deleted and overwritten rows in its own files: rewritten, so that nothing is left."""

import re
from collections.abc import Sequence
from typing import Any

from django.db import OperationalError, connection, models

PATIENCE_SECONDS = 3
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's own code; a full disk is no busy table


class BusyError(RuntimeError):
    """Somebody was still reading: SQLite's write-ahead log could not be emptied, or PostgreSQL had to keep rows for a
    transaction that began before they were deleted; to be tried again.
    """


def rewrite_free_space(tables: Sequence[type[models.Model]]) -> None:
    """Rewrite the whole SQLite file and empty its log, or on PostgreSQL the named tables. Outside of any transaction.

    Deleted rows stay readable in free pages, and moved ones in the gaps of pages, whatever is zeroed on the way: only
    writing everything anew takes them away. Needs as much free disk as the data take; writers wait meanwhile.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _rewrite_sqlite(cursor)
            return
    rewrite_postgresql([table._meta.db_table for table in tables])


def rewrite_postgresql(tables: Sequence[str]) -> None:
    """Rewrite these tables, and what the planner remembers of them: it keeps samples of their values, names as well.

    Raises BusyError where a dead row had to stay, since a backup or a report may still see it, or where a table was
    being read for longer than we wait: all who come after us would wait as well. Raises PermissionError where the
    role owns neither the table nor the database.
    """
    said: list[tuple[str, str, str]] = []

    def hear(notice: Any) -> None:  # read now: afterwards the library has freed it
        said.append((notice.severity_nonlocalized, notice.message_primary or "", notice.message_detail or ""))

    with connection.cursor() as cursor:
        connection.connection.add_notice_handler(hear)
        cursor.execute("SET lock_timeout = %s", [f"{PATIENCE_SECONDS}s"])
        try:
            for table in tables:
                cursor.execute(f"VACUUM (FULL, VERBOSE, ANALYZE) {connection.ops.quote_name(table)}")
                _forget_samples_of_nothing(cursor, table)
            cursor.execute("VACUUM (FULL, VERBOSE) pg_catalog.pg_statistic")
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
            raise BusyError from error
        finally:
            cursor.execute("RESET lock_timeout")
            connection.connection.remove_notice_handler(hear)
    for severity, words, detail in said:
        if severity == "WARNING":  # the table was passed over
            raise PermissionError(words)
        if _dead_rows_left(detail):
            raise BusyError


def _forget_samples_of_nothing(cursor: Any, table: str) -> None:
    """ANALYZE leaves the samples of a table that has become empty as they were; giving a column its type drops them."""
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT EXISTS (SELECT FROM {name})")
    if cursor.fetchone() == (True,):
        return
    cursor.execute(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [name],
    )
    for column, kind in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {name} ALTER {connection.ops.quote_name(column)} TYPE {kind}")


def _dead_rows_left(detail: str) -> bool:
    """Whether the detail of a notice, «2 dead row versions cannot be removed yet.» in any language, counts any."""
    found = re.match(r"\D*(\d+)", detail)
    return bool(found and int(found[1]))


def _rewrite_sqlite(cursor: Any) -> None:
    cursor.execute("PRAGMA temp_store = FILE")  # the copy is as big as the database
    try:
        cursor.execute("VACUUM")
    finally:
        cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (busy, *_frames) = cursor.fetchone()
    if busy:
        raise BusyError
