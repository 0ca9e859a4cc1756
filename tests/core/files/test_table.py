"""The table is found in sheets as people make them, and every row below its headings is accounted for."""

import io
from typing import Any

import pytest
import xlsxwriter

from songhanh.core.files.headings import ColumnSpec, Heading, bare, map_columns, normal
from songhanh.core.files.refusals import FileError
from songhanh.core.files.sheet import Sheet
from songhanh.core.files.table import RowKind, Table, find_table, read_table
from songhanh.core.files.workbook import open_workbook

from .builders import xlsx

SPECS = (
    ColumnSpec("name", ("Họ và tên", "Họ tên", "Họ và tên người lao động"), required=True),
    ColumnSpec("identity", ("Số CCCD", "Số CCCD/CMND/Hộ chiếu", "CMND"), required=True),
    ColumnSpec("born_male", ("Ngày sinh / Nam",)),
    ColumnSpec("born_female", ("Ngày sinh / Nữ",)),
    ColumnSpec("birth", ("Ngày sinh", "Ngày tháng năm sinh")),
    ColumnSpec("job", ("Công việc", "Chức danh công việc")),
)


def found(rows: list[list[Any]]) -> tuple[Sheet, Table]:
    sheet = open_workbook(xlsx(rows)).sheet()
    return sheet, find_table(sheet, SPECS)


def kinds(sheet: Sheet, table: Table) -> list[RowKind]:
    return [row.kind for row in read_table(sheet, table)]


