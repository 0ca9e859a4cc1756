"""Workbooks made for the tests: by real writers, then bent where a test needs it bent."""

import gzip
import io
import json
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

DATA = Path(__file__).parent / "data"
SHEET = "xl/worksheets/sheet1.xml"
# Texts that break programs, kept packed: some name paths, some are not composed.
NAUGHTY = json.loads(gzip.decompress((DATA / "blns.json.gz").read_bytes()))


def xlsx(*sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> bytes:
    """A workbook with the rows of each sheet; texts stay texts, None is blank."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        for number, rows in enumerate(sheets):
            page = book.add_worksheet(names[number] if number < len(names) else f"Trang {number + 1}")
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if value is not None:
                        page.write(row, column, value)
    return out.getvalue()


def parts(source: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def changed(source: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part rewritten; the change must change something."""
    content = parts(source)
    new = change(content[part])
    assert new != content[part]
    return zipped({**content, part: new})


OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(rows: str, name: str = "Trang", manifest_more: str = "") -> bytes:
    """An OpenDocument sheet with the given <table:table-row> elements."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    manifest = (
        f"<manifest:manifest {spaces}><manifest:file-entry manifest:full-path='/' "
        f"manifest:media-type='{kind}'/>{manifest_more}</manifest:manifest>"
    )
    content = (
        f"<office:document-content {OFFICE}><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": kind.encode(),
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


def ods_text(text: str, repeat: int = 1) -> str:
    more = f' table:number-columns-repeated="{repeat}"' if repeat > 1 else ""
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def _record(code: int, body: bytes = b"") -> bytes:
    head = bytes([code]) if code < 128 else bytes([code & 0x7F | 0x80, code >> 7])
    length = len(body)
    return (
        head
        + bytes([length & 0x7F | (0x80 if length > 127 else 0)] + ([length >> 7] if length > 127 else []))
        + body
    )


def _wide(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def xlsb(cells: Sequence[tuple[int, int, str | float | bytes]]) -> bytes:
    """A binary workbook; (row, column, value) in order of rows, bytes([code]) is an error value."""
    body = b""
    for row in sorted({row for row, _, _ in cells}):
        body += _record(0, struct.pack("<LLHBBBL", row, 0, 300, 0, 0, 0, 0))
        for _, column, value in (cell for cell in cells if cell[0] == row):
            head = struct.pack("<LL", column, 0)
            if isinstance(value, bytes):
                body += _record(3, head + value)
            elif isinstance(value, str):
                body += _record(6, head + _wide(value))
            else:
                body += _record(5, head + struct.pack("<d", value))
    sheet = _record(129) + _record(148, bytes(16)) + _record(145) + body + _record(146) + _record(130)
    bundle = struct.pack("<LL", 0, 1) + _wide("rId1") + _wide("Trang 1")
    book = _record(131) + _record(143) + _record(156, bundle) + _record(144) + _record(132)
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    link = (
        '<Relationships xmlns="{0}/relationships">'
        '<Relationship Id="rId1" Type="{1}/{2}" Target="{3}"/></Relationships>'
    )
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": link.format(package, rel, "officeDocument", "xl/workbook.bin").encode(),
            "xl/_rels/workbook.bin.rels": link.format(
                package, rel, "worksheet", "worksheets/sheet1.bin"
            ).encode(),
            "xl/workbook.bin": book,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def xls(cells: Sequence[tuple[int, int, int, bytes]]) -> bytes:
    """A BIFF8 workbook of raw cell records (record code, row, column, what follows the style)."""

    def record(code: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", code, len(body)) + body

    name = b"\x07\0Trang 1"
    head = record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 0))
    start = len(head) + 4 + 6 + len(name) + 4
    book = head + record(0x85, struct.pack("<LH", start, 0) + name) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHHLL", 0x600, 16, 0, 0, 0, 0))
    for code, row, column, rest in cells:
        sheet += record(code, struct.pack("<HHH", row, column, 0) + rest)
    return ole(("Workbook", book + sheet + record(0x0A)))


def ole(*streams: tuple[str, bytes]) -> bytes:
    """A small OLE file with the given streams, each at least 4,096 bytes long (padded)."""
    sectors: list[bytes] = []
    table: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1 if streams else -1)]
    for number, (name, content) in enumerate(streams):
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        entries.append(
            _entry(name, 2, len(sectors), len(padded), -1, number + 2 if number + 1 < len(streams) else -1)
        )
        pieces = [padded[at : at + 512] for at in range(0, len(padded), 512)]
        table += [*range(len(sectors) + 1, len(sectors) + len(pieces)), 0xFFFFFFFE]
        sectors += pieces
    folder = b"".join(entries)
    folder_at = len(sectors)
    pieces = [folder[at : at + 512].ljust(512, b"\0") for at in range(0, len(folder), 512)]
    table += [*range(folder_at + 1, folder_at + len(pieces)), 0xFFFFFFFE]
    sectors += pieces
    count = -(-(len(table) + 2) // 128)
    fat_at = len(sectors)
    table += [0xFFFFFFFD] * count
    raw = struct.pack(f"<{len(table)}L", *table).ljust(count * 512, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<LLLLLLLLL", 0, count, folder_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109L", *(fat_at + n if n < count else 0xFFFFFFFF for n in range(109)))
    return head + b"".join(sectors) + raw


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = -1) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<lll", -1, right, child)
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB", len(raw), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<LLL", start, size, 0)
    )


def sheet_rows(*rows: str) -> Callable[[bytes], bytes]:
    """A change of a sheet's part: these rows instead of its own."""
    written = b"<sheetData>%s</sheetData>" % "".join(rows).encode()
    return lambda xml: re.sub(rb"<sheetData>.*</sheetData>", lambda _: written, xml, flags=re.S)
