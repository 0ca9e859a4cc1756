"""Lists taken away: everything in them reads back, and no text of theirs is a formula."""

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from songhanh.core.files.export import (
    DATE_FORMAT,
    ListColumn,
    ListSheet,
    about_list,
    csv_lines,
    write_csv,
    write_xlsx,
)
from songhanh.core.files.formulas import neutralise
from songhanh.core.files.values import clean_text
from songhanh.core.files.workbook import open_workbook

from .builders import NAUGHTY, parts

COLUMNS = (
    ListColumn("Họ và tên", 30),
    ListColumn("Ngày sinh", 12, DATE_FORMAT),
    ListColumn("Lương", 14, "#,##0"),
)
ROWS = [
    ("Nguyễn Văn An", dt.date(1990, 12, 25), 5_000_000),
    ("=1+1", None, -5),
    ("@SUM(A1)", dt.date(2000, 1, 1), 1.5),
]
ABOUT = about_list(
    "Danh sách lao động",
    [("KCN", "Khánh Phú"), ("Ca", "Đêm")],
    "Số liệu đến 17/01/2022 09:00",
    "Bản chụp 3f2a",
)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 912",
        "-5",
        "@x",
        "\tx",
        "\rx",
        "\n=x",
        " =1",
        "\u00a0=1",
        "＝1+1",
        "\ufeff=1",
        "|cmd",
        " |x",
        "｜x",
    ],
)
def test_formulas_in_text_are_neutralised(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "an", "5", "a=b", "'=1", "Nguyễn", "(1)", " "])
def test_other_text_stays(text: str) -> None:
    assert neutralise(text) == text


def test_a_list_as_xlsx() -> None:
    out = io.BytesIO()
    write_xlsx(out, [ListSheet("Lao động", COLUMNS, iter(ROWS), ABOUT), ListSheet("Rỗng", COLUMNS[:1], [])])
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    page = book["Lao động"]
    assert [page.cell(row, 1).value for row in range(1, 5)] == list(ABOUT)
    assert [cell.value for cell in page[6]] == [column.heading for column in COLUMNS]
    assert page.auto_filter.ref == "A6:C9"
    assert page.freeze_panes == "A7"
    assert page["A8"].value == "'=1+1"
    assert page["A8"].data_type == "s"
    assert page["B7"].value == dt.datetime(1990, 12, 25)
    assert page["B7"].number_format == "dd/mm/yyyy"
    assert page["C8"].value == -5
    assert page["C7"].number_format == "#,##0"
    assert [cell.value for cell in book["Rỗng"][1]] == ["Họ và tên"]
    assert not [
        part for name, part in parts(out.getvalue()).items() if "worksheets" in name and b"<f>" in part
    ]
    back = list(open_workbook(out.getvalue()).sheet().rows())[6:]
    assert back[0] == ("Nguyễn Văn An", dt.date(1990, 12, 25), 5_000_000)
    assert clean_text(str(back[1][0])) == "=1+1"


def test_headings_that_repeat_are_refused() -> None:
    with pytest.raises(ValueError, match="unique"):
        write_xlsx(io.BytesIO(), [ListSheet("A", (ListColumn("x"), ListColumn("x")), [])])


def test_a_list_as_csv_in_every_way_of_writing_it(tmp_path: Path) -> None:
    sheet = ListSheet("A", COLUMNS, ROWS)
    binary, text = io.BytesIO(), io.StringIO()
    write_csv(binary, sheet)
    write_csv(text, sheet)
    write_csv(tmp_path / "a.csv", sheet)
    assert binary.getvalue() == (tmp_path / "a.csv").read_bytes() == "".join(csv_lines(sheet)).encode()
    assert binary.getvalue() == b"\xef\xbb\xbf" + text.getvalue().encode()
    book = open_workbook(binary.getvalue(), "a.csv")
    assert list(book.sheet().rows())[1:3] == [("Nguyễn Văn An", "1990-12-25", "5000000"), ("'=1+1", "", "-5")]
    write_csv(binary := io.BytesIO(), sheet, delimiter=";")
    assert open_workbook(binary.getvalue(), "a.csv").info.delimiter == ";"


def test_every_naughty_text_survives_both_kinds() -> None:
    columns = (ListColumn("STT"), ListColumn("Nội dung"))
    rows = [(number, text) for number, text in enumerate(NAUGHTY)]
    out = io.BytesIO()
    write_xlsx(out, [ListSheet("A", columns, rows)])
    page = openpyxl.load_workbook(io.BytesIO(out.getvalue()))["A"]
    assert all(page.cell(row + 2, 2).data_type in "sn" for row in range(len(rows)))
    write_csv(text := io.StringIO(), ListSheet("A", columns, rows))
    back = list(csv.reader(io.StringIO(text.getvalue(), newline="")))[1:]
    assert [row[1] for row in back] == [neutralise(text.replace("\0", "")) for text in NAUGHTY]
    assert not [row for row in back if row[1].lstrip(" \u00a0").startswith(("=", "+", "-", "@"))]


def test_rows_are_taken_one_at_a_time() -> None:
    taken = 0

    def rows() -> object:
        nonlocal taken
        for number in range(5):
            taken += 1
            yield (number,)

    lines = csv_lines(ListSheet("A", (ListColumn("x"),), rows()))  # type: ignore[arg-type]
    next(lines), next(lines), next(lines)
    assert taken == 1
