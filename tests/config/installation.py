"""A whole installation of its own, driven by the command as an operator drives it."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "ba con vịt qua cầu"
KEY = "khóa định danh của bài thử"


@dataclass(frozen=True)
class Installation:
    """A data folder and a database; `url` is empty on SQLite."""

    var: Path
    url: str = ""
    key: str = KEY
    cwd: Path | None = None

    def environment(self) -> dict[str, str]:
        """What the operator has set."""
        own = {
            "SONGHANH_VAR": str(self.var),
            "SONGHANH_DATABASE_URL": self.url,
            "SONGHANH_IDENTITY_KEY": self.key,
            "SONGHANH_PASSWORD": PASSWORD,
            "DJANGO_SETTINGS_MODULE": "songhanh.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        return {**{k: v for k, v in os.environ.items() if not k.startswith("SONGHANH_")}, **own}

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """``songhanh …`` beside the test."""
        return self.python("-c", "from songhanh.config.cli import main; main()", *arguments)

    def python(self, *arguments: str) -> "subprocess.Popen[str]":
        """A Python process with this installation's settings."""
        return subprocess.Popen(
            [sys.executable, *arguments], env=self.environment(), cwd=self.cwd or self.var.parent,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *arguments: str, code: int = 0) -> str:
        """``songhanh …`` to its end; both streams in one."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == code, out + err
        return out + err

    def tables(self) -> dict[str, tuple[str, str]]:
        """Table → rows and hash."""
        printed = self.run("check", "--tables")
        lines = [
            line.split("\t") for line in printed.splitlines() if "\t" in line and len(line.split("\t")) == 3
        ]
        return {table: (rows, sha256) for table, rows, sha256 in lines if len(sha256) == 64}


@contextmanager
def installation(
    folder: Path, *, embedded: bool = False, key: str = KEY, like: Installation | None = None
) -> Iterator[Installation]:
    """An empty one, or a copy of `like`, on the database of this test run (or on SQLite)."""
    folder.mkdir()
    if like:
        shutil.copytree(like.var, folder / "var")
    if embedded or not server():
        yield Installation(folder / "var", key=key)
        return
    url = address(f"songhanh_{uuid.uuid4().hex[:12]}")
    create_database(url, like.url if like else "")
    try:
        yield Installation(folder / "var", url, key)
    finally:
        drop_database(url)


def server() -> str:
    """The address of the run's PostgreSQL; empty where it runs on SQLite."""
    url = os.environ.get("SONGHANH_DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


def address(name: str) -> str:
    """The address of a database of that name on the run's server."""
    return urlunsplit(urlsplit(server())._replace(path=f"/{name}"))


def database_name(url: str) -> str:
    """The other way round."""
    return urlsplit(url).path.lstrip("/")


def create_database(url: str, like: str = "") -> None:
    """Empty, or a copy of the one at `like`, to which nobody may be connected."""
    words = "CREATE DATABASE {} TEMPLATE {}" if like else "CREATE DATABASE {}"
    names = [sql.Identifier(database_name(each)) for each in (url, like) if each]
    with psycopg.connect(server(), autocommit=True) as running:
        running.execute(sql.SQL(words).format(*names))


def drop_database(url: str) -> None:
    """Whoever is connected."""
    with psycopg.connect(server(), autocommit=True) as running:
        running.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database_name(url)))
        )
