"""Real pages of a list, fifty rows each."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

_M = TypeVar("_M", bound=Model)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[_M]):
    """Rows of one page; `previous` and `next` are query strings («» where there is none)."""

    rows: list[_M]
    number: int
    pages: int
    total: int
    previous: str
    next: str


def page_of(rows: "QuerySet[_M, Any]", query: QueryDict, size: int = PAGE) -> "Page[_M]":
    """The page that ``?page=`` names (the nearest one if there is no such page); two queries."""
    total = rows.count()
    pages = max(1, -(-total // size))
    asked = query.get("page", "1")
    number = min(max(int(asked) if asked.isdecimal() else 1, 1), pages)
    shown = list(rows[(number - 1) * size : number * size])
    return Page(shown, number, pages, total, _link(query, number - 1, pages), _link(query, number + 1, pages))


def _link(query: QueryDict, number: int, pages: int) -> str:
    if not 1 <= number <= pages:
        return ""
    other = query.copy()
    other["page"] = str(number)
    return "?" + other.urlencode()
