"""How wide the columns of a table are: figures as wide as they need, words share what is left."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from songhanh.documents.rendering.content import Align, Table
from songhanh.documents.rendering.fonts import text_width

PADDING = 4.2  # mm on both sides together, with a little air
SHORT = 24.0  # mm: a column of words no wider than this stays as it is

Measure = Callable[[str], float]


def column_widths(table: Table, size: float, room: float, fonts: Path) -> list[float]:
    """Widths in mm that fill `room` together, for text of `size` pt measured in the font in `fonts`."""
    plain = partial(text_width, size=size, folder=fonts)
    bold = partial(text_width, size=size, folder=fonts, bold=True)
    needed = [_needed(table, index, plain, bold) for index in range(len(table.columns))]
    long = [
        column.align is Align.LEFT and (index == 0 or width > SHORT)
        for index, (column, width) in enumerate(zip(table.columns, needed, strict=True))
    ]
    left = room - sum(width for width, grows in zip(needed, long, strict=True) if not grows)
    growing = sum(width for width, grows in zip(needed, long, strict=True) if grows)
    if not growing or left < 0.2 * room:
        return [width * room / sum(needed) for width in needed]
    return [left * width / growing if grows else width for width, grows in zip(needed, long, strict=True)]


def _needed(table: Table, index: int, plain: Measure, bold: Measure) -> float:
    """The widest cell; a head may take two lines, but no word of it breaks."""
    column = table.columns[index]
    cells = [
        plain(row[index].text) + (plain(f"[{figure.number}]") * 0.62 if (figure := row[index].figure) else 0)
        for row in table.rows
    ]
    words = [bold(word) for word in column.head.split()]
    unit = plain(f"({column.unit})") if column.unit else 0.0
    return max([*cells, *words, bold(column.head) * 0.6, unit]) + PADDING
