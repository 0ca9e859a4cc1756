"""Rewrites the style of chosen cells in a sheet's XML as it streams by; all else passes byte for byte."""

import re
from collections.abc import Generator, Iterable, Iterator
from xml.parsers import expat

from songhanh.core.files.extent import column_letters, column_number, run_expat
from songhanh.core.files.mark import CellMark, Cells
from songhanh.core.files.styles import StyleBook, UnpatchableError

ROOT = re.compile(rb"<(\w+:)?worksheet\b")
ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
CELL_COLUMN = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)\d+["']""")
STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
COLUMN = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
ATTRIBUTE = re.compile(rb"""\s(min|max|style)\s*=\s*["'](\d+)["']""")
# What may stand after <legacyDrawing> in a worksheet, by the standard's order of elements.
AFTER_DRAWING = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst", "AlternateContent",
}  # fmt: skip
LEGACY = re.compile(rb"""<(?:\w+:)?legacyDrawing\b[^<>]*?\s(?:\w+:)?id\s*=\s*["']([^"']+)["']""")


class CellPatcher:
    """Patches one sheet. After `patched` is exhausted, `legacy_id` names the drawing it had ("" for none)."""

    def __init__(self, cells: Cells, styles: StyleBook, drawing_id: str) -> None:
        self._cells = cells
        self._styles = styles
        self._drawing_id = drawing_id
        self._waiting = sorted(cells, reverse=True)
        self._last_row = -1
        self._column_styles: list[tuple[int, int, int]] = []
        self._tag = b""
        self.legacy_id = ""

    def patched(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The sheet's XML with the marked cells restyled, missing ones added, and the drawing named."""
        source = iter(pieces)
        head, rest, empty = self._head(source)
        self._read_head(head)
        yield head
        tail = yield from self._rows(rest, source, empty)
        tail += b"".join(source)
        found = LEGACY.search(tail)
        if found:
            self.legacy_id = found[1].decode()
            yield tail
        else:
            yield self._with_drawing(tail)

    def _head(self, source: Iterator[bytes]) -> tuple[bytes, bytes, bool]:
        """Everything up to and with `<sheetData>`, the rest of the piece, and whether the table is empty."""
        buffer = b""
        for piece in source:
            buffer += piece
            found = re.search(rb"<(?:\w+:)?sheetData\s*(/?)>", buffer)
            if found:
                open_tag = found[0].replace(b"/", b"").replace(b" ", b"")
                return buffer[: found.start()] + open_tag, buffer[found.end() :], bool(found[1])
        raise UnpatchableError("sheetData")

    def _read_head(self, head: bytes) -> None:
        root = ROOT.search(head)
        if not root:
            raise UnpatchableError("worksheet")
        self._tag = root[1] or b""
        for column in COLUMN.findall(head):
            given = {key: int(value) for key, value in ATTRIBUTE.findall(column)}
            if b"style" in given and b"min" in given and b"max" in given:
                self._column_styles.append((given[b"min"] - 1, given[b"max"] - 1, given[b"style"]))
        self._row_tag = re.compile(rb"<%srow(?=[\s/>])[^<>]*>" % self._tag)
        self._cell_tag = re.compile(rb"<%sc(?=[\s/>])[^<>]*>" % self._tag)

    def _rows(self, rest: bytes, source: Iterator[bytes], empty: bool) -> Generator[bytes, None, bytes]:
        """Yields the table's XML piece by piece; returns what follows the table."""
        close = b"</%ssheetData>" % self._tag
        buffer = close + rest if empty else rest
        opener = b"<%srow" % self._tag
        while True:
            end = buffer.find(close)
            if end >= 0:
                yield from self._block(buffer[:end])
                yield from self._missing_rows(None)
                return buffer[end:]
            cut = max(buffer.rfind(opener), 0)
            yield from self._block(buffer[:cut])
            piece = next(source, b"")
            if not piece:
                raise UnpatchableError("sheetData")
            buffer = buffer[cut:] + piece

    def _block(self, block: bytes) -> Iterator[bytes]:
        """Whole rows: those without marks pass in one slice."""
        at = 0
        for match in self._row_tag.finditer(block):
            given = ROW_NUMBER.search(match[0])
            row = self._last_row = int(given[1]) - 1 if given else self._last_row + 1
            if not self._waiting or row < self._waiting[-1]:
                continue
            yield block[at : match.start()]
            yield from self._missing_rows(row)
            at = match.start()
            if self._waiting and self._waiting[-1] == row:
                self._waiting.pop()
                at = self._row_end(block, match)
                yield self._row(match[0], block[match.end() : at], self._cells[row])
        yield block[at:]

    def _row_end(self, block: bytes, match: re.Match[bytes]) -> int:
        close = b"</%srow>" % self._tag
        return match.end() if match[0].endswith(b"/>") else block.index(close, match.end()) + len(close)

    def _missing_rows(self, before: int | None) -> Iterator[bytes]:
        """Rows that carry marks but do not exist in the file, up to row `before`."""
        while self._waiting and (before is None or self._waiting[-1] < before):
            row = self._waiting.pop()
            tag = b'<%srow r="%d">' % (self._tag, row + 1)
            yield self._row(tag, b"</%srow>" % self._tag, self._cells[row])

    def _row(self, tag: bytes, body: bytes, marks: dict[int, CellMark]) -> bytes:
        close = b"</%srow>" % self._tag
        if tag.endswith(b"/>"):
            tag, body = tag[:-2] + b">", close
        given = ROW_NUMBER.search(tag)
        row = int(given[1]) - 1 if given else self._last_row
        row_style = STYLE.search(tag)
        custom = int(row_style[1]) if row_style and b"customFormat" in tag else None
        out, at, column = [SPANS.sub(b"", tag)], 0, -1
        waiting = sorted(marks, reverse=True)
        for match in self._cell_tag.finditer(body):
            address = CELL_COLUMN.search(match[0])
            column = column_number(address[1]) if address else column + 1
            while waiting and waiting[-1] < column:
                out += [
                    body[at : match.start()],
                    self._new_cell(row, waiting[-1], marks[waiting.pop()], custom),
                ]
                at = match.start()
            if waiting and waiting[-1] == column:
                out += [body[at : match.start()], self._restyled(match[0], marks[waiting.pop()])]
                at = match.end()
        end = len(body) - len(close)
        out.append(body[at:end])
        out += [self._new_cell(row, column, marks[column], custom) for column in reversed(waiting)]
        return b"".join([*out, close])

    def _restyled(self, tag: bytes, mark: CellMark) -> bytes:
        given = STYLE.search(tag)
        style = self._styles.marked(int(given[1]) if given else 0, mark.level)
        new = b' s="%d"' % style
        if given:
            return tag[: given.start()] + new + tag[given.end() :]
        at = 2 + len(self._tag)
        return tag[:at] + new + tag[at:]

    def _new_cell(self, row: int, column: int, mark: CellMark, row_style: int | None) -> bytes:
        base = row_style if row_style is not None else self._column_style(column)
        style = self._styles.marked(base, mark.level)
        return b'<%sc r="%s%d" s="%d"/>' % (self._tag, column_letters(column).encode(), row + 1, style)

    def _column_style(self, column: int) -> int:
        return next((style for low, high, style in self._column_styles if low <= column <= high), 0)

    def _with_drawing(self, tail: bytes) -> bytes:
        at = self._drawing_place(tail)
        relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        element = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (
            self._tag,
            relation,
            self._drawing_id.encode(),
        )
        return tail[:at] + element + tail[at:]

    def _drawing_place(self, tail: bytes) -> int:
        """The byte where `<legacyDrawing>` must stand: before the first top element that may follow it."""
        opening = b"<%sworksheet><%ssheetData>" % (self._tag, self._tag)
        return _first_after_drawing(opening, tail) - len(opening)


def _first_after_drawing(opening: bytes, tail: bytes) -> int:
    depth, found = 0, -1
    parser = expat.ParserCreate()

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal depth, found
        depth += 1
        if found < 0 and depth == 2 and tag.rsplit(":", 1)[-1] in AFTER_DRAWING:
            found = parser.CurrentByteIndex

    def end(_: str) -> None:
        nonlocal depth, found
        depth -= 1
        if depth == 0 and found < 0:
            found = parser.CurrentByteIndex

    run_expat([opening + tail], start, end, parser=parser)
    if found < 0:
        raise UnpatchableError("worksheet")
    return found
