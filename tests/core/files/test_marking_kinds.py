"""Kinds that cannot be patched come back as fresh copies; nothing that runs by itself comes back."""

import datetime as dt
import io
import re
from xml.etree import ElementTree

import openpyxl
import pytest

from songhanh.core.files.kinds import Kind
from songhanh.core.files.mark import Level, Mark
from songhanh.core.files.marking import mark
from songhanh.core.files.sheet import CellError
from songhanh.core.files.styles import FILLS
from songhanh.core.files.summary import VIETNAMESE
from songhanh.core.files.workbook import inspect, open_workbook

from .builders import DATA, NAUGHTY, SHEET, ods, ods_text, parts, xls, xlsb, xlsx, zipped
from .looking import marked

ERROR, WARNING = Level.ERROR, Level.WARNING


def _with_macros(out_name: str = "vbaProject.bin") -> bytes:
    content = parts(xlsx([["a", 1]]))
    content[f"xl/{out_name}"] = bytes.fromhex("d0cf11e0a1b11ae1") + b"Auto_Open"
    content["xl/vbaProjectSignature.bin"] = b"sig"
    rel = "http://schemas.microsoft.com/office/2006/relationships"
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    content["xl/_rels/vbaProject.bin.rels"] = (
        f'{head}<Relationship Id="rId1" Type="{rel}/vbaProjectSignature" Target="vbaProjectSignature.bin"/>'
        "</Relationships>"
    ).encode()
    rels = content["xl/_rels/workbook.xml.rels"].decode()
    line = f'<Relationship Id="rIdM" Type="{rel}/vbaProject" Target="{out_name}"/>'
    content["xl/_rels/workbook.xml.rels"] = rels.replace(
        "</Relationships>", line + "</Relationships>"
    ).encode()
    types = content["[Content_Types].xml"].decode()
    types = types.replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
    )
    types = types.replace(
        "<Override",
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
        1,
    )
    content["[Content_Types].xml"] = types.encode()
    return zipped(content)


def test_macros_are_not_sent_back() -> None:
    source = _with_macros()
    assert inspect(source).macros
    result = marked(source, [Mark("Trang 1", 0, 1, ERROR, "x")])
    assert result.macros_removed
    assert result.converted_from is None
    info = inspect(result.content)
    assert (info.kind, info.macros) == (Kind.XLSX, False)
    assert b"vba" not in b"".join(parts(result.content).values()).lower()
    assert not [name for name in parts(result.content) if "vba" in name.lower()]


def test_excel_4_macro_sheets_come_back_as_values() -> None:
    source = zipped(parts(xlsx([["a"]])) | {"xl/macrosheets/sheet1.xml": b"<x/>"})
    result = marked(source, [Mark("Trang 1", 0, 0, ERROR, "x")])
    assert result.converted_from is Kind.XLSX
    assert result.macros_removed
    assert not inspect(result.content).macros


def test_links_and_connections_fetch_nothing_by_themselves() -> None:
    content = parts(xlsx([["a"]]))
    content["xl/connections.xml"] = (
        b'<connections><connection id="1" refreshOnLoad="1" interval="5"/></connections>'
    )
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(
        b"<calcPr", b'<externalReferences><externalReference r:id="rId9"/></externalReferences><calcPr'
    )
    after = parts(mark(zipped(content), [Mark("Trang 1", 0, 0, ERROR, "x")]).content)
    assert b'refreshOnLoad="0" interval="0"' in after["xl/connections.xml"]
    assert b'updateLinks="never"' in after["xl/workbook.xml"]


ROW = "<table:table-row>{}</table:table-row>"


@pytest.mark.parametrize(
    ("source", "kind", "sheet"),
    [
        ((DATA / "deaths.xls").read_bytes(), Kind.XLS, "arts"),
        (xls([(0x203, 0, 0, b"\0\0\0\0\0\0\x16@")]), Kind.XLS, "Trang 1"),
        (xlsb([(0, 0, "Họ và tên"), (2, 1, 5.5), (3, 0, bytes([23]))]), Kind.XLSB, "Trang 1"),
        (ods(ROW.format(ods_text("a") + ods_text("=1+1"))), Kind.ODS, "Trang"),
    ],
)
def test_other_kinds_come_back_as_a_fresh_copy(source: bytes, kind: Kind, sheet: str) -> None:
    marks = [Mark(sheet, 0, 0, ERROR, "sửa ô này"), Mark(sheet, 40, 3, WARNING, "ô trống")]
    result = mark(source, marks, summary=VIETNAMESE)
    assert result.converted_from is kind
    page = openpyxl.load_workbook(io.BytesIO(result.content))[sheet]
    assert page["A1"].fill.fgColor.rgb == FILLS[ERROR]
    assert page["A1"].comment.text == "sửa ô này"
    assert page["D41"].fill.fgColor.rgb == FILLS[WARNING]
    errors = {key: value.text for key, value in _errors(source, sheet).items()}
    for row, cells in enumerate(open_workbook(source).sheet(sheet).rows()):
        for column, cell in enumerate(cells):
            theirs = page.cell(row + 1, column + 1).value
            if isinstance(theirs, dt.datetime) and not isinstance(cell, dt.datetime):
                theirs = theirs.date()
            assert (theirs if theirs is not None else "") == errors.get((row, column), cell)


def _errors(source: bytes, sheet: str) -> dict[tuple[int, int], CellError]:
    rows = open_workbook(source).sheet(sheet).rows()
    return {
        (r, c): cell
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if isinstance(cell, CellError)
    }


def test_a_csv_comes_back_without_its_formulas_coming_alive() -> None:
    source = 'Tên;Số\r\n=HYPERLINK("http://x");-5\r\n@SUM(A1);\'=1\r\n'.encode()
    result = mark(source, [Mark("lao-dong", 1, 0, ERROR, "=1+1 trong ghi chú")])
    assert result.converted_from is Kind.TEXT
    page = openpyxl.load_workbook(io.BytesIO(result.content))["lao-dong"]
    assert page["A2"].data_type == "s"
    assert page["A2"].value == '=HYPERLINK("http://x")'
    assert b"<f>" not in parts(result.content)[SHEET]


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_any_text_can_stand_in_a_comment(text: str) -> None:
    """Well-formed for Excel's parser, and nothing lost but what XML cannot hold."""
    if not text.strip():
        return
    result = mark(xlsx([["a"]]), [Mark("Trang 1", 0, 0, ERROR, text)], summary=VIETNAMESE, author=text)
    for name, part in parts(result.content).items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(part)
    found = ElementTree.fromstring(parts(result.content)["xl/comments1.xml"]).iter()
    shown = next(item.text for item in found if item.tag.endswith("}t"))
    assert shown is not None
    forbidden = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    assert shown.replace("_x005F_", "_") == forbidden.sub("\ufffd", text)
