"""A log as the clock itself writes it (`attlog.dat` and its like): no headings, a column goes by its letter."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, zip_longest

from songhanh.core.files.extent import column_letters
from songhanh.core.files.headings import ColumnSpec, Heading, map_columns
from songhanh.core.files.sheet import Cell, Sheet
from songhanh.core.files.table import Table
from songhanh.core.files.times import says_the_day
from songhanh.core.files.values import cell_text

LOOK_DOWN = 200  # rows that tell what the columns are
MOST = 0.8  # so many of them have to: a broken line is told as a row with an error, it hides no file
CODE = re.compile(r"[\w./-]*\d[\w./-]*")


def raw_table(
    sheet: Sheet, specs: Sequence[ColumnSpec], remembered: Mapping[str, str | None]
) -> Table | None:
    """The table of a sheet whose first row is a punch already; None where none of its columns holds moments.

    The code is the one column of codes before the moment, as clocks write it; of several one has to be named.
    """
    rows = [row for row in islice(sheet.rows(), LOOK_DOWN) if any(map(cell_text, row))]
    columns = list(zip_longest(*rows, fillvalue=""))
    moments = [at for at, cells in enumerate(columns) if _most(map(says_the_day, cells), len(rows))]
    if len(moments) != 1:
        return None
    codes = [at for at in range(moments[0]) if _most(map(_is_code, columns[at]), len(rows))]
    headings = tuple(Heading(at, (column_letters(at),)) for at in range(len(columns)))
    own: dict[str, str | None] = {headings[moments[0]].text: "moment"}
    if len(codes) == 1:
        own[headings[codes[0]].text] = "employee"
    return Table(sheet.name, 0, 0, headings, map_columns(headings, specs, own | dict(remembered)))


def _most(holds: Iterable[bool], rows: int) -> bool:
    return sum(holds) >= MOST * rows


def _is_code(cell: Cell) -> bool:
    return bool(CODE.fullmatch(cell_text(cell)))
