"""A fresh xlsx of a workbook's values with the marks: for kinds whose own file cannot be patched."""

import datetime as dt
import io
import re

import xlsxwriter

from songhanh.core.files.limits import Limits
from songhanh.core.files.mark import Cells, Level
from songhanh.core.files.sheet import Cell, CellError, Row
from songhanh.core.files.styles import FILLS
from songhanh.core.files.workbook import open_workbook
from songhanh.core.files.xmltext import FORBIDDEN

NUMBER_FORMATS = {
    dt.datetime: "dd/mm/yyyy hh:mm:ss",
    dt.date: "dd/mm/yyyy",
    dt.time: "hh:mm:ss",
    dt.timedelta: "[h]:mm:ss",
}
UNNAMEABLE = re.compile(r"[\[\]:*?/\\]")
LONGEST = 32_767

Formats = dict[tuple[type | None, Level | None], xlsxwriter.format.Format]


def converted(
    source: bytes, sheets: dict[str, Cells], commented: dict[str, Cells], author: str, limits: Limits
) -> tuple[bytes, bool]:
    """The values of all sheets in their places, marked; and whether macros were left behind.

    A text file has one sheet, whatever name the marks give it. Raises ValueError for an unknown sheet.
    """
    book = open_workbook(source, limits=limits)
    single = not book.reader and len(sheets) == 1
    names = [info.name for info in book.info.sheets]
    unknown = set() if single else set(sheets) - set(names)
    if unknown:
        raise ValueError(f"no such sheet: {', '.join(sorted(unknown))}")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True}) as target:
        formats = _formats(target)
        for info in book.info.sheets:
            title = next(iter(sheets)) if single else info.name
            page = target.add_worksheet(_sheet_name(title))
            if not info.visible:
                page.hide()
            rows = book.sheet(info.name).rows()
            _write_sheet(page, rows, sheets.get(title, {}), commented.get(title, {}), formats, author)
    return out.getvalue(), book.info.macros


def _sheet_name(title: str) -> str:
    return UNNAMEABLE.sub(" ", title).strip("' ")[:31] or "CSV"


def _formats(target: xlsxwriter.Workbook) -> Formats:
    formats: Formats = {}
    for kind in (None, *NUMBER_FORMATS):
        for level in (None, *Level):
            wanted = {"num_format": NUMBER_FORMATS[kind]} if kind else {}
            if level:
                wanted["bg_color"] = f"#{FILLS[level][2:]}"
            formats[kind, level] = target.add_format(wanted)
    return formats


def _write_sheet(page, rows, cells: Cells, commented: Cells, formats: Formats, author: str) -> None:  # type: ignore[no-untyped-def]
    last = max(cells, default=-1)
    number = -1
    for number, row in enumerate(rows):
        _write_row(page, number, row, cells, formats)
    for late in range(number + 1, last + 1):
        _write_row(page, late, (), cells, formats)
    for row, line in commented.items():
        for column, mark in line.items():
            text = FORBIDDEN.sub("\ufffd", mark.text)[:LONGEST]
            page.write_comment(row, column, text, {"author": author, "x_scale": 2})


def _write_row(page, number: int, row: Row, cells: Cells, formats: Formats) -> None:  # type: ignore[no-untyped-def]
    marks = cells.get(number, {})
    for column in range(max(len(row), max(marks, default=-1) + 1)):
        value = row[column] if column < len(row) else ""
        level = marks[column].level if column in marks else None
        if value != "" or level:
            _write_cell(page, number, column, value, level, formats)


def _write_cell(page, row: int, column: int, value: Cell, level: Level | None, formats: Formats) -> None:  # type: ignore[no-untyped-def]
    look = formats[type(value) if type(value) in NUMBER_FORMATS else None, level]
    if isinstance(value, bool):
        page.write_boolean(row, column, value, look)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value, look)
    elif isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        page.write_datetime(row, column, value, look)
    elif value == "":
        page.write_blank(row, column, None, look)
    else:
        text = value.text if isinstance(value, CellError) else value
        # Written as text whatever it begins with: "=1+1" of a CSV file must not become a formula.
        page.write_string(row, column, FORBIDDEN.sub("\ufffd", text)[:LONGEST], look)
