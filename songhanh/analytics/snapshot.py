"""Reported values as one Parquet file: written whole under another name, then renamed, and read by anybody.

One row is one value of one indicator that counted at the moment of writing. Rows that come ordered by period
let a reader skip what a question does not ask for.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

FINAL = "FINAL"  # every other kind is an estimate of some sort
DECIMALS = 5
# 18 digits fit in 8 bytes and are summed three times as fast as the 22 of the tables; 10^13 is their limit.
DIGITS = 18
GROUP_ROWS = 150_000


class ReportedValue(NamedTuple):
    """One value for `[period_from, period_until)`; `kind` is FINAL or tells which sort of estimate it is."""

    enterprise: str
    park: str
    indicator: str
    period_from: date
    period_until: date
    value: Decimal
    kind: str = FINAL


def schema(digits: int = DIGITS) -> Any:
    """The columns of a snapshot as an Arrow schema."""
    return pa.schema(
        [
            ("enterprise", pa.string()),
            ("park", pa.string()),
            ("indicator", pa.string()),
            ("period_from", pa.date32()),
            ("period_until", pa.date32()),
            ("value", pa.decimal128(digits, DECIMALS)),
            ("kind", pa.string()),
        ]
    )


def columns_of(rows: Iterable[ReportedValue], *, digits: int = DIGITS) -> Any:
    """Rows as an Arrow table. Raises pyarrow.ArrowInvalid for a value that does not fit in `digits`."""
    columns = list(zip(*rows, strict=True)) or [()] * len(ReportedValue._fields)
    arrays = [pa.array(values, each.type) for values, each in zip(columns, schema(digits), strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema(digits))


def write_snapshot(path: Path, tables: Iterable[Any], *, digits: int = DIGITS) -> int:
    """Write Arrow tables of `schema(digits)` into one file; how many rows.

    A reader sees either all of it or the file that was there before.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    fresh, rows = Path(name), 0
    try:
        with pq.ParquetWriter(fresh, schema(digits), **_packing(digits)) as file:
            for table in tables:
                file.write_table(table, row_group_size=GROUP_ROWS)
                rows += table.num_rows
        _to_disk(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return rows


def write_rows(path: Path, batches: Iterable[Iterable[ReportedValue]], *, digits: int = DIGITS) -> int:
    """The same out of batches of rows, one batch at a time in memory."""
    return write_snapshot(path, (columns_of(batch, digits=digits) for batch in batches), digits=digits)


def read_rows(path: Path) -> Iterator[ReportedValue]:
    """Every row, in the order of writing."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            yield from map(
                ReportedValue._make, zip(*(column.to_pylist() for column in batch.columns), strict=True)
            )


def _packing(digits: int) -> dict[str, Any]:
    """Words repeat and go into dictionaries; values do not: as differences they are smallest and read fastest."""
    packing = {
        "compression": "snappy",
        "use_dictionary": [name for name in ReportedValue._fields if name != "value"],
        "store_decimal_as_integer": True,
    }
    return packing | ({"column_encoding": {"value": "DELTA_BINARY_PACKED"}} if digits <= DIGITS else {})


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
