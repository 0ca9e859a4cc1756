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
    """Rewrite these tables. Raises BusyError where a dead row had to stay, since a backup or a report may still see it,
    or where a table was being read for longer than we wait: all who come after us would wait as well.
    """
    said: list[str] = []

    def hear(notice: Any) -> None:
        said.append(notice.message_detail or "")

    with connection.cursor() as cursor:
        connection.connection.add_notice_handler(hear)
        cursor.execute("SET lock_timeout = %s", [f"{PATIENCE_SECONDS}s"])
        try:
            for table in tables:
                cursor.execute(f"VACUUM (FULL, VERBOSE) {connection.ops.quote_name(table)}")
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
                raise
            raise BusyError from error
        finally:
            cursor.execute("RESET lock_timeout")
            connection.connection.remove_notice_handler(hear)
    if any(map(_dead_rows_left, said)):
        raise BusyError


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
