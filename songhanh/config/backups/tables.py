"""Every table as lines of text: the same rows give the same lines, whichever database holds them."""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models

from songhanh.core.bulk import once_each

Model: TypeAlias = type[models.Model]

# Nobody stays signed in across a restore, and a session is a secret that needs no copy; what is remembered for
# minutes only is over by then.
LEFT_OUT = {"django_session", "core_cacheentry", "core_apicalls"}
AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class TableHash:
    """`sha256` over the table's lines in the order of its key."""

    table: str
    rows: int
    sha256: str


def tables() -> list[Model]:
    """The models of all stored tables, link tables too, sorted by table name."""
    found = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return [
        model
        for table, model in sorted(found.items())
        if table not in LEFT_OUT and model._meta.managed and not model._meta.proxy
    ]


def columns(model: Model) -> list["models.Field[Any, Any]"]:
    """The fields that have a column, in a fixed order."""
    return list(model._meta.concrete_fields)


def lines(model: Model, using: str = "default") -> Iterator[bytes]:
    """One JSON array a row, in the order of the key."""
    names = [field.attname for field in columns(model)]
    rows: models.QuerySet[Any] = models.QuerySet(model, using=using).order_by("pk")
    for row in rows.values_list(*names).iterator(chunk_size=AT_ONCE):
        yield json.dumps(
            [canonical(value) for value in row],
            ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=canonical,
        ).encode() + b"\n"  # fmt: skip


def canonical(value: Any) -> Any:
    """A value as JSON can hold it, always the same way."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def values_of(field: "models.Field[Any, Any]", stored: Sequence[Any]) -> Sequence[Any]:
    """Counterpart of `canonical` for a whole column: the Python values that `field` takes."""
    if isinstance(field, models.JSONField):
        return stored
    if isinstance(field, models.BinaryField):
        return [value if value is None else base64.b64decode(value) for value in stored]
    return once_each(stored, lambda value: None if value is None else field.to_python(value))


def table_hashes(using: str = "default") -> list[TableHash]:
    """What `songhanh check --tables` prints; equal before a backup and after its restoring."""
    return [table_hash(model, using) for model in tables()]


def table_hash(model: Model, using: str = "default") -> TableHash:
    """One table's."""
    digest, count = hashlib.sha256(), 0
    for line in lines(model, using):
        digest.update(line)
        count += 1
    return TableHash(model._meta.db_table, count, digest.hexdigest())
