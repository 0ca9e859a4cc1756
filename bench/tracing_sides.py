"""The other sides of the tracing bench: who is F1 and who is F2 by the same rule, as one would write it there.

Each side takes the cases and gives the two sets of persons. Loading and indexes are not timed.
"""

import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import psycopg
import pyarrow.parquet as pq

from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.rules.tracing.window import DAY, Window

LEAST = 15 * 60
FOREVER = 10**15
Answer = tuple[set[int], set[int]]
Cases = Mapping[int, Window]
Asked = Callable[[Cases], Answer]


# Moments in place of day and second: one interval column is what an index wants.
SOURCE = """
INSERT INTO source
SELECT p.person, r.other, {greatest}(p.start_at, s.since), {least}(p.end_at, s.until)
FROM since s JOIN presence p ON p.person = s.person JOIN reach r ON r.place = p.place
WHERE p.start_at < s.until AND p.end_at > s.since
"""
MET = """
INSERT INTO met
SELECT person, MIN(first_at), {tier} FROM (
    SELECT b.person AS person, a.person AS source,
           SUM({least}(a.end_at, b.end_at) - {greatest}(a.start_at, b.start_at)) AS seconds,
           MIN({greatest}(a.start_at, b.start_at)) AS first_at
    FROM source a {join} presence b ON b.place = a.place AND {overlap}
    GROUP BY b.person, a.person
) AS pairs
WHERE person NOT IN (SELECT person FROM done)
GROUP BY person HAVING MAX(seconds) >= {least_seconds}
"""
BTREE = "b.start_at < a.end_at AND b.start_at > a.start_at - {longest} AND b.end_at > a.start_at"
GIST = "b.span && int8range(a.start_at, a.end_at)"
TEMPORARY = {
    "since": "person bigint, since bigint, until bigint",
    "source": "person bigint, place bigint, start_at bigint, end_at bigint",
    "met": "person bigint, first_at bigint, tier bigint",
    "done": "person bigint",
}


def postgresql_side(snapshot: Snapshot, index: str) -> Asked:
    """One connection; a table and an index of its own."""
    connection = psycopg.connect(os.environ["SONGHANH_DATABASE_URL"], autocommit=True)
    table = f"presence_{index}"
    connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    connection.execute(
        f"CREATE UNLOGGED TABLE {table} (place int, person int, start_at bigint, end_at bigint, span int8range"
        " GENERATED ALWAYS AS (int8range(start_at, end_at)) STORED)"
    )
    connection.execute("DROP TABLE IF EXISTS reach; CREATE UNLOGGED TABLE reach (place int, other int)")
    _copy(connection, f"{table} (place, person, start_at, end_at)", _moments(snapshot))
    _copy(connection, "reach (place, other)", _reach(snapshot))
    kinds = {"gist": "USING gist (place, span)", "btree": "(place, start_at)"}
    connection.execute(f"CREATE INDEX ON {table} {kinds[index]}; CREATE INDEX ON {table} (person)")
    connection.execute("CREATE INDEX ON reach (place)")
    connection.execute(f"VACUUM ANALYZE {table}")
    connection.execute("ANALYZE reach")
    for name, columns in TEMPORARY.items():
        connection.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
    words = {"least": "LEAST", "greatest": "GREATEST", "join": "JOIN", "least_seconds": LEAST}
    overlap = GIST if index == "gist" else BTREE.format(longest=_longest(snapshot))
    met = MET.replace("presence", table).replace("{overlap}", overlap)
    return lambda cases: _two_hops(
        connection,
        cases,
        SOURCE.replace("presence", table).format(**words),
        met,
        words,
        "TRUNCATE {}",
        "ANALYZE source",
    )


