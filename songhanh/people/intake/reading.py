"""A worker list out of a workbook: the right sheet, its headings, the cells of each column."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from songhanh.core.files.headings import Heading
from songhanh.core.files.refusals import FileError
from songhanh.core.files.sheet import Cell, Row, Sheet
from songhanh.core.files.table import RowKind, Table, find_table, read_table
from songhanh.core.files.workbook import Workbook, open_workbook
from songhanh.people.intake.births import joined, settled_parts, standing
from songhanh.people.intake.columns import specs

NEEDED = "identity_number"
Place = tuple[int, int]  # row and column of a cell, from 0
Corrections = Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class WorkerList:
    """The people rows of one sheet. `places` are rows of the sheet from 0; `cells` by column code.

    `rows` are as the sender wrote them; `cells` hold the corrections made since, and the columns that are
    stated in parts («Ngày sinh» under Nam and Nữ) as one.
    """

    sheet: str
    heading_row: int
    headings: tuple[Heading, ...]
    columns: dict[str, int]
    ambiguous: dict[str, tuple[int, ...]]
    missing: tuple[str, ...]
    places: tuple[int, ...]
    rows: tuple[Row, ...]
    cells: dict[str, Sequence[Cell]]
    skipped: dict[str, int]
    hidden: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether every needed column has exactly one place."""
        return not self.ambiguous and not self.missing

    def heading(self, code: str) -> str:
        """What the sender calls the column."""
        at = self.columns.get(code)
        return next((heading.text for heading in self.headings if heading.column == at), "")

    def standing(self, code: str, row: int) -> str:
        """The column that findings of the `row`-th person's `code` belong to: a part of it, where it has parts."""
        return code if code in self.columns else standing(self.cells, code, row)


def read_list(
    content: bytes, name: str, mapping: Mapping[str, str], corrections: Corrections | None = None
) -> WorkerList:
    """Read the sheet that looks most like a worker list. `mapping`: heading → code, "" for not needed.

    Raises FileError for what is no workbook, has no such table, or is beyond the limits.
    """
    book = open_workbook(content, name)
    remembered = {heading: code or None for heading, code in mapping.items()}
    sheet, table = _best_sheet(book, remembered)
    kept: list[tuple[int, Row]] = []
    skipped: Counter[str] = Counter()
    for row in read_table(sheet, table):
        if row.kind is RowKind.DATA:
            kept.append((row.row, row.cells))
        else:
            skipped[row.kind] += 1
    rows = tuple(cells for _, cells in kept)
    places = tuple(place for place, _ in kept)
    columns = settled_parts(table.map.columns, table.headings)
    return WorkerList(
        sheet=sheet.name,
        heading_row=table.first_row - 1,
        headings=table.headings,
        columns=columns,
        ambiguous=table.map.ambiguous,
        missing=table.map.missing,
        places=places,
        rows=rows,
        cells=cells_of(corrected(rows, places, corrections or {}), columns),
        skipped=dict(skipped),
        hidden=book.info.hidden,
    )


def _best_sheet(book: Workbook, remembered: Mapping[str, str | None]) -> tuple[Sheet, Table]:
    """The visible sheet whose headings fit best; a sheet without identity numbers only if there is no other."""
    found: list[tuple[tuple[bool, int, int], Sheet, Table]] = []
    refusal: FileError | None = None
    for sheet in book.sheets():
        try:
            table = find_table(sheet, specs(), remembered)
        except FileError as error:
            refusal = refusal or error
            continue
        known = NEEDED in table.map.columns or NEEDED in table.map.ambiguous
        found.append(((known, len(table.map.columns), sheet.extent.rows), sheet, table))
    if not found:
        raise refusal or FileError("no_sheet")
    _, sheet, table = max(found, key=lambda each: each[0])
    return sheet, table


def corrected(rows: Sequence[Row], places: Sequence[int], corrections: Corrections) -> Sequence[Row]:
    """The rows with the corrected texts in their places."""
    by_row: dict[int, dict[int, str]] = {}
    for (place, column), text in corrections.items():
        by_row.setdefault(place, {})[column] = text
    if not by_row:
        return rows
    return [
        _with(row, by_row[place]) if place in by_row else row for place, row in zip(places, rows, strict=True)
    ]


def _with(row: Row, texts: Mapping[int, str]) -> Row:
    cells = [*row, *[""] * (max(texts) + 1 - len(row))]
    for column, text in texts.items():
        cells[column] = text
    return tuple(cells)


def cells_of(rows: Sequence[Row], columns: Mapping[str, int]) -> dict[str, Sequence[Cell]]:
    """The cells of each column, and of those that are joined of their parts."""
    width = max(columns.values(), default=-1) + 1
    if any(len(row) < width for row in rows):
        rows = [(*row, *[""] * (width - len(row))) for row in rows]
    by_column = list(islice(zip(*rows, strict=False), width)) or [()] * width
    return joined({code: by_column[at] for code, at in columns.items()})
