"""Who passed where and when, lean: for what is derived from the stream by the hundred thousand.

A passing is a scan that was let through and not taken back. Times are milliseconds since 1970 UTC.
"""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.reading import among
from songhanh.gate.stream.scans import TABLE


class Passing(NamedTuple):
    """`direction` is IN, OUT, of a time clock also «»; `typed` a guard's or a time clock's code of the worker."""

    seq: int
    scan: UUID | bytes  # `scan_id` makes a UUID of it: most are never asked for
    enterprise: str
    gate: str
    direction: str
    pass_number: int | None
    typed: str
    at: int
    source: str  # GATE, CLOCK


class Counted(NamedTuple):
    """Scans of one enterprise in all; of them taken back or taking back; of the rest refused."""

    enterprise: str
    scans: int
    undone: int
    refused: int


COLUMNS = "seq, id, enterprise, gate, direction, pass_number, typed, at, source"
# Identifiers are the devices' own: what a device of one enterprise takes back is that enterprise's alone.
TAKEN_BACK = f"SELECT enterprise, undoes FROM {TABLE} WHERE undoes IS NOT NULL"
UNDONE = f"(undoes IS NOT NULL OR (enterprise, id) IN ({TAKEN_BACK}))"


def passings_between(since: int, until: int, *, enterprises: Collection[str] | None) -> list[Passing]:
    """Those in [since, until), in the order they happened; of all enterprises where None is given."""
    where, values = among(enterprises)
    rows = stream_rows()(
        f"SELECT {COLUMNS} FROM {TABLE} WHERE at >= %s AND at < %s{where} AND answer <> 'REFUSED'"
        f" AND NOT {UNDONE} ORDER BY at, seq",
        [since, until, *values],
    )
    return list(map(Passing._make, rows))


def passings_of(
    since: int, until: int, *, enterprises: Collection[str], numbers: Collection[int], typed: Collection[str]
) -> list[Passing]:
    """Those of a few passes and of a few codes of these enterprises, in the order they happened."""
    where, values = among(enterprises)
    asked: list[str] = []
    for name, wanted in (("pass_number", sorted(numbers)), ("typed", sorted(typed))):
        if wanted:
            asked.append(f"{name} IN ({', '.join(['%s'] * len(wanted))})")
            values += wanted
    if not asked:
        return []
    rows = stream_rows()(
        f"SELECT {COLUMNS} FROM {TABLE} WHERE at >= %s AND at < %s{where} AND ({' OR '.join(asked)})"
        f" AND answer <> 'REFUSED' AND NOT {UNDONE} ORDER BY at, seq",
        [since, until, *values],
    )
    return list(map(Passing._make, rows))


def last_passings(since: int, until: int, *, enterprises: Collection[str] | None) -> list[Passing]:
    """Of each pass, and of each typed code of an enterprise, the last one in [since, until) that has a direction."""
    where, values = among(enterprises)
    rows = stream_rows()(
        f"SELECT {COLUMNS} FROM (SELECT {COLUMNS}, row_number() OVER (PARTITION BY pass_number,"
        " CASE WHEN pass_number IS NULL THEN enterprise ELSE '' END,"
        " CASE WHEN pass_number IS NULL THEN typed ELSE '' END ORDER BY at DESC, seq DESC) AS place"
        f" FROM {TABLE} WHERE at >= %s AND at < %s{where} AND direction <> '' AND answer <> 'REFUSED' AND NOT {UNDONE})"
        " AS latest"
        " WHERE place = 1 ORDER BY at, seq",
        [since, until, *values],
    )
    return list(map(Passing._make, rows))


def undirected_between(since: int, until: int, *, enterprises: Collection[str] | None) -> list[Passing]:
    """Events of time clocks that do not say which way, in the order they happened."""
    where, values = among(enterprises)
    rows = stream_rows()(
        f"SELECT {COLUMNS} FROM {TABLE} WHERE at >= %s AND at < %s{where} AND direction = ''"
        f" AND answer <> 'REFUSED' AND NOT {UNDONE} ORDER BY at, seq",
        [since, until, *values],
    )
    return list(map(Passing._make, rows))


def counted_between(since: int, until: int, *, enterprises: Collection[str] | None) -> list[Counted]:
    """By enterprise, by code."""
    where, values = among(enterprises)
    rows = stream_rows()(
        f"SELECT enterprise, count(*), sum(CASE WHEN {UNDONE} THEN 1 ELSE 0 END),"
        f" sum(CASE WHEN answer = 'REFUSED' AND NOT {UNDONE} THEN 1 ELSE 0 END)"
        f" FROM {TABLE} WHERE at >= %s AND at < %s{where} GROUP BY enterprise ORDER BY enterprise",
        [since, until, *values],
    )
    return [Counted(str(row[0]), *map(int, row[1:])) for row in rows]


def scan_id(passing: Passing) -> UUID:
    """Its scan's identifier, whichever store it comes from."""
    return passing.scan if isinstance(passing.scan, UUID) else UUID(bytes=bytes(passing.scan))


def newest_seq(since: int, until: int) -> int:
    """The place of the newest scan in [since, until); 0 where there is none."""
    found: Any = stream_rows()(
        f"SELECT coalesce(max(seq), 0) FROM {TABLE} WHERE at >= %s AND at < %s", [since, until]
    )
    return int(found[0][0]) if found else 0
