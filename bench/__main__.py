"""Run benches: `python -m bench [NAME | NAME-DATABASE …] [--tiny] [--write]`.

Each runs in a process of its own with a scratch folder, its tables in a new SQLite file or a private PostgreSQL.
"""

import argparse
import dataclasses
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import machine, page
from bench.machine import Result

ROOT = Path(__file__).resolve().parents[1]
SQLITE, POSTGRESQL = "sqlite", "postgresql"
# Name → the databases it runs on. PostgreSQL is also what consolidation is compared with.
BENCHES = {
    "consolidation": (POSTGRESQL,),
    "worker_list": (SQLITE, POSTGRESQL),
    "marking": (SQLITE,),
    "lists": (SQLITE, POSTGRESQL),
    "acceptance": (SQLITE, POSTGRESQL),
    "tracing": (POSTGRESQL,),
    "officer_view": (SQLITE, POSTGRESQL),
    "scans": (SQLITE, POSTGRESQL),
}
TUNE = "work_mem = 64MB\nmax_wal_size = 4GB"
# What is acknowledged must be on the disk here: bin/postgres is quick and forgetful otherwise.
DURABLE = {"scans": "\nfsync = on\nsynchronous_commit = on\nfull_page_writes = on"}


def main() -> int:
    """0 when every aim was met (or nobody wanted to know), 1 otherwise."""
    asked = _asked()
    if asked.inside:
        name, database, out = asked.inside
        run = importlib.import_module(f"bench.{name}").run
        Path(out).write_text(json.dumps(dataclasses.asdict(run(database, tiny=asked.tiny))))
        return 0
    results = []
    print(f"{machine.machine()}; load now {machine.load():.1f}", flush=True)
    for result in _run_all(asked.names or list(BENCHES), tiny=asked.tiny):
        print(page.plain(result), flush=True)
        results.append(result)
        if asked.write:  # at once: the next bench may take an hour or fail
            page.write(ROOT / "docs" / "benchmarks.md", [result])
    return 0 if asked.tiny or all(aim.met for result in results for aim in result.aims) else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench")
    choice = f"{', '.join(BENCHES)}; or one database of it, as in lists-{POSTGRESQL}"
    parser.add_argument("names", nargs="*", metavar="NAME", help=choice)
    parser.add_argument("--tiny", action="store_true", help="a few rows only: does it still run?")
    parser.add_argument("--write", action="store_true", help="keep the results in docs/benchmarks.md")
    parser.add_argument("--inside", nargs=3, help=argparse.SUPPRESS)
    return parser.parse_args()


def _run_all(names: list[str], *, tiny: bool) -> Iterator[Result]:
    for asked in names:
        name, _, only = asked.partition("-")
        for database in [only] if only else BENCHES[name]:
            if (result := run_apart(name, database, tiny=tiny)) is not None:
                yield result


def run_apart(name: str, database: str, *, tiny: bool, like: Path | None = None) -> Result | None:
    """In a process and a folder of its own, which begins as a copy of `like`; None where there is no PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="songhanh-bench-") as folder:
        if like:
            shutil.copytree(like, folder, dirs_exist_ok=True)
        out = Path(folder) / "result.json"
        command = [sys.executable, "-m", "bench", "--inside", name, database, str(out)]
        environment = os.environ | {"SONGHANH_VAR": folder, "SONGHANH_DEMO": "1", "SONGHANH_DATABASE_URL": ""}
        if database == POSTGRESQL:
            command = [str(ROOT / "bin" / "postgres"), *command]
            environment["PGTUNE"] = TUNE + DURABLE.get(name, "")
        done = subprocess.run(
            [*command, *(["--tiny"] if tiny else [])], cwd=ROOT, env=environment, check=False
        )
        if done.returncode == os.EX_UNAVAILABLE:
            print(f"{name}: skipped, no PostgreSQL server on this machine")
            return None
        if done.returncode:
            raise SystemExit(f"bench {name} on {database} failed ({done.returncode})")
        return Result.again(json.loads(out.read_text()))


if __name__ == "__main__":
    sys.exit(main())
