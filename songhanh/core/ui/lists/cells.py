"""A column's value as it stands in the table."""

from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from songhanh.core.templatetags.components import draw, state_tag
from songhanh.core.templatetags.vietnamese import date_vn, datetime, number, percent
from songhanh.core.ui.formats import MISSING
from songhanh.core.ui.lists.spec import NUMBERS, Batch, Column, Kind, ListSpec


@dataclass(frozen=True, slots=True)
class Cell:
    """Markup of one cell; `head` is the row's name."""

    html: SafeString
    css: str
    head: bool

    def in_table(self, css: str = "") -> str:
        """With its tag; `css` are more classes for the row's name."""
        if self.head:
            return f'<th scope="row" class="nw {self.css}{css}">{self.html}</th>'
        return f'<td class="{self.css}">{self.html}</td>'


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; without a batch there is no `tick`, the cell before the others, and no `name` in it."""

    cells: tuple[Cell, ...]
    css: str
    tick: str
    name: str

    @property
    def html(self) -> SafeString:
        """All cells with their tags: put together by the template, a page takes ten times as long."""
        beside_tick = " pl0" if self.tick else ""
        return mark_safe(self.tick + "".join(each.in_table(beside_tick) for each in self.cells))


def row_of(row: Any, columns: tuple[Column, ...], spec: ListSpec) -> Row:
    """All cells of one row."""
    cells = tuple(cell_of(row, column, head=index == 0) for index, column in enumerate(columns))
    css = spec.row_css(row) if spec.row_css else ""
    if spec.batch is None:
        return Row(cells, css, "", "")
    name = spec.batch.name(row)
    return Row(cells, css, _tick(row, spec.batch, name), name)


def cell_of(row: Any, column: Column, *, head: bool) -> Cell:
    """One cell: value, link, the line below."""
    html = _escaped(written(column.value(row), column))
    if column.link and (url := column.link(row)):
        html = f'<a href="{_escaped(url)}">{html}</a>'
    if column.below and (below := column.below(row)):
        html = f'{html}<span class="sub2">{_escaped(below)}</span>'
    return Cell(mark_safe(html), "num" if column.kind in NUMBERS else "", head)


def _escaped(value: Any) -> str:
    """What `conditional_escape` says; plain text, which most of a page's hundreds of cells are, goes no long way."""
    return escape(value) if type(value) is str else conditional_escape(value)


def written(value: Any, column: Column) -> Any:
    """The value in the reader's language; «–» where there is none."""
    if value is None or value == "":
        return MISSING
    match column.kind:
        case Kind.NUMBER:
            shown = number(value, column.places)
        case Kind.PERCENT:
            shown = percent(value, 1 if column.places is None else column.places)
        case Kind.DATE:
            shown = date_vn(value)
        case Kind.MOMENT:
            shown = datetime(value)
        case Kind.STATE:
            shown = state_tag(*value) if isinstance(value, tuple) else state_tag(value)
        case Kind.CHART:
            shown = draw(value)
        case _:
            shown = value
    return shown


def _tick(row: Any, batch: Batch, name: str) -> str:
    value, weight = escape(str(batch.value(row))), batch.weight(row) if batch.weight else 0.0
    label = escape(_("Chọn %(name)s") % {"name": name})
    return (
        '<td class="ticks noprint"><label><input type="checkbox" class="tick" form="batch" name="row" '
        f'value="{value}" data-weight="{weight!r}" aria-label="{label}"></label></td>'
    )
