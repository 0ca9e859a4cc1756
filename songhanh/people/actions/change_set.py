"""The sealed change set of an import: before and after of every row, and the way back from it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any
from uuid import UUID

from songhanh.people.models import Employment
from songhanh.people.models.identity import seal, unseal

PURPOSE = b"change set"
NAMES = tuple(each.attname for each in Employment._meta.concrete_fields)
ID, UUIDS = NAMES.index("id"), (NAMES.index("uuid"), NAMES.index("stay"))
LENGTH = 8  # bytes before each part that say how long it is
Row = tuple[Any, ...]


@dataclass(slots=True)
class ChangeSet:
    """Rows as tuples in the order of NAMES, UUIDs as hex digits: created ones, and (before, after) of amended ones."""

    people: list[int] = field(default_factory=list)
    created: list[Row] = field(default_factory=list)
    before: list[Row] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)
    # Cells corrected on the page: (cell, text in the file, text taken instead, by whom, when).
    corrections: list[list[str]] = field(default_factory=list)

    def sealed(self) -> bytes:
        """Encrypted, to be stored once."""
        other = json.dumps({"people": self.people, "corrections": self.corrections}).encode()
        parts = [other, *(_packing().packed(rows) for rows in (self.created, self.before, self.after))]
        return seal(b"".join(len(part).to_bytes(LENGTH) + part for part in parts), PURPOSE)

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
    whole, parts, at = unseal(content, PURPOSE), [], 0
    while at < len(whole):
        begin = at + LENGTH
        at = begin + int.from_bytes(whole[at:begin])
        parts.append(whole[begin:at])
    other = json.loads(parts[0])
    created, before, after = map(_packing().unpacked, parts[1:])
    return ChangeSet(other["people"], created, before, after, other["corrections"])


def plain_rows(rows: Iterable[Employment]) -> list[Row]:
    """Rows as the change set keeps them."""
    return [tuple(map(_plain, map(row.__dict__.__getitem__, NAMES))) for row in rows]


def plain_columns(columns: Mapping[str, Sequence[Any]]) -> list[Row]:
    """The same of rows given column by column, their UUIDs as hex digits."""
    return list(zip(*(columns[name] for name in NAMES), strict=True))


def rows_again(rows: Sequence[Row]) -> list[Employment]:
    """Unsaved instances of stored rows, with every column as it was."""
    again = []
    for row in rows:
        values = dict(zip(NAMES, row, strict=True))
        again.append(Employment(**values | {NAMES[at]: UUID(row[at]) for at in UUIDS}))
    return again


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


@cache
def _packing() -> ModuleType:
    """Arrow is loaded where the first list is taken, not where the server starts."""
    from songhanh.people.actions import packed_rows  # noqa: PLC0415

    return packed_rows
