"""Thousands of rows of one table at once, many times faster than building one statement a batch.

Called by ``core.acts``, inside an act that counts the rows, and by the restoring of a backup.
"""

import gc
import io
import json
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from django.db import connection, models
from pyarrow import csv

# Values of these are written as they stand; the others are prepared by their field.
PLAIN = (models.CharField, models.TextField, models.ForeignKey, models.BigAutoField, models.BooleanField)
PLAIN_TO_COPY = (models.DateField, models.UUIDField, models.DecimalField, models.BinaryField)


@contextmanager
def without_collector() -> Iterator[None]:
    """Work that makes hundreds of thousands of objects and keeps them: the collector would walk them in vain.

    A third of an import's time. What is no longer referred to is freed all the same; only cycles wait.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def insert_many(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model and give them their ids."""
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    columns = {name: [row.__dict__[name] for row in rows] for name in names}
    for row, key in zip(rows, insert_columns(model, columns), strict=True):
        row.pk = key
        row._state.adding = False


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]]) -> list[int]:
    """Insert rows given column by column (by `attname`); returns the new ids.

    A column that is not given has its default in every row. UUIDs may be given as their 32 hex digits.
    """
    count = len(next(iter(columns.values())))
    ids = _new_ids(model, count)
    given = {
        field.attname: ids if field.primary_key else columns.get(field.attname) or _defaults(field, count)
        for field in model._meta.concrete_fields
    }
    write_columns(model, given)
    return ids


def write_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows given column by column: every column, the ids too."""
    fields = model._meta.concrete_fields
    values = [_prepared(columns[field.attname], field) for field in fields]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN (FORMAT csv)", values)
        return
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(zip(*values, strict=True)))


VERSION_4 = bytes(0x40 | byte & 0x0F for byte in range(256))
VARIANT_1 = bytes(0x80 | byte & 0x3F for byte in range(256))


def new_uuids(count: int) -> list[str]:
    """Random UUIDs as 32 hex digits, in rising order: an index takes them in one way instead of here and there."""
    drawn = bytearray(os.urandom(16 * count))
    drawn[6::16], drawn[8::16] = drawn[6::16].translate(VERSION_4), drawn[8::16].translate(VARIANT_1)
    digits = drawn.hex()
    return sorted(digits[at : at + 32] for at in range(0, len(digits), 32))


def _defaults(field: "models.Field[Any, Any]", count: int) -> list[Any]:
    return [field.get_default() for _ in range(count)]


def _prepared(values: Sequence[Any], field: "models.Field[Any, Any]") -> Sequence[Any]:
    """The values as the database driver takes them; equal ones are prepared once."""
    if isinstance(field, PLAIN):
        return values
    if isinstance(field, PLAIN_TO_COPY) and connection.vendor == "postgresql":
        return values
    if isinstance(field, models.UUIDField):
        return [value if value is None or isinstance(value, str) else value.hex for value in values]
    if isinstance(field, models.BinaryField):
        return [value if value is None else bytes(value) for value in values]
    if isinstance(field, models.JSONField):
        return [value if value is None else json.dumps(value, cls=field.encoder) for value in values]
    return once_each(values, lambda value: field.get_db_prep_save(value, connection))


def ids_by(model: type[models.Model], column: str, values: Iterable[str]) -> dict[str, int]:
    """The ids of the rows that have one of these texts in a unique column; many thousands are asked for at once."""
    name, table = map(connection.ops.quote_name, (column, model._meta.db_table))
    wanted = list(values)
    among = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
    asked = wanted if connection.vendor == "postgresql" else json.dumps(wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}, id FROM {table} WHERE {name} {among}", [asked])
        return dict(cursor.fetchall())


def once_each(values: Sequence[Any], convert: Callable[[Any], Any]) -> list[Any]:
    """`convert` of every value, called once for equal ones (dates, amounts and codes repeat)."""
    known = {value: convert(value) for value in set(values)}
    return list(map(known.__getitem__, values))


def _new_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids nobody else will get: from the sequence, or (one writer at a time) after the highest ever given."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            (sequence,) = cursor.fetchone()
            cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = int(found[0]) if found else 0
    return list(range(last + 1, last + 1 + count))


def _copy(statement: str, columns: Iterable[Sequence[Any]]) -> None:
    """Arrow writes the lines: five times as fast as the driver, row by row. None stays bare, "" gets its quotes."""
    arrays = [_to_copy(column) for column in columns]
    text = io.BytesIO()
    table = pa.Table.from_arrays(arrays, names=[str(nth) for nth in range(len(arrays))])
    csv.write_csv(table, text, csv.WriteOptions(include_header=False))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(text.getbuffer())


def _to_copy(values: Sequence[Any]) -> "pa.Array[Any]":
    """A column as Arrow writes it for PostgreSQL: bytes in its hexadecimal, UUIDs and JSON in their text."""
    kind = type(next((value for value in values if value is not None), None))
    if kind in WRITTEN:
        write = WRITTEN[kind]
        return pa.array([value if value is None else write(value) for value in values], pa.string())
    return pa.array(values)


WRITTEN: dict[type, Callable[[Any], str]] = {
    bytes: lambda value: f"\\x{value.hex()}",
    memoryview: lambda value: f"\\x{value.hex()}",
    uuid.UUID: str,
}
