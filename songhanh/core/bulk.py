"""Thousands of rows of one table at once, many times faster than building one statement a batch.

Called by ``core.acts`` alone, inside an act that counts the rows.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

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
    """Insert rows given column by column (every column but the id, by `attname`); returns the new ids."""
    count = len(next(iter(columns.values())))
    ids = _new_ids(model, count)
    fields = model._meta.concrete_fields
    values = [ids if field.primary_key else _prepared(columns[field.attname], field) for field in fields]
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    lines = zip(*values, strict=True)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN", lines)
    else:
        marks = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(lines))
    return ids


def _prepared(values: Sequence[Any], field: "models.Field[Any, Any]") -> Sequence[Any]:
    """The values as the database driver takes them; equal ones are prepared once."""
    if isinstance(field, PLAIN):
        return values
    if isinstance(field, PLAIN_TO_COPY) and connection.vendor == "postgresql":
        return values
    if isinstance(field, models.UUIDField):
        return [value.hex for value in values]
    if isinstance(field, models.BinaryField):
        return [value if value is None else bytes(value) for value in values]
    if isinstance(field, models.JSONField):
        return [field.get_db_prep_save(value, connection) for value in values]
    return once_each(values, lambda value: field.get_db_prep_save(value, connection))


def once_each(values: Sequence[Any], convert: Callable[[Any], Any]) -> list[Any]:
    """`convert` of every value, called once for equal ones (dates, amounts and codes repeat)."""
    known = {value: convert(value) for value in set(values)}
    return [known[value] for value in values]


def _new_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids nobody else will get: from the sequence, or (one writer at a time) after the highest ever given."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = int(found[0]) if found else 0
    return list(range(last + 1, last + 1 + count))


def _copy(statement: str, lines: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for line in lines:
            copy.write_row(line)