def _official() -> bytes:
    """A list as an enterprise makes it: agency, title, three rows of merged headings, sections, totals, signature."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("DS")
        page.merge_range("A1:C1", "CÔNG TY TNHH ABC")
        page.merge_range("A3:F3", "DANH SÁCH NGƯỜI LAO ĐỘNG")
        page.merge_range("A4:F4", "(Kèm theo báo cáo tháng 11 năm 2021)")
        page.merge_range("A6:A8", "STT")
        page.merge_range("B6:B8", "HỌ VÀ TÊN (*)")
        page.merge_range("C6:D7", "Ngày sinh")
        page.write("C8", "Nam")
        page.write("D8", "Nữ")
        page.merge_range("E6:E8", "Số CCCD\n(12 số)")
        page.merge_range("F6:F8", "Ghi  chú")
        page.write_row("A9", ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"])
        page.merge_range("A10:F10", "I. Phân xưởng may")
        page.write_row("A11", [1, "Nguyễn Văn An", "25/12/1990", "", "035090123456", ""])
        page.write_row("A12", [2, "Công Thị Tổng", "", "1/2/1991", "035191123456", "Giám đốc"])
        page.write_row("A13", ["", "Cộng", 1, 1])
        page.write_row("A14", ["II", "Phân xưởng cắt"])
        page.write_row("A16", [3, "Trần Thị Cúc", "", "3/4/1992", "035192123456", ""])
        page.merge_range("A17:B17", "Tổng cộng: 3 người")
        page.write("C17", 1)
        page.merge_range("D20:F20", "Ninh Bình, ngày 30 tháng 11 năm 2021")
        page.write_row("B21", ["Người lập biểu", "", "", "GIÁM ĐỐC"])
        page.write_row("B22", ["(Ký, ghi rõ họ tên)"])
        page.write_row("B26", ["Lê Văn Dũng", "", "", "Phạm Minh"])
    return out.getvalue()


def test_an_official_list_is_taken_apart() -> None:
    sheet = open_workbook(_official()).sheet()
    table = find_table(sheet, SPECS)
    assert (table.first_heading_row, table.first_row) == (5, 8)
    assert table.map.columns == {"name": 1, "born_male": 2, "born_female": 3, "identity": 4}
    assert [heading.text for heading in table.map.unknown] == ["STT", "Ghi chú"]
    assert table.map.missing == ()
    rows = list(read_table(sheet, table))
    data = [row for row in rows if row.kind is RowKind.DATA]
    assert [row.row for row in data] == [10, 11, 15]
    assert [row.cell(table.map.columns, "name") for row in data] == [
        "Nguyễn Văn An",
        "Công Thị Tổng",
        "Trần Thị Cúc",
    ]
    assert [row.kind for row in rows] == [
        RowKind.COLUMN_NUMBERS, RowKind.SECTION, RowKind.DATA, RowKind.DATA, RowKind.TOTAL, RowKind.SECTION,
        RowKind.DATA, RowKind.TOTAL, RowKind.FOOTER, RowKind.FOOTER, RowKind.FOOTER, RowKind.FOOTER,
    ]  # fmt: skip


def test_headings_on_two_rows_without_merges() -> None:
    sheet, table = found([
        ["STT", "Họ và tên", "Ngày sinh", "", "Số CCCD"],
        ["", "", "Nam", "Nữ", ""],
        [1, "An", "1990", "", "035090123456"],
    ])  # fmt: skip
    assert table.map.columns["name"] == 1
    assert table.map.columns["identity"] == 4
    assert kinds(sheet, table)[-1] is RowKind.DATA
    assert [row.row for row in read_table(sheet, table)][-1] == 2


def test_headings_of_another_hand_still_match() -> None:
    _, table = found([["ho va ten", "SO CCCD", "ngay  thang nam sinh:"], ["An", "1", "2"]])
    assert table.map.columns == {"name": 0, "identity": 1, "birth": 2}
    decomposed = "Ho\u0323 va\u0300 te\u0302n"
    _, table = found([[decomposed, "Số CCCD (bắt buộc)"], ["An", "1"]])
    assert table.map.columns == {"name": 0, "identity": 1}


def test_two_columns_alike_are_asked_not_chosen() -> None:
    _, table = found([["Họ và tên", "Số CCCD", "Ngày sinh", "Ngày sinh"], ["An", "1", "2", "3"]])
    assert table.map.ambiguous == {"birth": (2, 3)}
    assert "birth" not in table.map.columns


def test_a_remembered_choice_goes_before_the_names() -> None:
    headings = [
        Heading(0, ("Tên",)),
        Heading(1, ("Họ và tên",)),
        Heading(2, ("Số CCCD",)),
        Heading(3, ("Mã",)),
    ]
    mapped = map_columns(headings, SPECS, {"tên": "name", "Mã": None})
    assert mapped.columns == {"name": 0, "identity": 2}
    assert [heading.text for heading in mapped.unknown] == ["Họ và tên"]


def test_missing_columns_are_named() -> None:
    _, table = found([["Họ và tên", "Công việc"], ["An", "may"]])
    assert table.map.missing == ("identity",)


def test_repeated_headings_of_later_pages_are_passed_over() -> None:
    sheet, table = found(
        [["STT", "Họ và tên", "Số CCCD"], [1, "An", "1"], ["STT", "Họ và tên", "Số CCCD"], [2, "Bình", "2"]]
    )
    assert kinds(sheet, table) == [RowKind.DATA, RowKind.HEADINGS, RowKind.DATA]


def test_people_named_like_totals_and_offices_stay_people() -> None:
    sheet, table = found([
        ["STT", "Họ và tên", "Số CCCD", "Công việc"],
        [1, "Tống Văn Cộng", "1", "Giám đốc"],
        ["", "Công Văn An", "2", "Người lập biểu"],
        [3, "Tổng", "", ""],
    ])  # fmt: skip
    assert kinds(sheet, table)[:2] == [RowKind.DATA, RowKind.DATA]


def test_rows_after_the_signature_that_are_full_are_data_again() -> None:
    sheet, table = found([
        ["STT", "Họ và tên", "Số CCCD", "Công việc"],
        [1, "An", "1", "may"],
        ["", "Người lập biểu"],
        [2, "Bình", "2", "cắt"],
    ])  # fmt: skip
    assert kinds(sheet, table) == [RowKind.DATA, RowKind.FOOTER, RowKind.DATA]


def test_no_table_is_said_with_what_is_needed() -> None:
    with pytest.raises(FileError) as caught:
        found([["Giấy mời"], ["Kính gửi", "các đơn vị"]])
    assert caught.value.code == "no_table"
    assert "Họ và tên, Số CCCD" in caught.value.message()


def test_comparison_forms() -> None:
    assert normal("Số  CCCD/CMND:") == "số cccd cmnd"
    assert bare("ĐỊA CHỈ Thường-trú") == "dia chi thuong tru"
