"""How far a sheet really reaches and which cells hold errors, counted before any reader builds it.

The reader keeps a place for every cell of the box around the filled cells, so the box is measured
first; what the file says of its own size (`dimension`) is not believed. The reader also turns error
values (#REF!) into blanks: their places are gathered here on the same pass.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from songhanh.core.files.addresses import last_address
from songhanh.core.files.limits import Limits
from songhanh.core.files.refusals import FileError

UNCALCULATED = "#UNCALCULATED!"  # a formula whose result was never stored: the file was not made by Excel
LONGEST_CELL = 4 * 1024 * 1024

# A file is searched by these before anything else is known of it: whatever it holds, each may go over it once only.
# So a part that has matched is not given back (`*+`, `(?=…)`), and no two parts can take the same blanks.
VALUED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^<>]*[^<>/])?>')
BLANK = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"[^<>]*/>')
ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?=[^<>]*\bt="e")[^<>]*+>'
    rb"(?:<f[^<>]*+>(?:(?<=/>)|[^<]*+</f>))?\s*+<v>([^<]*+)</v>"
)
NEVER = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]*+)>\s*+<f[^<>]*+>(?:(?<=/>)|[^<]*+</f>)\s*+'
    rb"(?:(?:<v\s*+/>|<v>\s*+</v>)\s*+)?</c>"
)
ODD = (b"<c>", b"<c/>", b"<c\n", b"<c\r", b"<c\t")
PREFIXED = (b":c ", b":c>", b":c\n", b":c\r", b":c\t", b":c/>")


@dataclass(slots=True)
class Extent:
    """Rows and columns from A1 to the last filled cell, and error texts by (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def take(self, row: int, column: int) -> None:
        """A filled cell, counted from 0."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)

    def check(self, sheet: str, limits: Limits) -> None:
        """Refuse a sheet that reaches too far."""
        cells = self.rows * self.columns
        for code, found, limit in (
            ("too_many_rows", self.rows, limits.rows),
            ("too_many_columns", self.columns, limits.columns),
            ("too_many_cells", cells, limits.cells),
        ):
            if found > limit:
                raise FileError(code, {"sheet": sheet, "found": found, "limit": limit})


def column_number(letters: bytes | str) -> int:
    """ "A" is 0, "Z" 25, "AA" 26."""
    number = 0
    for letter in letters.upper() if isinstance(letters, bytes) else letters.upper().encode():
        number = number * 26 + letter - 64
    return number - 1


def column_letters(number: int) -> str:
    """The inverse of `column_number`."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """«C17»: row and column from 0."""
    return f"{column_letters(column)}{row + 1}"


class OddSheetError(Exception):
    """The sheet is written unusually: it is measured by the slow, exact way."""


def measure_quickly(pieces: Iterable[bytes], check: Callable[[Extent], None] = lambda _: None) -> Extent:
    """An extent by patterns, exact for sheets written as Excel writes them; else raises OddSheetError.

    `check` sees it grow, and may refuse it before all is read.
    """
    extent = Extent()
    tail = b""
    for piece in pieces:
        joined = tail + piece
        cut = joined.rfind(b"<c ")
        if cut < 0:
            cut = max(joined.rfind(b">") + 1, 0)
        _measure_piece(joined[:cut], extent)
        check(extent)
        tail = joined[cut:]
        if len(tail) > LONGEST_CELL:
            raise FileError("corrupt", {"detail": "sheet"})
    _measure_piece(tail, extent)
    return extent


def _measure_piece(piece: bytes, extent: Extent) -> None:
    blanks = b"/>" in piece
    found, row, column = _last_valued(piece) if blanks else last_address(piece)
    blank = len(BLANK.findall(piece)) if blanks else 0
    cells = piece.count(b"<c ")
    if cells != found + blank or _is_odd(piece, cells):
        raise OddSheetError
    if found:
        extent.take(row - 1, column - 1)
    if b't="e"' in piece:
        for column, row, text in ERROR.findall(piece):
            extent.errors[int(row) - 1, column_number(column)] = text.decode("utf-8", "replace")
    if b"<f" in piece:
        for column, row, attributes in NEVER.findall(piece):
            if b't="str"' not in attributes:  # else the result is an empty text
                extent.errors[int(row) - 1, column_number(column)] = UNCALCULATED


def _last_valued(piece: bytes) -> tuple[int, int, int]:
    """As `last_address`, of cells that are not blank."""
    found = VALUED.findall(piece)
    if not found:
        return 0, 0, 0
    letters, digits = zip(*found, strict=True)
    return len(found), max(map(int, set(digits))), max(map(column_number, set(letters))) + 1


def _is_odd(piece: bytes, cells: int) -> bool:
    """Whether a cell may be written in another way than `<c r="A1"…`."""
    if piece.count(b"<c") != cells and any(odd in piece for odd in ODD):
        return True
    return b":c" in piece and any(odd in piece for odd in PREFIXED)


class _SheetMeter:
    """The exact way: expat over every cell, with the reader's own rules for cells without an address."""

    ADDRESS = re.compile(r"([A-Za-z]{1,7})(\d{1,10})$")

    def __init__(self) -> None:
        self.extent = Extent()
        self.row, self.column = -1, -1
        self.kind, self.text = "", ""
        self.formula = self.value = self.keep = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rsplit(":", 1)[-1]
        if name == "row":
            given = attributes.get("r", "")
            self.row = int(given) - 1 if given.isdecimal() and len(given) < 12 else self.row + 1
            self.column = -1
        elif name == "c":
            self._open_cell(attributes)
        elif name == "f":
            self.formula = True
        elif name in ("v", "is"):
            self.value = True
            self.keep = name == "v" and (self.formula or self.kind == "e")

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        match = self.ADDRESS.match(attributes.get("r", ""))
        if match:
            self.row, self.column = int(match[2]) - 1, column_number(match[1])
        self.kind, self.text = attributes.get("t", ""), ""
        self.formula = self.value = False

    def characters(self, text: str) -> None:
        if self.keep and len(self.text) < 100:
            self.text += text.strip()

    def end(self, tag: str) -> None:
        name = tag.rsplit(":", 1)[-1]
        if name == "v":
            self.keep = False
        if name != "c" or not (self.value or self.formula):
            return
        self.extent.take(self.row, self.column)
        if self.kind == "e":
            self.extent.errors[self.row, self.column] = self.text
        elif self.formula and not self.text and self.kind != "str":
            self.extent.errors[self.row, self.column] = UNCALCULATED


def measure_exactly(pieces: Iterable[bytes]) -> Extent:
    """An extent of any well-formed sheet, whatever its prefixes, quotes and order of attributes."""
    meter = _SheetMeter()
    run_expat(pieces, meter.start, meter.end, meter.characters)
    return meter.extent


def run_expat(
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None] | None = None,
    parser: expat.XMLParserType | None = None,
) -> None:
    """Drive expat over the pieces; raises FileError where the XML is not well formed."""
    parser = parser or expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        for piece in _ended(pieces):
            parser.Parse(piece, not piece)
    except expat.ExpatError as error:
        raise FileError("corrupt", {"detail": "XML"}) from error


def _ended(pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield from pieces
    yield b""