def sqlite_side(snapshot: Snapshot) -> Asked:
    """In a file of its own, cached whole."""
    connection = sqlite3.connect(snapshot.folder / "bench.sqlite3", isolation_level=None)
    connection.execute("PRAGMA cache_size = -1000000")
    connection.execute("CREATE TABLE presence (place int, person int, start_at int, end_at int)")
    connection.execute("CREATE TABLE reach (place int, other int)")
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO presence VALUES (?, ?, ?, ?)", zip(*_lists(_moments(snapshot)), strict=True)
    )
    connection.executemany("INSERT INTO reach VALUES (?, ?)", zip(*_lists(_reach(snapshot)), strict=True))
    connection.execute("COMMIT")
    connection.execute("CREATE INDEX presence_place ON presence (place, start_at, end_at, person)")
    connection.execute("CREATE INDEX presence_person ON presence (person)")
    connection.execute("CREATE INDEX reach_place ON reach (place)")
    connection.execute("ANALYZE")
    for name, columns in TEMPORARY.items():
        connection.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
    words = {"least": "MIN", "greatest": "MAX", "join": "CROSS JOIN", "least_seconds": LEAST}
    met = MET.replace("{overlap}", BTREE.format(longest=_longest(snapshot)))
    return lambda cases: _two_hops(
        connection, cases, SOURCE.format(**words), met, words, "DELETE FROM {}", None
    )


def pandas_frame(snapshot: Snapshot) -> tuple[list[pd.DataFrame], pd.DataFrame]:
    """A frame a day, and which place reaches which."""
    days = [pq.read_table(path).to_pandas() for path in snapshot.parquet]
    return days, pq.read_table(snapshot.reach_parquet).to_pandas()


def pandas_side(frames: tuple[list[pd.DataFrame], pd.DataFrame]) -> Asked:
    """Hops over the frames."""
    days, reach = frames

    def hop(since: Mapping[int, Window], done: set[int]) -> dict[int, Window]:
        persons = pd.DataFrame(
            [(person, window.start, window.end) for person, window in since.items()],
            columns=["person", "since", "until"],
        )
        pairs = [_pandas_day(day, reach, persons) for day in days]
        summed = pd.concat(pairs).groupby(["person", "source"]).agg({"seconds": "sum", "first_at": "min"})
        by_person = summed.groupby("person").agg({"seconds": "max", "first_at": "min"})
        found = by_person[(by_person["seconds"] >= LEAST) & ~by_person.index.isin(list(done))]
        return {int(person): Window(int(first), FOREVER) for person, first in found["first_at"].items()}

    return lambda cases: _hops(cases, hop)


