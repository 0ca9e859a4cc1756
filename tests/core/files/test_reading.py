"""Every kind that people send is read to the same cells, in the places where they stand in the file."""

import datetime as dt
import io
import re
import struct
import unicodedata
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from songhanh.core.files.extent import (
    UNCALCULATED,
    column_letters,
    column_number,
    measure_exactly,
    measure_quickly,
)
from songhanh.core.files.kinds import Kind
from songhanh.core.files.refusals import FileError
from songhanh.core.files.sheet import CellError, Region
from songhanh.core.files.workbook import inspect, open_workbook

from .builders import DATA, SHEET, changed, ods, ods_text, parts, xls, xlsb, xlsx, zipped

READXL = sorted(path.stem for path in DATA.glob("*.xls"))


@pytest.mark.parametrize("name", READXL)
def test_xls_and_xlsx_of_one_table_read_alike(name: str) -> None:
    old, new = (open_workbook(DATA / f"{name}.{ending}") for ending in ("xls", "xlsx"))
    assert old.info.kind is Kind.XLS
    assert new.info.kind is Kind.XLSX
    assert [sheet.name for sheet in old.sheets()] == [sheet.name for sheet in new.sheets()]
    for before, after in zip(old.sheets(), new.sheets(), strict=True):
        assert list(before.rows()) == list(after.rows())
        assert before.merged == after.merged


@pytest.mark.parametrize("name", [name for name in READXL if name != "datasets"])  # openpyxl cannot open it
def test_our_cells_are_those_of_openpyxl(name: str) -> None:
    book = open_workbook(DATA / f"{name}.xlsx")
    other = openpyxl.load_workbook(DATA / f"{name}.xlsx", data_only=True)
    for sheet in book.sheets():
        for row, cells in enumerate(sheet.rows()):
            for column, cell in enumerate(cells):
                theirs = other[sheet.name].cell(row + 1, column + 1).value
                if isinstance(theirs, dt.datetime) and not isinstance(cell, dt.datetime):
                    theirs = theirs.date()
                assert (cell if cell != "" else None) == theirs


def test_numbers_padded_with_spaces_are_read() -> None:
    assert b"<v> 41</v>" in parts((DATA / "datasets.xlsx").read_bytes())["xl/worksheets/sheet4.xml"]
    rows = list(open_workbook(DATA / "datasets.xlsx").sheet("quakes").rows())
    assert len(rows) == 1001
    assert rows[1][4] == 41.0


def test_a_table_in_the_middle_keeps_its_places() -> None:
    rows = list(open_workbook(DATA / "geometry.xlsx").sheet().rows())
    assert len(rows) == 6
    assert rows[2] == ("", "B3", "C3", "D3")


