"""Lists are given in pieces, with how many there are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Field, Schema

T = TypeVar("T")
MOST = 500


class Paging(Schema):
    """Which piece of a list."""

    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=10_000_000)


class Page(Schema, Generic[T]):
    """One piece: `total` counts the whole list."""

    total: int
    limit: int
    offset: int
    items: list[T]


def page(
    rows: "QuerySet[Any, Any] | Sequence[Any]", asked: Paging, make: Callable[[Any], Any] | None = None
) -> Mapping[str, Any]:
    """The piece of `rows` that was asked for, each made into its answer."""
    total = rows.order_by().count() if isinstance(rows, QuerySet) else len(rows)
    piece = rows[asked.offset : asked.offset + asked.limit]
    items = [make(row) for row in piece] if make else list(piece)
    return {"total": total, "limit": asked.limit, "offset": asked.offset, "items": items}


def ordered(rows: "QuerySet[Any]", sort: str, fields: Mapping[str, str]) -> "QuerySet[Any]":
    """In the order of `sort`: a key of `fields`, «-» before it turns it round; equal rows by their id."""
    turned = "-" if sort.startswith("-") else ""
    return rows.order_by(turned + fields[sort.removeprefix("-")], "pk")
