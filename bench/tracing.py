"""Who was with whom over two weeks: this product against DuckDB, Polars, PostgreSQL, SQLite and pandas.

1, 10 and 100 index persons in 1.8, 17.9 and 165 million stays. Kernel and DuckDB answer the whole question (who, tier,
certain or not, seconds, places) and must agree in all of it; the others only who is F1 and who F2, and must agree in
that. SONGHANH_TRACING_WORKERS=43451,426000 runs some of the sizes.
"""

import gc
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import duckdb

from bench.machine import Aim, Result, Side, below_aim, race, times_aim
from bench.tracing_sides import Answer, pandas_frame, pandas_side, polars_side, postgresql_side, sqlite_side
from songhanh.analytics.presence.generation import generate
from songhanh.analytics.presence.snapshot import Snapshot, open_snapshot
from songhanh.analytics.tracing import duckdb_engine, kernel
from songhanh.analytics.tracing.command import everybody
from songhanh.analytics.tracing.result import Traced
from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing.window import Window

PROVINCE, REGION, NATION = 43_451, 426_000, 3_920_000
DAYS = 14
INDEX = (1, 10, 100)
OURS = contact_definition("ours")
ROUNDS = {PROVINCE: 9, REGION: 5, NATION: 5}
Way = Callable[[], object]
Made = TypeVar("Made")
DOES = {
    "songhanh": "`analytics.tracing.kernel` over memory-mapped columns",
    "duckdb": "one SQL statement over the same snapshot's Parquet, all threads",
    "polars": "joins by place and day, filter, group; a day at a time, frames in memory",
    "postgresql GiST": "`&&` over a GiST index (place, span), two hops through temporary tables",
    "postgresql btree": "btree (place, start) with the lower bound start > start − longest stay",
    "sqlite": "the same, CROSS JOIN forcing the order",
    "pandas": "merge by place and day, filter, group; a day at a time, frames in memory",
}


def run(_database: str, *, tiny: bool) -> Result:
    """One size after the other; in each the sides take turns for each number of index persons."""
    sizes = (400,) if tiny else _sizes()
    sides: list[Side] = []
    notes: list[str] = []
    for workers in sizes:
        folder = Path(os.environ["SONGHANH_VAR"]) / str(workers)
        rows = _apart(_made, folder, workers, 3 if tiny else DAYS)
        sides += _apart(_one_size, folder, rows, tiny)
        if not tiny:
            notes.append(_memory(folder, rows))
        shutil.rmtree(folder)
    notes.append(
        "An index person's window is the two weeks, F1 and F2 by our default set (15 minutes in a NEAR place with one"
        " person). Index persons are drawn at random from all enterprises."
    )
    return Result("tracing", "Tracing", _what(sides), sides, _aims(sides), notes)


def _sizes() -> tuple[int, ...]:
    wanted = os.environ.get("SONGHANH_TRACING_WORKERS")
    return tuple(map(int, wanted.split(","))) if wanted else (PROVINCE, REGION, NATION)


def _apart(work: Callable[..., Made], *given: object) -> Made:
    """In a process of its own: pandas' gigabytes at one size must not weigh on what is measured at the next."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *given).result()


def _made(folder: Path, workers: int, days: int) -> int:
    return generate(folder, workers=workers, days=days, seed=1)


def _one_size(folder: Path, rows: int, tiny: bool) -> list[Side]:
    snapshot = open_snapshot(folder)
    sides = []
    with duckdb.connect() as engine:
        duckdb_engine.prepare(engine, snapshot)
        others = _others(snapshot, tiny=tiny)
        for number in INDEX:
            cases = everybody(_drawn(snapshot, number), snapshot)
            ways = {
                "songhanh": lambda cases=cases: kernel.trace(snapshot, cases, OURS),
                "duckdb": lambda cases=cases: duckdb_engine.ask(engine, cases, OURS),
            }
            slow = {name: lambda cases=cases, way=way: way(cases) for name, way in others.items()}
            _check(ways, slow)
            rounds = 1 if tiny else ROUNDS.get(snapshot.people, 5)
            seconds = race(ways, rounds) | race(slow, 1 if tiny else 2)
            sides += [Side(_name(name, rows, number), DOES[name], each) for name, each in seconds.items()]
    return sides


def _others(snapshot: Snapshot, *, tiny: bool) -> dict[str, Callable[[Mapping[int, Window]], Answer]]:
    """What else can be asked at this size."""
    small = tiny or snapshot.people <= PROVINCE
    found: dict[str, Callable[[Mapping[int, Window]], Answer]] = {}
    if small or snapshot.people <= REGION:
        found["polars"] = polars_side(snapshot)
    if small:
        found["postgresql GiST"] = postgresql_side(snapshot, "gist")
        found["postgresql btree"] = postgresql_side(snapshot, "btree")
        found["sqlite"] = sqlite_side(snapshot)
        found["pandas"] = pandas_side(pandas_frame(snapshot))
    return found


def _check(ways: Mapping[str, Callable[[], Traced]], others: Mapping[str, Callable[[], Answer]]) -> None:
    ours, oracle = ways["songhanh"](), ways["duckdb"]()
    if not all(one == two for one, two in zip(ours.contacts(), oracle.contacts(), strict=True)):
        raise SystemExit("tracing: the kernel and DuckDB differ")
    meant = set(ours.f1.person.tolist()), set(ours.f2.person.tolist())
    for name, way in others.items():
        if way() != meant:
            raise SystemExit(f"tracing: {name} finds other people")
    del ours, oracle
    gc.collect()


def _drawn(snapshot: Snapshot, number: int) -> list[int]:
    return random.Random(number).sample(range(1, snapshot.people + 1), number)


def _name(name: str, rows: int, number: int) -> str:
    return f"{name}, {rows / 1e6:,.1f}M × {number}"


def _side(sides: list[Side], name: str, number: int, place: int) -> Side | None:
    """Of the size at `place` (0 the smallest)."""
    found = [
        side for side in sides if side.name.startswith(f"{name}, ") and side.name.endswith(f"× {number}")
    ]
    return found[place] if place < len(found) else None


def _aims(sides: list[Side]) -> list[Aim]:
    aims = []
    for place, (size, limit) in enumerate((("province", 0.040), ("region", None), ("nation", 0.150))):
        ours, theirs = _side(sides, "songhanh", 100, place), _side(sides, "duckdb", 100, place)
        if ours and theirs:
            aims.append(times_aim(f"{size}, 100 persons, faster than DuckDB", theirs, ours, 8))
            aims += [
                below_aim(f"{size}, {number} persons", side.median, limit)
                for number in (10, 100)
                if limit and (side := _side(sides, "songhanh", number, place))
            ]
    return aims


def _what(sides: list[Side]) -> str:
    sizes = dict.fromkeys(side.name.split(", ", 1)[1].split(" × ")[0] for side in sides)
    return (
        f"{' and '.join(sizes)} stays of two weeks; 1, 10 and 100 index persons to F1 and F2. Kernel and DuckDB give"
        " the same persons, tiers, certainties, seconds and places; the others the same persons."
    )


def _memory(folder: Path, rows: int) -> str:
    """RssAnon of a process of its own that has opened the snapshot and traced 100 persons."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.tracing_memory", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    return f"{rows / 1e6:,.1f}M stays: a process that traced 100 persons has {done.stdout.strip()}."