def _rich() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Chính")
        hidden = book.add_worksheet("Ẩn")
        hidden.hide()
        hidden.write(0, 0, "bí mật")
        very = book.add_worksheet("Rất ẩn")
        very.very_hidden()
        page.merge_range(0, 0, 0, 3, "Tiêu đề")
        page.write_datetime(1, 0, dt.datetime(2020, 2, 29), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_datetime(
            1, 1, dt.datetime(2020, 2, 29, 6, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        )
        page.write_formula(1, 2, "=1+1", None, 2)
        page.write_formula(1, 3, "=#REF!", None, "#REF!")
        page.write_boolean(2, 0, True)
        page.write_number(2, 1, 35091234567)
    return out.getvalue()


def test_hidden_sheets_merges_formulas_errors_dates() -> None:
    book = open_workbook(_rich())
    assert book.info.hidden == ("Ẩn", "Rất ẩn")
    assert [sheet.name for sheet in book.sheets()] == ["Chính"]
    assert [sheet.name for sheet in book.sheets(hidden=True)] == ["Chính", "Ẩn", "Rất ẩn"]
    sheet = book.sheet()
    assert sheet.merged == (Region(0, 0, 0, 3),)
    rows = list(sheet.rows())
    assert rows[1] == (dt.date(2020, 2, 29), dt.datetime(2020, 2, 29, 6, 30), 2.0, CellError("#REF!"))
    assert rows[2][:2] == (True, 35091234567.0)
    assert list(sheet.rows()) == rows, "rows can be read again"
    with pytest.raises(FileError) as caught:
        book.sheet("Không có")
    assert "Chính" in caught.value.message()


def test_a_formula_without_a_stored_result_is_no_blank() -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.create_sheet("Công thức", 0)
    page.append(["a", "=1+1"])
    page.append(["b", None])
    book.save(out)
    rows = list(open_workbook(out.getvalue()).sheet().rows())
    assert rows[0][1] == CellError(UNCALCULATED)
    assert CellError(UNCALCULATED).uncalculated
    assert rows[1][0] == "b"


def test_a_workbook_counted_from_1904() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": True}) as book:
        look = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet().write_datetime(0, 0, dt.datetime(2021, 12, 17), look)
    assert list(open_workbook(out.getvalue()).sheet().rows()) == [(dt.date(2021, 12, 17),)]


def test_xlsb_with_errors() -> None:
    book = open_workbook(xlsb([(0, 0, "Họ và tên"), (0, 1, 5.5), (2, 1, bytes([23]))]))
    assert book.info.kind is Kind.XLSB
    rows = list(book.sheet().rows())
    assert rows[0] == ("Họ và tên", 5.5)
    assert rows[2][1] == CellError("#REF!")


def test_ods_with_repeats_and_errors() -> None:
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
    )
    row = "<table:table-row>{}</table:table-row>"
    number = (
        '<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
    )
    source = ods(row.format(ods_text("a", 2) + number) + row.format(ods_text("b") + error))
    book = open_workbook(source)
    assert book.info.kind is Kind.ODS
    assert next(book.sheet().rows())[:3] == ("a", "a", 5.0)
    assert list(book.sheet().rows())[1][1] == CellError("#DIV/0!")


def test_xls_errors_are_kept() -> None:
    book = open_workbook(xls([(0x203, 0, 0, struct.pack("<d", 5.5)), (0x205, 1, 2, bytes([23, 1]))]))
    assert book.info.kind is Kind.XLS
    rows = list(book.sheet().rows())
    assert rows[0][0] == 5.5
    assert rows[1][2] == CellError("#REF!")


@pytest.mark.parametrize("name", ["clippy", "datasets", "deaths", "type-me"])
def test_the_quick_measure_agrees_with_the_exact_one(name: str) -> None:
    for part, content in parts((DATA / f"{name}.xlsx").read_bytes()).items():
        if part.startswith("xl/worksheets/sheet"):
            quick = measure_quickly(content[at : at + 97] for at in range(0, len(content), 97))
            assert quick == measure_exactly([content])


def test_prefixed_and_oddly_written_sheets_read_alike() -> None:
    plain = xlsx([["a", 1], ["b", 2]])

    def prefixed(xml: bytes) -> bytes:
        named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
        return named.replace(
            b'xmlns="http://schemas.openxmlformats.org/spread',
            b'xmlns:x="http://schemas.openxmlformats.org/spread',
        )

    odd = changed(plain, SHEET, prefixed)
    assert list(open_workbook(odd).sheet().rows()) == list(open_workbook(plain).sheet().rows())
    assert inspect(odd).sheets[0].rows == 2


def test_macros_and_links_are_noticed_never_run() -> None:
    content = parts(xlsx([["a"]])) | {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        "xl/externalLinks/externalLink1.xml": b"<x/>",
    }
    types = content["[Content_Types].xml"]
    content["[Content_Types].xml"] = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    info = inspect(zipped(content), "a.xlsm")
    assert (info.kind, info.macros, info.outside_links) == (Kind.XLSM, True, True)


def test_an_xlsx_named_xls_is_read_for_what_it_is() -> None:
    assert inspect(xlsx([["a"]]), "cu.xls").kind is Kind.XLSX


def test_the_same_bytes_have_the_same_name(tmp_path: Path) -> None:
    source = xlsx([["a"]])
    (tmp_path / "a.xlsx").write_bytes(source)
    assert inspect(tmp_path / "a.xlsx") == inspect(source)
    assert len(inspect(source).sha256) == 64


TABLE = 'Họ và tên;Ngày sinh;Lương\r\nNguyễn Thị Hạnh;25/12/1990;1.503,5\r\n"Đỗ ""Út"";x";;\r\n'
ROWS = [
    ("Họ và tên", "Ngày sinh", "Lương"),
    ("Nguyễn Thị Hạnh", "25/12/1990", "1.503,5"),
    ('Đỗ "Út";x', "", ""),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_text_in_its_encodings(encoding: str) -> None:
    text = TABLE
    if encoding == "cp1258":
        # As Windows writes it: â, ă, đ, ê, ô, ơ, ư are letters, the tones stand alone.
        text = "".join(_cp1258(letter) for letter in TABLE)
    book = open_workbook(text.encode(encoding), "lao-dong.csv")
    assert (book.info.kind, book.info.encoding, book.info.delimiter) == (Kind.TEXT, encoding, ";")
    assert list(book.sheet().rows()) == ROWS
    assert book.info.sheets[0].name == "lao-dong"


def _cp1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts_ = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in parts_ if mark in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", parts_.replace(tone, "")) + tone
    return letter


def test_western_text_is_not_taken_for_vietnamese() -> None:
    book = open_workbook("Größe;Señor;Þór\r\n1;2;3\r\n".encode("cp1252"), "a.csv")
    assert book.info.encoding == "cp1252"
    assert next(book.sheet().rows()) == ("Größe", "Señor", "Þór")


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_delimiters_are_told_by_the_lines(delimiter: str) -> None:
    lines = [
        "Báo cáo tháng 11, năm 2021",
        "",
        "STT{0}Tên{0}Số",
        '1{0}"A, B; C|D"{0}1,5',
        "2{0}E{0}2",
        "3{0}F{0}4",
    ]
    text = "\n".join(line.format(delimiter) for line in lines)
    if delimiter == ",":
        text = text.replace("1,5", '"1,5"')
    book = open_workbook(text.encode(), "a.txt")
    assert book.info.delimiter == delimiter
    assert list(book.sheet().rows())[4] == ("2", "E", "2")


def test_a_told_delimiter_is_taken() -> None:
    book = open_workbook(b"sep=;\r\na,b;c\r\n", "a.csv")
    assert list(book.sheet().rows()) == [(), ("a,b", "c")]


def test_column_letters() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(n)) == n for n in range(0, 16_384, 7))
