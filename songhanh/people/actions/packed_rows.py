"""Rows of employment packed column by column (Arrow), as change sets keep them: smaller and far quicker than JSON."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from django.db import models

from songhanh.people.models import Employment

FIELDS = tuple(Employment._meta.concrete_fields)
NAMES = tuple(field.attname for field in FIELDS)


def _type_of(field: "models.Field[Any, Any]") -> pa.DataType:
    match field:
        case models.AutoField() | models.ForeignKey():
            return pa.int64()
        case models.DateField():
            return pa.date32()
        case models.DecimalField():
            return pa.decimal128(field.max_digits, field.decimal_places)
    return pa.string()


SCHEMA = pa.schema([(field.attname, _type_of(field)) for field in FIELDS])
COMPRESSED = pa.ipc.IpcWriteOptions(compression="zstd")


def packed(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows in the order of NAMES as bytes; UUIDs are given as their 32 hex digits."""
    columns = zip(*rows, strict=True) if rows else [()] * len(FIELDS)
    arrays = [pa.array(values, each.type) for values, each in zip(columns, SCHEMA, strict=True)]
    batch = pa.record_batch(arrays, SCHEMA)
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, SCHEMA, options=COMPRESSED) as stream:
        stream.write_batch(batch)
    return bytes(out.getvalue())


def unpacked(content: bytes) -> list[tuple[Any, ...]]:
    """And back; raises ValueError when the table has other columns since."""
    table = pa.ipc.open_stream(content).read_all()
    if table.schema != SCHEMA:
        raise ValueError("the change set was written for other columns")
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))
