"""A marked workbook looked at with other programs than the one that marked it."""

import io
import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import openpyxl

from songhanh.core.files.mark import Mark
from songhanh.core.files.marking import MarkedWorkbook, mark
from songhanh.core.files.sheet import Row
from songhanh.core.files.styles import FILLS
from songhanh.core.files.workbook import open_workbook

from .builders import parts


def cells_of(source: bytes) -> dict[str, list[Row]]:
    """All cells of all sheets, without blank ends of rows (a marked blank cell may lengthen one)."""
    sheets: dict[str, list[Row]] = {}
    for sheet in open_workbook(source).sheets(hidden=True):
        rows = []
        for row in sheet.rows():
            cells = list(row)
            while cells and cells[-1] == "":
                cells.pop()
            rows.append(tuple(cells))
        while rows and not rows[-1]:
            rows.pop()
        sheets[sheet.name] = rows
    return sheets


def marked(source: bytes, marks: Sequence[Mark], **more: Any) -> MarkedWorkbook:
    """Mark, then look at the result with two other programs: values equal, fills and comments where they belong."""
    result = mark(source, marks, **more)
    content = parts(result.content)
    for name, part in content.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(part)
    named = re.findall(rb'PartName="/([^"]+)"', content["[Content_Types].xml"])
    assert {name.decode() for name in named} <= set(content), "a declared part is missing"
    before, after = cells_of(source), cells_of(result.content)
    assert {name: after[name] for name in before if name in after} == {
        n: r for n, r in before.items() if n in after
    }
    book = openpyxl.load_workbook(io.BytesIO(result.content))
    commented = 0
    for one in marks:
        cell = book[one.sheet].cell(one.row + 1, one.column + 1)
        levels = [m.level for m in marks if (m.sheet, m.row, m.column) == (one.sheet, one.row, one.column)]
        worst = min(levels, key=lambda level: level.rank)
        assert cell.fill.fgColor.rgb == FILLS[worst], cell.coordinate
        if cell.comment:
            commented += 1
            assert one.text in cell.comment.text
    assert commented >= min(result.commented, len(marks))
    return result
