"""What was typed is taken out of the stream: codes of people who are erased, names of guests whose time is over.

The one exception to «never changed»: who passed when stays, by pass numbers that name nobody; only `typed` is emptied.
"""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from songhanh.gate.stream.scans import TABLE

Run = Callable[[str, Sequence[Any]], int]  # a statement with ``%s`` marks → rows changed
AT_ONCE = 500
STRANGERS = "subject = 'MANUAL' AND pass_number IS NULL AND typed <> ''"  # typed by a guard, on no list
PATIENCE = 20  # seconds


def sqlite_run(path: Path) -> Run:
    """Beside the writer, in a transaction of its own; where there is no stream yet, there is nothing to change."""

    def run(statement: str, values: Sequence[Any]) -> int:
        if not path.exists():
            return 0
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as stream, stream:
            stream.execute("PRAGMA secure_delete = ON")
            return stream.execute(statement.replace("%s", "?"), values).rowcount

    return run


def forget_codes(run: Run, enterprise: str, codes: Collection[str]) -> int:
    """Empties these codes wherever they were typed at the enterprise, in upper or lower case; how many scans."""
    wanted = sorted({spelled for code in codes for spelled in (code, code.upper(), code.lower())} - {""})
    changed = 0
    for start in range(0, len(wanted), AT_ONCE):
        piece = wanted[start : start + AT_ONCE]
        marks = ", ".join(["%s"] * len(piece))
        said = f"UPDATE {TABLE} SET typed = '' WHERE enterprise = %s AND typed IN ({marks})"
        changed += run(said, [enterprise, *piece])
    return changed


def forget_guests(run: Run, before: int) -> int:
    """Empties what guards typed of people whom no list knew, of scans before a moment (milliseconds); how many."""
    return run(f"UPDATE {TABLE} SET typed = '' WHERE at < %s AND {STRANGERS}", [before])


def rewrite_sqlite(path: Path) -> None:
    """Writes the file anew, so that nothing that was emptied is left in it; scans wait meanwhile on their phones."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as stream:
        stream.execute("VACUUM")
        stream.execute("PRAGMA wal_checkpoint(TRUNCATE)")
