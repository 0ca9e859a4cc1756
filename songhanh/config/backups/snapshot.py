"""The database as it stands at one moment, while others go on writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection, connections, transaction

ALIAS = "snapshot"


@contextmanager
def snapshot(folder: Path) -> Iterator[str]:
    """The alias under which the standing picture is read; `folder` has room for a copy of an SQLite file."""
    if connection.vendor == "sqlite":
        with TemporaryDirectory(dir=folder, prefix=".backup-") as own:
            yield from _copied(Path(own) / "copy.sqlite3")
    else:
        yield from _repeatable()


def _copied(copy: Path) -> Iterator[str]:
    # SQLite's online backup: one read transaction, which in WAL mode holds up no writer. Reading the rows
    # from the copy, not from the living file, lets the log be folded back meanwhile.
    source = Path(connection.settings_dict["NAME"]).absolute().as_uri() + "?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as living, closing(sqlite3.connect(copy)) as standing:
        living.backup(standing)
    yield from _opened({**connections.databases["default"], "NAME": copy})


def _repeatable() -> Iterator[str]:
    with (
        closing_alias({**connections.databases["default"], "CONN_MAX_AGE": 0}),
        transaction.atomic(using=ALIAS),
    ):
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield ALIAS


def _opened(settings: dict[str, Any]) -> Iterator[str]:
    with closing_alias(settings):
        yield ALIAS


@contextmanager
def closing_alias(settings: dict[str, Any]) -> Iterator[None]:
    """A second connection of that name, closed and forgotten afterwards."""
    connections.databases[ALIAS] = settings
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
