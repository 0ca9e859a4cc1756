"""What the query string asks of a list: only what the list declares; anything else is passed over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from songhanh.core.ui.days import read_day
from songhanh.core.ui.lists.spec import Column, Filter, ListSpec

RESERVED = frozenset({"q", "sort", "page", "cols", "export"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A checked query string."""

    q: str
    filters: Mapping[str, tuple[str, ...]]
    sort: str
    page: int
    cols: tuple[str, ...]
    default_sort: str
    default_cols: tuple[str, ...]

    @property
    def descending(self) -> bool:
        """Whether the order is turned round."""
        return self.sort.startswith("-")

    @property
    def sort_key(self) -> str:
        """The column that orders."""
        return self.sort.removeprefix("-")

    def query(self, *, page: int = 1) -> str:
        """The shortest query string that asks the same, for page `page`."""
        out = QueryDict(mutable=True)
        if self.q:
            out["q"] = self.q
        for key, values in self.filters.items():
            out.setlist(key, list(values))
        if self.sort != self.default_sort:
            out["sort"] = self.sort
        if self.cols != self.default_cols:
            out.setlist("cols", list(self.cols))
        if page > 1:
            out["page"] = str(page)
        return out.urlencode(safe=",")

    def without(self, key: str, value: str = "") -> "Asked":
        """The same without one filter's value (or the search, key «q»)."""
        if key == "q":
            return replace(self, q="")
        rest = {**self.filters, key: tuple(each for each in self.filters[key] if each != value)}
        return replace(self, filters={each: values for each, values in rest.items() if values})

    def sorted_by(self, column: Column) -> "Asked":
        """The same ordered by `column`: turned round if it orders already."""
        first = f"-{column.key}" if column.first_down else column.key
        turned = column.key if self.descending else f"-{column.key}"
        return replace(self, sort=turned if self.sort_key == column.key else first)


def asked(query: QueryDict, spec: ListSpec) -> Asked:
    """Read `query` as `spec` allows it."""
    default_cols = tuple(column.key for column in spec.columns if column.shown)
    keys = {column.key for column in spec.columns}
    cols = tuple(column.key for column in spec.columns if column.key in query.getlist("cols"))
    sort = query.get("sort", "")
    sortable = {column.key for column in spec.columns if column.sort}
    return Asked(
        q=query.get("q", "").strip()[:200],
        filters=_filters(query, spec),
        sort=sort if sort.removeprefix("-") in sortable else spec.sort,
        page=_page(query.get("page", "")),
        cols=_with_first(cols, spec) if keys & set(cols) else default_cols,
        default_sort=spec.sort,
        default_cols=default_cols,
    )


def _filters(query: QueryDict, spec: ListSpec) -> dict[str, tuple[str, ...]]:
    found = {}
    for each in spec.filters:
        values = _days(query.getlist(each.key), each) if each.day else _offered(query.getlist(each.key), each)
        if values:
            found[each.key] = values if each.several else values[:1]
    return found


def _offered(given: list[str], each: Filter) -> tuple[str, ...]:
    allowed = {str(value) for value, _ in each.options()}
    return tuple(value for value in dict.fromkeys(given) if value in allowed)


def _days(given: list[str], each: Filter) -> tuple[str, ...]:
    """The first that can be read and is no later than the last day offered, as addresses have it."""
    last = max((value for value, _ in each.options()), default="9999")
    for text in given:
        try:
            day = read_day(text).isoformat()
        except ValueError:
            continue
        if day <= last:
            return (day,)
    return ()


def _with_first(cols: tuple[str, ...], spec: ListSpec) -> tuple[str, ...]:
    """The first column names the row: it cannot be left out."""
    first = spec.columns[0].key
    return cols if first in cols else (first, *cols)


def _page(text: str) -> int:
    return min(int(text), 1_000_000) if text.isdecimal() and text != "0" and len(text) < 8 else 1