def _pandas_day(day: pd.DataFrame, reach: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    midnight = int(day["day"].iloc[0]) * DAY
    own = day.merge(persons, on="person").rename(columns={"person": "source"})
    own["a"] = np.maximum(own["start_s"], own["since"] - midnight)
    own["b"] = np.minimum(own["end_s"], own["until"] - midnight)
    own = own[own["a"] < own["b"]][["source", "place", "a", "b"]].merge(reach[["place", "other"]], on="place")
    met = own[["source", "other", "a", "b"]].merge(day, left_on="other", right_on="place")
    met["a"] = np.maximum(met["a"], met["start_s"])
    met["seconds"] = np.minimum(met["b"], met["end_s"]) - met["a"]
    met = met[met["seconds"] > 0]
    met["first_at"] = met["a"] + midnight
    return met.groupby(["person", "source"], as_index=False).agg({"seconds": "sum", "first_at": "min"})


def polars_side(snapshot: Snapshot) -> Asked:
    """Hops over frames in memory, one day at a time."""
    days = [pl.read_parquet(path) for path in snapshot.parquet]
    reach = pl.read_parquet(snapshot.reach_parquet)

    def hop(since: Mapping[int, Window], done: set[int]) -> dict[int, Window]:
        persons = pl.DataFrame(
            {
                "person": list(since),
                "since": [window.start for window in since.values()],
                "until": [window.end for window in since.values()],
            },
            schema={"person": pl.Int32, "since": pl.Int64, "until": pl.Int64},
        )
        pairs = pl.concat([_polars_day(day, reach, persons) for day in days])
        summed = pairs.group_by("person", "source").agg(pl.sum("seconds"), pl.min("first_at"))
        by_person = summed.group_by("person").agg(pl.max("seconds"), pl.min("first_at"))
        gone = pl.Series(list(done), dtype=pl.Int32)
        found = by_person.filter((pl.col("seconds") >= LEAST) & ~pl.col("person").is_in(gone.implode()))
        return {
            person: Window(first, FOREVER) for person, first in found.select("person", "first_at").iter_rows()
        }

    return lambda cases: _hops(cases, hop)


def _polars_day(day: pl.DataFrame, reach: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    midnight = pl.lit(int(day["day"][0]) * DAY, pl.Int64)
    own = (
        day.lazy()
        .join(persons.lazy(), on="person")
        .select(
            pl.col("person").alias("source"),
            "place",
            pl.max_horizontal("start_s", pl.col("since") - midnight).alias("a"),
            pl.min_horizontal("end_s", pl.col("until") - midnight).alias("b"),
        )
        .filter(pl.col("a") < pl.col("b"))
        .join(reach.lazy().select("place", "other"), on="place")
    )
    return (
        own.join(day.lazy(), left_on="other", right_on="place")
        .with_columns(
            pl.max_horizontal("a", "start_s").alias("a"), pl.min_horizontal("b", "end_s").alias("b")
        )
        .filter(pl.col("a") < pl.col("b"))
        .group_by("person", "source")
        .agg(
            (pl.col("b") - pl.col("a")).sum().alias("seconds"),
            (pl.col("a") + midnight).min().alias("first_at"),
        )
        .collect()
    )


def _hops(cases: Cases, hop: Callable[[Mapping[int, Window], set[int]], dict[int, Window]]) -> Answer:
    first = hop(cases, set(cases))
    second = hop(first, set(cases) | first.keys())
    return set(first), set(second)


def _two_hops(
    connection: Any,
    cases: Cases,
    source: str,
    met: str,
    words: Mapping[str, Any],
    empty: str,
    look: str | None,
) -> Answer:
    for name in TEMPORARY:
        connection.execute(empty.format(name))
    rows = ", ".join(f"({person}, {window.start}, {window.end})" for person, window in cases.items())
    connection.execute(f"INSERT INTO since VALUES {rows}")
    for tier in (1, 2):
        connection.execute(empty.format("source"))
        connection.execute("INSERT INTO done SELECT person FROM since")
        connection.execute(source)
        if look:
            connection.execute(look)
        connection.execute(met.format(tier=tier, **words))
        connection.execute(empty.format("since"))
        connection.execute(f"INSERT INTO since SELECT person, first_at, {FOREVER} FROM met WHERE tier = 1")
    found = connection.execute("SELECT tier, person FROM met").fetchall()
    return tuple({person for tier, person in found if tier == wanted} for wanted in (1, 2))  # type: ignore[return-value]


def _moments(snapshot: Snapshot) -> list[Any]:
    """Place, person, start and end as moments."""
    tables = [pq.read_table(path) for path in snapshot.parquet]
    columns = [np.concatenate([table[name].to_numpy() for table in tables]) for name in ("place", "person")]
    for name in ("start_s", "end_s"):
        columns.append(
            np.concatenate(
                [table["day"].to_numpy().astype(np.int64) * DAY + table[name].to_numpy() for table in tables]
            )
        )
    return columns


def _reach(snapshot: Snapshot) -> list[Any]:
    table = pq.read_table(snapshot.reach_parquet)
    return [table["place"].to_numpy(), table["other"].to_numpy()]


def _longest(snapshot: Snapshot) -> int:
    return max(int((day.by_place.end - day.by_place.start).max()) for day in snapshot.days)


def _lists(columns: Sequence[Any]) -> list[list[int]]:
    return [column.tolist() for column in columns]


def _copy(connection: psycopg.Connection[Any], target: str, columns: Sequence[Any]) -> None:
    with connection.cursor().copy(f"COPY {target} FROM STDIN") as copy:
        for row in zip(*_lists(columns), strict=True):
            copy.write_row(row)
