"""A list page, ready for its template."""

import math
from dataclasses import dataclass

from songhanh.core.ui.lists import heads as head
from songhanh.core.ui.lists.asked import Asked, asked
from songhanh.core.ui.lists.cells import Row, row_of
from songhanh.core.ui.lists.rows import Rows, count, cut, matching, ordered
from songhanh.core.ui.lists.spec import Batch, Empty, ListSpec, Words
from songhanh.core.ui.lists.tabs import Tab, tabs
from songhanh.core.ui.request import Request

NEIGHBOURS = 2  # pages named on either side of this one


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page this is and where the others are; `links` are (number, address), (0, "") for a gap."""

    page: int
    pages: int
    first: int  # number of the first row shown, from 1
    last: int
    links: tuple[tuple[int, str], ...]
    previous_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that ``core/list.html`` shows."""

    title: Words
    path: str
    query: str  # of this way of looking, from its first page on
    asked_query: str  # of exactly this page
    q: str
    sort: str
    has_search: bool
    search_hint: Words
    tabs: tuple[Tab, ...]
    fields: tuple[head.FilterField, ...]
    chips: tuple[head.Chip, ...]
    columns: tuple[head.Choice, ...]
    heads: tuple[head.Head, ...]
    groups: tuple[head.Group, ...]
    rows: tuple[Row, ...]
    total: int
    pages: Pages
    batch: Batch | None
    empty: Empty
    note: Words
    xlsx_url: str
    csv_url: str


def list_page(request: Request, rows: Rows, spec: ListSpec) -> ListPage:
    """What `request` asks of `rows`, one page of it."""
    ask = asked(request.GET, spec)
    found = matching(rows, ask, spec)
    total = count(found)
    pages = pages_of(request.path, ask, total, spec.page_rows)
    shown = cut(ordered(found, ask, spec), max(pages.first - 1, 0), pages.last)
    columns = tuple(column for column in spec.columns if column.key in ask.cols)
    return ListPage(
        title=spec.title,
        path=request.path,
        query=ask.query(),
        asked_query=ask.query(page=pages.page),
        q=ask.q,
        sort="" if ask.sort == ask.default_sort else ask.sort,
        has_search=bool(spec.search or spec.find),
        search_hint=spec.search_hint,
        tabs=tabs(request, spec, ask, rows, total),
        fields=head.fields(spec, ask),
        chips=head.chips(spec, ask, request.path),
        columns=head.column_choices(spec, ask),
        heads=head.heads(columns, ask, request.path),
        groups=head.groups(columns),
        rows=tuple(row_of(row, columns, spec) for row in shown),
        total=total,
        pages=pages,
        batch=spec.batch,
        empty=spec.empty,
        note=spec.note,
        **export_urls(request.path, ask, spec),
    )


def pages_of(path: str, ask: Asked, total: int, per_page: int) -> Pages:
    """A page beyond the last one is the last one."""
    last_page = max(math.ceil(total / per_page), 1)
    page = min(ask.page, last_page)

    def url(number: int) -> str:
        return head.address(path, ask.query(page=number))

    near = {1, last_page, *range(page - NEIGHBOURS, page + NEIGHBOURS + 1)}
    links: list[tuple[int, str]] = []
    for number in sorted(number for number in near if 1 <= number <= last_page):
        if links and number > links[-1][0] + 1:
            links.append((0, ""))
        links.append((number, url(number)))
    return Pages(
        page=page,
        pages=last_page,
        first=min((page - 1) * per_page + 1, total),
        last=min(page * per_page, total),
        links=tuple(links),
        previous_url=url(page - 1) if page > 1 else "",
        next_url=url(page + 1) if page < last_page else "",
    )


def export_urls(path: str, ask: Asked, spec: ListSpec) -> dict[str, str]:
    """The same list as files, when the list has a name for them."""
    if not spec.export_name:
        return {"xlsx_url": "", "csv_url": ""}
    query = ask.query()
    return {
        f"{form}_url": head.address(path, f"{query}&export={form}".lstrip("&")) for form in ("xlsx", "csv")
    }
