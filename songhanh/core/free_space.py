"""What a database keeps of deleted and overwritten rows in its own files: rewritten, so that nothing is left."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


class BusyError(RuntimeError):
    """Somebody was still reading: the write-ahead log could not be emptied; to be tried again."""


def rewrite_free_space(tables: Sequence[type[models.Model]]) -> None:
    """Rewrite the whole SQLite file and empty its log, or on PostgreSQL the named tables. Outside of any transaction.

    Deleted rows stay readable in free pages, and moved ones in the gaps of pages, whatever is zeroed on the way: only
    writing everything anew takes them away. Needs as much free disk as the data take; writers wait meanwhile.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _rewrite_sqlite(cursor)
        else:
            for table in tables:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table._meta.db_table)}")


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
