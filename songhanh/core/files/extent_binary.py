"""Extents of the binary kinds: xls (BIFF8 records) and xlsb (BIFF12 records)."""

import struct
from collections.abc import Iterator

from songhanh.core.files.extent import Extent
from songhanh.core.files.refusals import FileError

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

# xls records
BOF, EOF, SHEET, PASSWORD, DIMENSIONS = 0x809, 0x0A, 0x85, 0x2F, 0x200
FORMULA, BOOL_ERROR, MANY = 0x06, 0x205, 0xBD
ONE_CELL = {FORMULA, 0xFD, 0x203, 0x27E, 0x204, BOOL_ERROR, 0xD6}


def xls_extents(stream: bytes) -> list[tuple[str, Extent]]:
    """The name and extent of each sheet of a "Workbook" stream; encrypted ones are refused."""
    try:
        sheets = list(_xls_sheets(stream))
        return [(name, _xls_extent(stream, at)) for name, at in sheets]
    except (struct.error, IndexError) as error:
        raise FileError("corrupt", {"detail": "BIFF"}) from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        yield code, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _xls_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for code, body in _records(stream, 0):
        if code == PASSWORD:
            raise FileError("encrypted")
        if code == SHEET:
            length, wide = body[6], body[7] & 1
            raw = body[8 : 8 + length * (2 if wide else 1)]
            yield raw.decode("utf-16-le" if wide else "latin-1", "replace"), struct.unpack_from("<L", body)[0]
        if code == EOF:
            return


def _xls_extent(stream: bytes, at: int) -> Extent:
    extent, depth = Extent(), 0
    for code, body in _records(stream, at):
        depth += (code == BOF) - (code == EOF)
        if code == EOF and depth <= 0:
            break
        if code in ONE_CELL:
            _take_xls_cell(extent, code, body)
        elif code == MANY:
            row, last = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, len(body) - 2)[0]
            extent.take(row, last)
        elif code == DIMENSIONS and len(body) >= 14:
            # The reader sets room aside by this record, true or not.
            rows, columns = struct.unpack_from("<L", body, 4)[0], struct.unpack_from("<H", body, 10)[0]
            if rows and columns:
                extent.take(rows - 1, columns - 1)
    return extent


def _take_xls_cell(extent: Extent, code: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    extent.take(row, column)
    if code == BOOL_ERROR and body[7] == 1:
        extent.errors[row, column] = ERRORS.get(body[6], "#N/A")
    if code == FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
        extent.errors[row, column] = ERRORS.get(body[8], "#N/A")


def xlsb_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The (type, body) records of an xlsb part."""
    at, end = 0, len(content)
    while at < end:
        code = content[at]
        at += 1
        if code & 0x80 and at < end:
            code = code & 0x7F | (content[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < end and shift < 28:
            byte = content[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield code, content[at : at + length]
        at += length


def xlsb_extent(content: bytes) -> Extent:
    """The extent of an xlsb sheet part. Records 0: row; 1: blank; 2 to 11: cells (3 and 11: errors)."""
    extent, row = Extent(), 0
    try:
        for code, body in xlsb_records(content):
            if code == 0:
                row = struct.unpack_from("<L", body)[0]
            elif 2 <= code <= 11:
                column = struct.unpack_from("<L", body)[0]
                extent.take(row, column)
                if code in (3, 11):
                    extent.errors[row, column] = ERRORS.get(body[8], "#N/A")
    except (struct.error, IndexError) as error:
        raise FileError("corrupt", {"detail": "xlsb"}) from error
    return extent


def xlsb_sheets(content: bytes) -> list[tuple[str, str]]:
    """(name, relationship id) of the sheets, from workbook.bin."""
    found = []
    for code, body in xlsb_records(content):
        if code == 156:
            length = struct.unpack_from("<L", body, 8)[0]
            rel = body[12 : 12 + 2 * length].decode("utf-16-le", "replace")
            at = 12 + 2 * length
            size = struct.unpack_from("<L", body, at)[0]
            found.append((body[at + 4 : at + 4 + 2 * size].decode("utf-16-le", "replace"), rel))
    return found
