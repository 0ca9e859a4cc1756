"""The stream as pages read it: beside this installation's database, whichever kind that is."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import connection, connections

from songhanh.gate.stream.reading import Rows, sqlite_rows
from songhanh.gate.stream.scans import TABLE


def stream_rows(using: str = "default") -> Rows:
    """What the functions of `gate.stream.reading` want first. On PostgreSQL they see the transaction of `using`."""
    if connection.vendor == "sqlite":
        return sqlite_rows(settings.GATE_STREAM)

    def rows(statement: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
        with connections[using].cursor() as cursor:
            # The table is made by the first process that serves: before that there are no scans.
            cursor.execute("SELECT to_regclass(%s)", [TABLE])
            if cursor.fetchone() == (None,):
                return []
            cursor.execute(statement, values)
            found: Sequence[Sequence[Any]] = cursor.fetchall()
            return found

    return rows
