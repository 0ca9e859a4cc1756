"""pretix, a ticket shop with scanners at its doors, as a server beside ours: `bin/setup dev pretix` installs it.

Its check-in call does more for each scan: rules of the ticket and the list, quotas of entries, a log entry, webhooks.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / "var" / "tools" / "pretix" / "bin" / "python"
TICKETS = 500


@dataclass(frozen=True)
class Shop:
    """An installation with tickets: its environment, and the file that says how they are scanned."""

    environment: dict[str, str]
    scans: Path


def is_installed() -> bool:
    """Whether somebody wanted it."""
    return PYTHON.exists()


def open_shop(folder: Path, database_url: str) -> Shop:
    """Tables and tickets, in a SQLite file of its own or a new database on the same server; takes a minute."""
    folder.mkdir(parents=True)
    config = folder / "pretix.cfg"
    config.write_text(
        f"[pretix]\ninstance_name=bench\nurl=http://127.0.0.1\ndatadir={folder}\nregistration=off\n"
        f"[database]\n{_database(database_url)}\n[django]\nsecret=bench\n"
    )
    environment = os.environ | {
        "PRETIX_CONFIG_FILE": str(config),
        "DJANGO_SETTINGS_MODULE": "pretix.settings",
    }
    _told([PYTHON, "-m", "pretix", "migrate", "--verbosity", "0"], environment)
    scans = folder / "scans.json"
    scans.write_bytes(_told([PYTHON, ROOT / "bench" / "pretix_site.py", str(TICKETS)], environment))
    return Shop(environment, scans)


@contextmanager
def serving(shop: Shop, port: int, workers: int) -> Iterator["subprocess.Popen[bytes]"]:
    """By the server that serves us."""
    words = [PYTHON, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
             "--workers", str(workers), "--blocking-threads", "1", "--no-ws", "pretix.wsgi:application"]  # fmt: skip
    process = subprocess.Popen(
        words,
        env=shop.environment,
        cwd=shop.scans.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def _told(words: list[str | Path], environment: dict[str, str]) -> bytes:
    """What it prints; its warnings are not ours."""
    return subprocess.run(words, env=environment, capture_output=True, check=True).stdout


def _database(url: str) -> str:
    if not url:
        return "backend=sqlite3"
    parts = urlsplit(url)
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE pretix")
    return f"backend=postgresql\nname=pretix\nuser={parts.username}\nhost={parts.hostname}\nport={parts.port}"
