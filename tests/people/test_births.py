"""Birth dates that stand in the column of the sex, or as day, month and year; marks under «Nam» and «Nữ»."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from songhanh.people.intake.checking import CheckedList, Terms, check_list
from songhanh.people.intake.reading import read_list
from songhanh.people.intake.words import message
from tests.people.lists import written

ON = date(2021, 12, 31)
WOMAN, MAN = "037191000001", "037091000002"


def sheet(
    over: str, halves: Sequence[str], *rows: Sequence[Any], merged: bool = True, more: Sequence[str] = ()
) -> bytes:
    """A list whose head `over` stands above the columns `halves`, from column D on; `more` heads after them."""
    book = Workbook()
    page: Any = book.active
    page.append(["Danh sách lao động tháng 12/2021"])
    page.append(["STT", "Họ và tên", "Số CCCD", over, *[None] * (len(halves) - 1), *more])
    page.append([None, None, None, *halves])
    for row in rows:
        page.append(list(row))
    if merged:
        page.merge_cells(start_row=2, end_row=2, start_column=4, end_column=3 + len(halves))
        for column in (1, 2, 3, *range(4 + len(halves), 4 + len(halves) + len(more))):
            page.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    return written(book)


def check(content: bytes, **answers: str) -> CheckedList:
    return check_list(read_list(content, "a.xlsx", {}), Terms(ON, answers))


def said(found: CheckedList) -> list[tuple[int, str, str]]:
    for finding in found.findings:
        assert message(finding)
    return [(finding.row + 1, finding.column, finding.code) for finding in found.findings]


@pytest.mark.parametrize(
    ("over", "halves"),
    [
        ("Ngày sinh", ("Nam", "Nữ")),
        ("NGÀY, THÁNG, NĂM SINH", ("Nam", "Nữ")),
        ("Ngay sinh", ("Nam", "Nu")),
        ("Năm sinh", ("Nam", "Nữ")),
    ],
)
@pytest.mark.parametrize("merged", [True, False])
def test_the_column_of_the_date_is_the_sex(over: str, halves: tuple[str, str], merged: bool) -> None:
    rows = [
        (1, "Nguyễn Thị Ánh", WOMAN, None, datetime(1991, 2, 14)),
        (2, "Trần Văn Bảo", MAN, "30/11/1991", " "),
    ]
    found = check(sheet(over, halves, *rows, merged=merged))
    assert said(found) == []
    assert [(each.birth_date, each.sex) for each in found.statements] == [
        (date(1991, 2, 14), "F"),
        (date(1991, 11, 30), "M"),
    ]


def test_a_date_in_both_columns_is_an_error_in_its_cell() -> None:
    rows = [
        (1, "Nguyễn Thị Ánh", WOMAN, "14/02/1991", "14/02/1991"),
        (2, "Trần Văn Bảo", MAN, "31/02/1991", None),
        (3, "Lê Thị Cúc", "037191000003", None, None),
        (4, "Lê Thị Dung", "037191000004", None, "20/11/1991"),
    ]
    found = check(sheet("Ngày sinh", ("Nam", "Nữ"), *rows))
    assert said(found) == [
        (4, "born_male", "born_twice"),
        (5, "born_male", "date_no_such_day"),
        (6, "born_male", "blank"),
    ]
    assert found.statements[0].birth_date is None
    assert found.statements[0].sex == ""
    assert "Cột Nam và cột Nữ đều có ngày sinh" in message(found.findings[0])


def test_the_sex_of_the_number_and_of_a_sex_column_are_held_against_the_column() -> None:
    row = (1, "Trần Văn Bảo", MAN, None, "30/11/1991")
    assert said(check(sheet("Ngày sinh", ("Nam", "Nữ"), row))) == [(4, "identity_number", "sex_differs")]
    stated = sheet("Ngày sinh", ("Nam", "Nữ"), (*row, "Nam"), more=["Giới tính"])
    assert said(check(stated)) == [(4, "born_female", "born_other_sex")]


def test_dates_that_read_two_ways_are_asked_once_for_both_columns() -> None:
    rows = [
        (1, "Nguyễn Thị Ánh", WOMAN, None, "03/04/1991"),
        (2, "Trần Văn Bảo", MAN, "05/06/1991", None),
    ]
    content = sheet("Ngày sinh", ("Nam", "Nữ"), *rows)
    assert {code for _, _, code in said(check(content))} == {"date_order"}
    found = check(content, birth_date="DAY_FIRST")
    assert [each.birth_date for each in found.statements] == [date(1991, 4, 3), date(1991, 6, 5)]


@pytest.mark.parametrize("halves", [("Ngày", "Tháng", "Năm"), ("Ngay", "Thang", "Nam")])
def test_day_month_and_year_in_three_columns(halves: tuple[str, str, str]) -> None:
    rows = [
        (1, "Nguyễn Thị Ánh", WOMAN, 3, 4, 1991, "Nữ"),
        (2, "Trần Văn Bảo", MAN, "31", "02", "1991", "Nam"),
        (3, "Lê Thị Cúc", "037191000003", None, None, 1991, "Nữ"),
    ]
    found = check(sheet("Ngày sinh", halves, *rows, more=["Giới tính"]))
    assert said(found) == [(5, "birth_day", "date_no_such_day"), (6, "birth_year", "date_year_only")]
    assert found.statements[0].birth_date == date(1991, 4, 3)


@pytest.mark.parametrize("merged", [True, False])
def test_marks_under_the_sexes(merged: bool) -> None:
    rows = [
        (1, "Nguyễn Thị Ánh", WOMAN, None, "x"),
        (2, "Trần Văn Bảo", MAN, "X", None),
        (3, "Lê Thị Cúc", "037191000003", "x", "x"),
    ]
    found = check(sheet("Giới tính", ("Nam", "Nữ"), *rows, merged=merged))
    assert said(found) == [(6, "sex_male", "sex_twice")]
    assert [each.sex for each in found.statements] == ["F", "M", ""]


def test_a_whole_column_of_dates_goes_before_its_parts() -> None:
    row = (1, "Trần Văn Bảo", MAN, "30/11/1991", None, "29/11/1991")
    found = check(sheet("Ngày sinh", ("Nam", "Nữ"), row, more=["Ngày tháng năm sinh"]))
    assert found.statements[0].birth_date == date(1991, 11, 29)
