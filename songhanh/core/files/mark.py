"""A remark on one cell of the sender's workbook."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a mark is: an error blocks, a warning wants a look, a note only tells."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    NOTE = "NOTE"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return tuple(Level).index(self)


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell (row and column counted from 0, as in `Sheet.rows`) with what is wrong and what to enter."""

    sheet: str
    row: int
    column: int
    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class CellMark:
    """All marks of one cell in one: the gravest level, the texts one below the other."""

    level: Level
    text: str


Cells = dict[int, dict[int, CellMark]]  # by row, then by column


def by_sheet(marks: Iterable[Mark]) -> dict[str, Cells]:
    """The marks of each sheet, one per cell."""
    gathered: dict[tuple[str, int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        gathered[mark.sheet, mark.row, mark.column].append(mark)
    sheets: dict[str, Cells] = {}
    for (sheet, row, column), here in gathered.items():
        here.sort(key=lambda mark: mark.level.rank)
        text = "\n".join(dict.fromkeys(mark.text for mark in here))
        sheets.setdefault(sheet, {}).setdefault(row, {})[column] = CellMark(here[0].level, text)
    return sheets


def most_important(cells: Cells, limit: int) -> Cells:
    """The first `limit` cells, errors before warnings, else from the top: what gets a comment of its own."""
    flat = [
        (mark.level.rank, row, column, mark) for row, line in cells.items() for column, mark in line.items()
    ]
    chosen: Cells = {}
    for _, row, column, mark in sorted(flat, key=lambda item: item[:3])[:limit]:
        chosen.setdefault(row, {})[column] = mark
    return chosen
