"""A list out of a workbook: the sheet that looks most like it, its headings, its rows, the cells of each column."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from songhanh.core.files.headings import ColumnSpec, Heading
from songhanh.core.files.refusals import FileError
from songhanh.core.files.sheet import Cell, Row, Sheet
from songhanh.core.files.table import RowKind, Table, find_table, read_table
from songhanh.core.files.workbook import Workbook, open_workbook

# Makes a table of a sheet without headings, or nothing.
Unheaded: TypeAlias = Callable[[Sheet, Sequence[ColumnSpec], Mapping[str, str | None]], Table | None]


def _never(_sheet: Sheet, _specs: Sequence[ColumnSpec], _remembered: Mapping[str, str | None]) -> None:
    """A list of which nothing can be said without its headings."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The data rows of one sheet as the sender wrote them; `places` are rows of the sheet from 0.

    `heading_row` is -1 where there are no headings. `skipped` counts the rows that are no data, by kind; `hidden` names
    the sheets that were not looked at.
    """

    sheet: str
    heading_row: int
    headings: tuple[Heading, ...]
    columns: dict[str, int]
    ambiguous: dict[str, tuple[int, ...]]
    missing: tuple[str, ...]
    places: tuple[int, ...]
    rows: tuple[Row, ...]
    skipped: dict[str, int]
    hidden: tuple[str, ...]


def read_listing(
    content: bytes,
    name: str,
    specs: Sequence[ColumnSpec],
    needed: str,
    mapping: Mapping[str, str],
    unheaded: Unheaded = _never,
) -> Listing:
    """Read the sheet that looks most like the list. `mapping`: heading → code, "" for not needed.

    A sheet without the `needed` column is taken only if there is no other; one in which no headings are found, if
    `unheaded` makes a table of it. Raises FileError for what is no workbook, has no such table, or is beyond the
    limits.
    """
    book = open_workbook(content, name)
    remembered = {heading: code or None for heading, code in mapping.items()}
    sheet, table = _best_sheet(book, specs, needed, remembered, unheaded)
    kept: list[tuple[int, Row]] = []
    skipped: Counter[str] = Counter()
    for row in read_table(sheet, table):
        if row.kind is RowKind.DATA:
            kept.append((row.row, row.cells))
        else:
            skipped[row.kind] += 1
    return Listing(
        sheet=sheet.name,
        heading_row=table.first_row - 1,
        headings=table.headings,
        columns=table.map.columns,
        ambiguous=table.map.ambiguous,
        missing=table.map.missing,
        places=tuple(place for place, _ in kept),
        rows=tuple(cells for _, cells in kept),
        skipped=dict(skipped),
        hidden=book.info.hidden,
    )


def column_cells(rows: Sequence[Row], columns: Mapping[str, int]) -> dict[str, Sequence[Cell]]:
    """The cells of each column, in the order of the rows; blanks where a row is short."""
    width = max(columns.values(), default=-1) + 1
    if any(len(row) < width for row in rows):
        rows = [(*row, *[""] * (width - len(row))) for row in rows]
    by_column = list(islice(zip(*rows, strict=False), width)) or [()] * width
    return {code: by_column[at] for code, at in columns.items()}


def _best_sheet(
    book: Workbook,
    specs: Sequence[ColumnSpec],
    needed: str,
    remembered: Mapping[str, str | None],
    unheaded: Unheaded,
) -> tuple[Sheet, Table]:
    """The visible sheet whose headings fit best."""
    found: list[tuple[tuple[bool, int, int], Sheet, Table]] = []
    refusal: FileError | None = None
    for sheet in book.sheets():
        try:
            table = find_table(sheet, specs, remembered)
        except FileError as error:
            made = unheaded(sheet, specs, remembered)
            if made is None:
                refusal = refusal or error
                continue
            table = made
        known = needed in table.map.columns or needed in table.map.ambiguous
        found.append(((known, len(table.map.columns), sheet.extent.rows), sheet, table))
    if not found:
        raise refusal or FileError("no_sheet")
    _, sheet, table = max(found, key=lambda each: each[0])
    return sheet, table
