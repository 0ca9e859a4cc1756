"""One address names the database: ``sqlite:///path`` (embedded, the default) or ``postgres://…``."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(url: str, var: Path) -> dict[str, Any]:
    """Django's settings for `url`; empty means the SQLite file under `var`."""
    if not url:
        return sqlite(var / "songhanh.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return postgresql(url)
    raise ValueError(f"SONGHANH_DATABASE_URL: unknown scheme {parts.scheme!r}")


def sqlite(path: Path) -> dict[str, Any]:
    """WAL with full durability; writing transactions take the lock at once, so that they never deadlock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
    pragmas += (
        " PRAGMA secure_delete=FAST;"  # deleted cells are zeroed; the rest is rewritten after an erasure
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


# Many people ask short questions at once on a few cores. Compiling one (jit) or starting helpers for it takes longer
# than answering it, and PostgreSQL believes in both as soon as a table has some 100,000 rows. Its tables lie in
# memory or on flash, where a page read by an index costs little more than the next one.
PLANNER = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"


def postgresql(url: str) -> dict[str, Any]:
    """PostgreSQL 15 or newer, connections kept and checked; `?options=…` in the address takes the place of ours."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": PLANNER, **dict(parse_qsl(parts.query, keep_blank_values=True))},
    }
