"""Where this installation's scans are written: beside its database, whichever kind that is."""

from typing import Any

from django.conf import settings
from django.db import connection

from songhanh.gate.stream.postgres_store import PostgresStore
from songhanh.gate.stream.scans import Store
from songhanh.gate.stream.sqlite_store import SqliteStore


def open_store() -> Store:
    """A writer of its own; who opens it closes it."""
    if connection.vendor == "sqlite":
        return SqliteStore(settings.GATE_STREAM)
    return PostgresStore(server())


def server() -> dict[str, Any]:
    """The database's address in psycopg's words."""
    given = connection.settings_dict
    named = {
        "dbname": given["NAME"],
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    options: dict[str, Any] = given["OPTIONS"]
    return {key: value for key, value in named.items() if value} | options
