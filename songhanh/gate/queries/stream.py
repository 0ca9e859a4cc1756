"""The stream as pages read it: beside this installation's database, whichever kind that is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, connections

from songhanh.core.free_space import rewrite_postgresql
from songhanh.gate.stream.forgetting import Run, rewrite_sqlite, sqlite_run
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


def last_received() -> datetime | None:
    """When the newest scan came in; None before the first."""
    found = stream_rows()(f"SELECT received_at FROM {TABLE} ORDER BY seq DESC LIMIT 1", [])
    return datetime.fromtimestamp(found[0][0] / 1000, UTC) if found else None


def stream_run(using: str = "default") -> Run:
    """What the functions of `gate.stream.forgetting` want first. On PostgreSQL part of the transaction of `using`."""
    if connection.vendor == "sqlite":
        return sqlite_run(settings.GATE_STREAM)

    def run(statement: str, values: Sequence[Any]) -> int:
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", [TABLE])
            if cursor.fetchone() == (None,):
                return 0
            cursor.execute(statement, values)
            changed: int = cursor.rowcount
            return changed

    return run


def rewrite_stream() -> None:
    """Writes the stream anew after an erasure; outside of any transaction. Phones keep their scans meanwhile."""
    if connection.vendor == "sqlite":
        rewrite_sqlite(settings.GATE_STREAM)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [TABLE])
        made = cursor.fetchone() != (None,)
    if made:
        rewrite_postgresql([TABLE])
