"""A worker list out of a workbook: the right sheet, its headings, the cells of each column."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from songhanh.core.files.headings import Heading
from songhanh.core.files.refusals import FileError
from songhanh.core.files.sheet import Cell, Row, Sheet
from songhanh.core.files.table import RowKind, Table, find_table, read_table
from songhanh.core.files.workbook import Workbook, open_workbook
from songhanh.people.intake.columns import specs

NEEDED = "identity_number"


@dataclass(frozen=True, slots=True)
class WorkerList:
    """The people rows of one sheet. `places` are rows of the sheet from 0; `cells` by column code."""

    sheet: str
    heading_row: int
    headings: tuple[Heading, ...]
    columns: dict[str, int]
    ambiguous: dict[str, tuple[int, ...]]
    missing: tuple[str, ...]
    places: tuple[int, ...]
    rows: tuple[Row, ...]
    cells: dict[str, list[Cell]]
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


def read_list(content: bytes, name: str, mapping: Mapping[str, str]) -> WorkerList:
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
    return WorkerList(
        sheet=sheet.name,
        heading_row=table.first_row - 1,
        headings=table.headings,
        columns=table.map.columns,
        ambiguous=table.map.ambiguous,
        missing=table.map.missing,
        places=tuple(place for place, _ in kept),
        rows=rows,
        cells={code: _column(rows, at) for code, at in table.map.columns.items()},
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


def _column(rows: tuple[Row, ...], at: int) -> list[Cell]:
    return [row[at] if at < len(row) else "" for row in rows]
