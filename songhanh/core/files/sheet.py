"""One sheet, read row by row as it stands in the file."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from songhanh.core.files.extent import UNCALCULATED, Extent


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose formula has no usable result: `text` is "#REF!", "#N/A"… or "#UNCALCULATED!"."""

    text: str

    @property
    def uncalculated(self) -> bool:
        """The result was never stored: opening and saving the file in Excel fills it in."""
        return self.text == UNCALCULATED


# A blank cell is "". Numbers come as float, dates as the cell's own format makes them.
Cell = str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | CellError
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A merged region, both corners included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `rows()` gives tuples from A1 on, so that place in the tuple is place in the file."""

    name: str
    extent: Extent
    merged: tuple[Region, ...]
    source: Callable[[], Iterable[Sequence[Cell]]]
    left: int = 0

    def rows(self) -> Iterator[Row]:
        """Each row as a tuple of raw cells; may be called again. Errors stand as CellError in their place."""
        margin = ("",) * self.left
        by_row: dict[int, list[tuple[int, str]]] = {}
        for (at, column), text in self.extent.errors.items():
            by_row.setdefault(at, []).append((column, text))
        number = -1
        for number, cells in enumerate(self.source()):
            row = (*margin, *cells) if margin else tuple(cells)
            yield _with_errors(row, by_row[number]) if number in by_row else row
        for late in range(number + 1, max(by_row, default=-1) + 1):
            yield _with_errors((), by_row.get(late, []))


def _with_errors(row: Row, errors: list[tuple[int, str]]) -> Row:
    cells = list(row)
    for column, text in errors:
        cells.extend("" for _ in range(column + 1 - len(cells)))
        cells[column] = CellError(text)
    return tuple(cells)
