"""What many tests begin with, made once and copied, never opened: an installation with its tables, the whole demo.

Kept under var/test/prepared by the hash of what makes it, so that the parts of one ``bin/test`` share it; on
PostgreSQL it is a database of the run's server besides, and goes with it.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from tests.config.installation import (
    ROOT,
    Installation,
    address,
    create_database,
    drop_database,
    server,
)

STORE = ROOT / "var" / "test" / "prepared"
KEPT = 3 * 3600  # seconds: unused: longer than any run that may still copy from it
BUILT = {"static", "__pycache__"}  # not what rows are made of


def with_tables(*, embedded: bool = False) -> Installation:
    """Nobody's yet: what ``songhanh migrate`` makes of nothing; `embedded`: on SQLite wherever the run is."""
    return _prepared("tables", lambda made: made.run("migrate", "-v0"), embedded=embedded)


def with_demo(*, embedded: bool = False) -> Installation:
    """The whole demo; `embedded` likewise. Its command loads it on SQLite; to PostgreSQL it goes as a backup does,
    in a fifth of the time: tests.demo.test_command runs the command on both, with a small authority.
    """
    return _prepared("demo", _load_demo if embedded or not server() else _restore_demo, embedded=embedded)


def _load_demo(made: Installation) -> None:
    process = made.start("demo", "--no-serve")
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, out + err
    assert "người lao động   " in out, out


def _restore_demo(made: Installation) -> None:
    archive = made.var / "demo.zip"
    loaded = with_demo(embedded=True)
    loaded.run("backup", str(archive))
    made.run("restore", str(archive))
    archive.unlink()
    # The days' columns are no part of a backup: they are built again from what is. Here the same ones will do.
    shutil.copytree(loaded.var / "presence", made.var / "presence", dirs_exist_ok=True)


def _prepared(name: str, make: Callable[[Installation], object], *, embedded: bool = False) -> Installation:
    url = "" if embedded else server()
    whole = f"{name}_{hashlib.sha256((_product() + url).encode()).hexdigest()[:16]}"
    done = Installation(STORE / whole / "var", address(f"prepared_{whole}") if url else "")
    with _alone(whole):
        if not done.var.parent.exists():
            _clear_old()
            making = STORE / f"{whole}.making"
            shutil.rmtree(making, ignore_errors=True)
            (making / "var").mkdir(parents=True)
            if url:
                drop_database(done.url)
                create_database(done.url)
            make(Installation(making / "var", done.url))
            _close(making / "var" / "songhanh.sqlite3")
            making.rename(done.var.parent)
        os.utime(done.var.parent)
    return done


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Workers that want the same thing: one makes it, the others wait."""
    STORE.mkdir(parents=True, exist_ok=True)
    with (STORE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _close(database: Path) -> None:
    """One file that can be copied."""
    if database.exists():
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _clear_old() -> None:
    for folder in STORE.iterdir():
        if folder.is_dir() and time.time() - folder.stat().st_mtime > KEPT:
            shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=1)
def _product() -> str:
    """Hash of everything that rows are made by or out of."""
    found = (path for path in (ROOT / "songhanh").rglob("*") if not BUILT & set(path.parts))
    digest = hashlib.sha256()
    for path in (*sorted(found), ROOT / "requirements" / "base.txt"):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(ROOT)} {len(content)} ".encode() + content)
    return digest.hexdigest()
