"""Work that only one process may do at a time: a lock of the database goes with the process, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def advisory_lock(number: int) -> Iterator[bool]:
    """Whether this process holds PostgreSQL's advisory lock `number`, a number of our own, for the block."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
