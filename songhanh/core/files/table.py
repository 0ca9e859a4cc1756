"""Finds the table in a sheet as people make them, and says of every row what it is.

Around the table stand titles, an agency's name, a numbering row «(1) (2) (3)», rows that name a
section, totals, and the signatures. A row is never dropped in silence: `read_table` gives each
non-blank row below the headings with its kind.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

from songhanh.core.files.headings import ColumnMap, ColumnSpec, Heading, bare, map_columns, normal
from songhanh.core.files.refusals import FileError
from songhanh.core.files.sheet import Cell, Region, Row, Sheet

LOOK_DOWN = 60  # rows within which the headings must begin
DEEPEST = 4  # rows of headings
MATCHES_WANTED = 2
SURE = 5  # so many known headings in one place are the table's: no need to look further down

COLUMN_NUMBER = re.compile(r"[(\[]?\s*(\d{1,3}|[A-Za-z]{1,2})\s*[)\]]?\s*(=.*)?$")
TOTAL = re.compile(r"(tổng(\s+(cộng|số|hợp))?|cộng|tong cong|tong so|total|grand total)(\s|$)")
SIGNATURE = re.compile(
    r"(nguoi|can bo) (lap|ky|kiem tra|phu trach|bao cao)|thu truong|dai dien|(tong )?giam doc$|ke toan truong"
    r"|\(?ky( ten| va| ghi|,|$)|ghi ro ho ten|dong dau|.*ngay (\w+ )?thang (\w+ )?nam|xac nhan cua"
    r"|noi nhan|ghi chu"
)
ROMAN = re.compile(r"[IVXLC]{1,6}$|[A-Z]$")


class RowKind(StrEnum):
    """What a row below the headings is."""

    DATA = "DATA"
    COLUMN_NUMBERS = "COLUMN_NUMBERS"
    SECTION = "SECTION"
    TOTAL = "TOTAL"
    HEADINGS = "HEADINGS"
    FOOTER = "FOOTER"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: `row` is its place in the sheet from 0, `cells` are the sheet's own."""

    row: int
    kind: RowKind
    cells: Row

    def cell(self, columns: Mapping[str, int], code: str) -> Cell:
        """The cell of a mapped column; "" where the row is short or the column absent."""
        at = columns.get(code, -1)
        return self.cells[at] if 0 <= at < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Where the table is and what its columns are. Rows are counted from 0."""

    sheet: str
    first_heading_row: int
    first_row: int
    headings: tuple[Heading, ...]
    map: ColumnMap


def find_table(
    sheet: Sheet, specs: Sequence[ColumnSpec], remembered: Mapping[str, str | None] | None = None
) -> Table:
    """Find the headings that fit the expected columns best. Raises FileError("no_table") when none do."""
    top = [list(row) for row in islice(sheet.rows(), LOOK_DOWN + DEEPEST)]
    filled = _spread(top, sheet.merged)
    best: tuple[tuple[int, int, int], Table] | None = None
    for start in range(min(LOOK_DOWN, len(top))):
        if best and best[0][0] >= SURE and start > best[1].first_heading_row + DEEPEST:
            break
        if not any(_text(cell) for cell in top[start]):
            continue
        for depth in range(1, min(DEEPEST, len(top) - start) + 1):
            headings = _headings(filled[start : start + depth])
            found = map_columns(headings, specs, remembered)
            rank = (found.settled, found.strength, -depth)
            if best is None or rank > best[0]:
                best = rank, Table(sheet.name, start, start + depth, headings, found)
    wanted = min(MATCHES_WANTED, len(specs))
    if best is None or best[0][0] < wanted:
        expected = (
            ", ".join(spec.names[0] for spec in specs if spec.required or spec.usual) or specs[0].names[0]
        )
        raise FileError("no_table", {"sheet": sheet.name, "expected": expected})
    return _deepened(best[1], filled, top, sheet.merged, specs, remembered)


def _spread(rows: list[list[Cell]], merged: Iterable[Region]) -> list[list[Cell]]:
    """The rows with each merged region's value in all of its cells."""
    spread = [list(row) for row in rows]
    for region in merged:
        if region.top >= len(rows) or region.left >= len(rows[region.top]):
            continue
        value = rows[region.top][region.left]
        for row in spread[region.top : region.bottom + 1]:
            row.extend("" for _ in range(min(region.right, 1_000) + 1 - len(row)))
            row[region.left : region.right + 1] = [value] * (region.right + 1 - region.left)
    return spread


def _headings(rows: Sequence[Sequence[Cell]]) -> tuple[Heading, ...]:
    width = max(map(len, rows))
    found = []
    for column in range(width):
        texts = [_text(row[column]) for row in rows if column < len(row)]
        parts = tuple(dict.fromkeys(text for text in texts if text))
        if parts:
            found.append(Heading(column, parts))
    return tuple(found)


