"""An export of a time clock out of a workbook: the cells of its columns, days and hours in columns of their own."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from songhanh.core.files.listing import Listing, column_cells, read_listing
from songhanh.core.files.sheet import Cell
from songhanh.core.files.times import says_the_day, split_moments
from songhanh.gate.intake.clock_columns import HALVES, NEEDED, missing_of, specs
from songhanh.gate.intake.clock_raw import raw_table

Cells = dict[str, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class ClockFile:
    """The rows of one sheet. `cells` by column code: a column that holds day and hour stands as `date` and `time`.

    `stands` says to which column of the file findings about such a half belong.
    """

    listing: Listing
    cells: Cells
    missing: tuple[str, ...]
    stands: dict[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Whether every needed column has exactly one place."""
        return not self.listing.ambiguous and not self.missing

    def column(self, code: str) -> str:
        """The column of the file that findings about `code` belong to."""
        return self.stands.get(code, code)


def read_clock_file(content: bytes, name: str, mapping: Mapping[str, str], zone: dt.tzinfo) -> ClockFile:
    """Read the sheet that looks most like a time clock's. `mapping`: heading → code, "" for not needed.

    Raises FileError for what is no workbook, has no such table, or is beyond the limits.
    """
    listing = read_listing(content, name, specs(), NEEDED, mapping, raw_table)
    cells = _hour_beside_day(column_cells(listing.rows, listing.columns))
    says_day = {code: any(map(says_the_day, cells[code])) for code in ("date", "time") if code in cells}
    missing = (*listing.missing, *missing_of(cells, says_day))
    whole = _whole(cells, says_day)
    if not whole:
        return ClockFile(listing, cells, missing)
    splits = split_moments(cells[whole], zone)
    apart: Cells = {"date": [each.date for each in splits], "time": [each.time for each in splits]}
    others = {code: found for code, found in cells.items() if code != "moment"}
    return ClockFile(listing, others | apart, missing, {"date": whole, "time": whole})


def _hour_beside_day(cells: Cells) -> Cells:
    """«Thời gian» next to «Ngày» is the hour alone, unless its cells say the day as well."""
    alone = {"moment", "date"} <= cells.keys() and "time" not in cells
    if not alone or any(map(says_the_day, cells["moment"])):
        return cells
    return {("time" if code == "moment" else code): found for code, found in cells.items()}


def _whole(cells: Cells, says_day: Mapping[str, bool]) -> str:
    """The column that holds day and hour in one; «» where they stand apart."""
    if "moment" in cells:
        return "moment"
    if "date" not in cells and says_day.get("time"):
        return "time"
    hours_elsewhere = "time" in cells or any(code in cells for code in HALVES)
    return "date" if says_day.get("date") and not hours_elsewhere else ""
