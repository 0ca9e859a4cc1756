"""Searching, filtering, ordering, cutting: in the database, or over rows that a presenter has made.

Words of a search are folded (no diacritics, lower case) and must each occur in one of the declared fields;
in the database these fields hold folded text (`name_key`) or codes.
"""

from collections.abc import Sequence
from functools import reduce
from operator import attrgetter, or_
from typing import Any, cast

from django.db.models import Q, QuerySet

from songhanh.core.ui.lists.asked import Asked
from songhanh.core.ui.lists.spec import Filter, ListSpec
from songhanh.definitions.units.folding import fold

Rows = QuerySet[Any] | Sequence[Any]


def matching(rows: Rows, asked: Asked, spec: ListSpec) -> Rows:
    """Only the rows asked for, in no particular order."""
    for each in spec.filters:
        if each.key in asked.filters:
            rows = _filtered(rows, each, asked.filters[each.key])
    if asked.q and spec.find:
        return cast("Rows", spec.find(rows, asked.q))
    words = fold(asked.q).split() if spec.search else []
    for word in words:
        rows = _holding(rows, word, spec.search)
    return rows


def count(rows: Rows) -> int:
    """How many; in the database without ordering or what the rows are dressed with."""
    return rows.order_by().count() if isinstance(rows, QuerySet) else len(rows)


def more_than(rows: Rows, most: int) -> bool:
    """Whether there are more; in the database no further than that is counted."""
    if isinstance(rows, QuerySet):
        return rows.order_by().values("pk")[: most + 1].count() > most
    return len(rows) > most


def ordered(rows: Rows, asked: Asked, spec: ListSpec) -> Rows:
    """In the order asked for; rows equal in it always stand the same way."""
    fields = next(column.sort for column in spec.columns if column.key == asked.sort_key)
    if isinstance(rows, QuerySet):
        turned = [_turn(name) if asked.descending else name for name in fields]
        return rows.order_by(*turned, "pk")
    return sorted(rows, key=lambda row: [_comparable(row, name) for name in fields], reverse=asked.descending)


def cut(rows: Rows, start: int, end: int) -> list[Any]:
    """Rows `start` to `end`: the database walks over bare keys and dresses only these rows."""
    if not isinstance(rows, QuerySet):
        return list(rows[start:end])
    keys = list(rows.values_list("pk", flat=True)[start:end])
    dressed = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
    return [dressed[key] for key in keys if key in dressed]


def _filtered(rows: Rows, each: Filter, values: tuple[str, ...]) -> Rows:
    if each.apply:
        return cast("Rows", each.apply(rows, values))
    if isinstance(rows, QuerySet):
        return rows.filter(**{f"{each.field}__in": values})
    return [row for row in rows if str(attrgetter(each.field)(row)) in values]


def _holding(rows: Rows, word: str, fields: tuple[str, ...]) -> Rows:
    if isinstance(rows, QuerySet):
        return rows.filter(reduce(or_, (Q(**{f"{name}__contains": word}) for name in fields)))
    return [row for row in rows if any(word in fold(str(attrgetter(name)(row))) for name in fields)]


def _turn(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _comparable(row: Any, name: str) -> tuple[bool, Any]:
    """Rows without a value come first, so that they come last when the largest is asked for first."""
    value = attrgetter(name)(row)
    return (value is not None, value)
