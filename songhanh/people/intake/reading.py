"""A worker list out of a workbook: the right sheet, its headings, the cells of each column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from songhanh.core.files.headings import Heading
from songhanh.core.files.listing import column_cells, read_listing
from songhanh.core.files.sheet import Cell, Row
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
    found = read_listing(content, name, specs(), NEEDED, mapping)
    columns = settled_parts(found.columns, found.headings)
    return WorkerList(
        sheet=found.sheet,
        heading_row=found.heading_row,
        headings=found.headings,
        columns=columns,
        ambiguous=found.ambiguous,
        missing=found.missing,
        places=found.places,
        rows=found.rows,
        cells=cells_of(corrected(found.rows, found.places, corrections or {}), columns),
        skipped=found.skipped,
        hidden=found.hidden,
    )


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
    return joined(column_cells(rows, columns))