def _deepened(
    table: Table,
    filled: list[list[Cell]],
    top: list[list[Cell]],
    merged: Iterable[Region],
    specs: Sequence[ColumnSpec],
    remembered: Mapping[str, str | None] | None,
) -> Table:
    """Take in the rows that merged headings reach down to."""
    end = table.first_row
    for region in merged:
        if table.first_heading_row <= region.top < end and region.bottom < len(top):
            end = max(end, region.bottom + 1)
    if end == table.first_row or end - table.first_heading_row > DEEPEST:
        return table
    headings = _headings(filled[table.first_heading_row : end])
    found = map_columns(headings, specs, remembered)
    if found.settled < table.map.settled:
        return Table(table.sheet, table.first_heading_row, end, table.headings, table.map)
    return Table(table.sheet, table.first_heading_row, end, headings, found)


def read_table(sheet: Sheet, table: Table) -> Iterator[TableRow]:
    """Every non-blank row below the headings with its kind, streaming."""
    mapped = set(table.map.columns.values()) | {heading.column for heading in table.headings}
    titles = {heading.column: {normal(part) for part in heading.parts} for heading in table.headings}
    spans = {region.top: region for region in sheet.merged if region.right > region.left}
    ended = False
    fresh = True
    full = max(4, len(mapped) // 2)
    for number, cells in enumerate(islice(sheet.rows(), table.first_row, None), table.first_row):
        if not fresh and not ended and _is_plainly_data(cells, full, titles):
            yield TableRow(number, RowKind.DATA, cells)
            continue
        texts = {column: text for column, cell in enumerate(cells) if (text := _text(cell))}
        if not texts:
            continue
        kind = _kind(texts, cells, mapped, titles, spans.get(number), fresh, ended)
        ended = kind is RowKind.FOOTER or (ended and kind is not RowKind.DATA)
        fresh = fresh and kind is not RowKind.DATA
        yield TableRow(number, kind, cells)


def _is_plainly_data(cells: Row, full: int, titles: Mapping[int, set[str]]) -> bool:
    """Most of the row is filled and it begins neither as a total nor as headings do: nothing more to look at."""
    if len(cells) - cells.count("") <= full:
        return False
    for column, cell in enumerate(cells):
        if isinstance(cell, str) and (label := normal(cell)):
            return not TOTAL.match(label) and label not in titles.get(column, ())
    return False


def _kind(
    texts: dict[int, str],
    cells: Row,
    mapped: set[int],
    titles: dict[int, set[str]],
    span: Region | None,
    fresh: bool,
    ended: bool,
) -> RowKind:
    if fresh and _is_column_numbers(texts, mapped):
        return RowKind.COLUMN_NUMBERS
    if len(texts) > 1 and all(normal(text) in titles.get(column, ()) for column, text in texts.items()):
        return RowKind.HEADINGS
    if _is_total(texts, cells):
        return RowKind.TOTAL
    if _is_signature(texts, len(mapped)) or (ended and len(texts) <= max(2, len(mapped) // 3)):
        return RowKind.FOOTER
    return RowKind.SECTION if _is_section(texts, cells, span, len(mapped)) else RowKind.DATA


def _is_signature(texts: dict[int, str], width: int) -> bool:
    """A few words of office and no figure. «Giám đốc» in a full row is somebody's job."""
    few = len(texts) <= min(4, max(1, width - 1)) and not any(text.isdecimal() for text in texts.values())
    return few and any(SIGNATURE.match(bare_words(text)) for text in texts.values())


def bare_words(text: str) -> str:
    """A text without diacritics, but with its leading bracket, for the signature patterns."""
    return ("(" if text.startswith("(") else "") + bare(text)


def _is_column_numbers(texts: dict[int, str], mapped: set[int]) -> bool:
    """«(1) (2) (3)», also «A B 1 2»: short marks in rising order under nearly all the headings."""
    inside = {column: text for column, text in texts.items() if column in mapped}
    if len(inside) < max(2, len(mapped) * 2 // 3):
        return False
    found = [COLUMN_NUMBER.match(text) for _, text in sorted(inside.items())]
    numbers = [int(match[1]) for match in found if match and match[1].isdecimal()]
    rising = all(before < after for before, after in pairwise(numbers))
    return all(found) and len(numbers) * 2 >= len(found) and rising and numbers[0] <= 3


def _is_total(texts: dict[int, str], cells: Row) -> bool:
    """The row's first words say total, and what follows are figures."""
    words = [(column, text) for column, text in sorted(texts.items()) if isinstance(cells[column], str)]
    if not words:
        return False
    label = normal(words[0][1])
    if not TOTAL.match(label):
        return False
    return len([text for _, text in words if re.search(r"[^\W\d_]{2}", text)]) <= 2


def _is_section(texts: dict[int, str], cells: Row, span: Region | None, width: int) -> bool:
    """One text across the table («Phân xưởng may»), or a letter or Roman number with a text."""
    places = sorted(texts)
    if width < 3 or any(not isinstance(cells[column], str) for column in places):
        return False
    if len(places) == 1:
        return (span is not None and span.left == places[0]) or not texts[places[0]].isdecimal()
    return len(places) == 2 and bool(ROMAN.match(texts[places[0]].strip(" .)")))


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
