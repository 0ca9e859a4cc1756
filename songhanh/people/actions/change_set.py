"""The sealed change set of an import: before and after of every row, and the way back from it."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from songhanh.core.bulk import once_each
from songhanh.people.models import Employment
from songhanh.people.models.identity import seal, unseal

PURPOSE = b"change set"
FIELDS = tuple(each for each in Employment._meta.concrete_fields)
NAMES = tuple(each.attname for each in FIELDS)
ID = NAMES.index("id")


@dataclass(slots=True)
class ChangeSet:
    """Rows as lists of plain values in the order of NAMES: created ones, and (before, after) of amended ones."""

    people: list[int] = field(default_factory=list)
    created: list[list[Any]] = field(default_factory=list)
    before: list[list[Any]] = field(default_factory=list)
    after: list[list[Any]] = field(default_factory=list)
    # Cells corrected on the page: (cell, text in the file, text taken instead, by whom, when).
    corrections: list[list[str]] = field(default_factory=list)

    def sealed(self) -> bytes:
        """Encrypted, to be stored once."""
        content = {
            "fields": NAMES,
            "people": self.people,
            "created": self.created,
            "before": self.before,
            "after": self.after,
            "corrections": self.corrections,
        }
        return seal(zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 1), PURPOSE)

    def written(self) -> list[int]:
        """The ids of all rows that the import wrote."""
        return [row[ID] for row in (*self.created, *self.after)]

    def created_ids(self) -> list[int]:
        """The ids of those that did not exist before."""
        return [row[ID] for row in self.created]

    def differing(self, stored: Mapping[int, Employment]) -> int:
        """How many rows are no longer as the import wrote them."""
        now = {row[ID]: row for row in plain_rows(stored.values())}
        return sum(now.get(row[ID]) != row for row in (*self.created, *self.after))


def unsealed(content: bytes | memoryview) -> ChangeSet:
    """A stored change set; raises ValueError when the tables have other columns since."""
    read = json.loads(zlib.decompress(unseal(content, PURPOSE)))
    if tuple(read["fields"]) != NAMES:
        raise ValueError("the change set was written for other columns")
    return ChangeSet(read["people"], read["created"], read["before"], read["after"], read["corrections"])


def plain_rows(rows: Iterable[Employment]) -> list[list[Any]]:
    """Rows as JSON keeps them."""
    return [[_plain(value) for value in map(row.__dict__.__getitem__, NAMES)] for row in rows]


def plain_columns(columns: Mapping[str, Sequence[Any]]) -> list[list[Any]]:
    """Rows given column by column, as JSON keeps them."""
    plain = [once_each(columns[name], _plain) for name in NAMES]
    return [list(row) for row in zip(*plain, strict=True)]


def rows_again(rows: Sequence[list[Any]]) -> list[Employment]:
    """Unsaved instances of stored rows, with every column as it was."""
    return [
        Employment(**{each.attname: each.to_python(value) for each, value in zip(FIELDS, row, strict=True)})
        for row in rows
    ]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)
