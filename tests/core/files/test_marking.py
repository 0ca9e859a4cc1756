"""The sender's own workbook comes back: marked, whole, and without anything that runs by itself."""

import datetime as dt
import io
import re

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from songhanh.core.files.mark import Level, Mark
from songhanh.core.files.marking import mark
from songhanh.core.files.refusals import FileError
from songhanh.core.files.styles import FILLS
from songhanh.core.files.summary import ENGLISH, VIETNAMESE
from songhanh.core.files.workbook import inspect, open_workbook

from .builders import DATA, SHEET, changed, parts, xlsx, zipped
from .looking import cells_of, marked

ERROR, WARNING = Level.ERROR, Level.WARNING


def _list() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Danh sách")
        other = book.add_worksheet("Ghi chú's")
        other.write("A1", "y")
        bold = book.add_format({"bold": True, "bg_color": "#DDEEFF", "border": 1})
        date = book.add_format({"num_format": "dd/mm/yyyy", "border": 1})
        page.set_column("F:F", 20, book.add_format({"italic": True}))
        page.merge_range("A1:E1", "DANH SÁCH")
        page.write_row("A3", ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Lương"], bold)
        for row in range(3, 23):
            page.write_number(row, 0, row - 2)
            page.write_string(row, 1, f"Nguyễn Văn {chr(62 + row)}")
            page.write_datetime(row, 2, dt.datetime(1990, 1, row), date)
            page.write_formula(row, 4, f"=A{row + 1}*100", None, (row - 2) * 100)
        page.write_array_formula("G4:G6", "{=A4:A6*2}", None, 2)
        page.write_comment("B4", "ghi chú của doanh nghiệp", {"author": "ABC"})
        page.insert_button("I2", {"caption": "Nút"})
        page.insert_image("I8", "logo.png", {"image_data": io.BytesIO(_png())})
        page.autofilter("A3:E23")
        page.data_validation("A4:A23", {"validate": "integer", "criteria": ">", "value": 0})
        page.conditional_format("A4:A23", {"type": "data_bar", "bar_solid": True})
        page.add_table("K1:L3")
        page.set_header("&C&G", {"image_center": "h.png", "image_data_center": io.BytesIO(_png())})
        book.define_name("'Danh sách'!vung", "='Danh sách'!$A$1:$B$2")
    return out.getvalue()


def _png() -> bytes:
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
        "00000301010018dd8db00000000049454e44ae426082"
    )


MARKS = (
    Mark("Danh sách", 3, 3, ERROR, "Có 11 số, cần đúng 12 số. Excel thường bỏ số 0 ở đầu."),
    Mark("Danh sách", 3, 1, WARNING, 'Tên <viết> & "thường"'),
    Mark("Danh sách", 5, 2, WARNING, "xem lại ngày"),
    Mark("Danh sách", 7, 4, ERROR, "công thức"),
    Mark("Danh sách", 7, 4, WARNING, "tăng 16,5%"),
    Mark("Danh sách", 1, 0, ERROR, "ô ở dòng trống"),
    Mark("Danh sách", 30, 7, ERROR, "ô dưới bảng"),
    Mark("Danh sách", 8, 5, WARNING, "ô trống trong cột có kiểu"),
    Mark("Ghi chú's", 0, 0, WARNING, "trang khác"),
)


@pytest.mark.parametrize("words", [None, VIETNAMESE, ENGLISH])
def test_a_rich_workbook_comes_back_whole(words: object) -> None:
    source = _list()
    result = marked(source, MARKS, summary=words)
    assert (result.converted_from, result.macros_removed, result.coloured, result.commented) == (
        None,
        False,
        8,
        8,
    )
    book = openpyxl.load_workbook(io.BytesIO(result.content))
    page = book["Danh sách"]
    assert page["C6"].number_format == "dd/mm/yyyy"
    assert page["C6"].border.left.style == "thin"
    assert page["E8"].value == "=A8*100"
    assert page["F9"].font.italic, "a new cell has the look of its column"
    assert page["B4"].comment.text.startswith("ghi chú của doanh nghiệp")
    assert page["E8"].comment.text == "công thức\ntăng 16,5%"
    assert page["A5"].fill.fill_type is None
    assert page["A3"].fill.fgColor.rgb == "FFDDEEFF"
    assert book.active is page


def test_what_is_not_marked_passes_byte_for_byte() -> None:
    source = _list()
    before, after = parts(source), parts(mark(source, MARKS).content)
    touched = {"[Content_Types].xml", "xl/styles.xml", SHEET, "xl/worksheets/sheet2.xml", "xl/comments1.xml"}
    touched |= {name for name in before if name.endswith((".vml", ".rels"))}
    assert {name for name in before if before[name] != after[name]} <= touched
    old, new = before[SHEET], after[SHEET]
    for row in (4, 7, 12, 22):
        pattern = rb'<row r="%d".*?</row>' % row
        rows = [re.search(pattern, xml, re.S) for xml in (old, new)]
        assert rows[0]
        assert rows[1]
        assert (rows[0][0] == rows[1][0]) is (row not in (4,))
    unstyled = re.sub(rb'\s(?:s|spans)="[^"]*"', b"", re.sub(rb'<c r="[A-Z]+\d+"[^<>]*/>', b"", new))
    for formula in re.findall(rb"<f.*?</f>", old):
        assert formula in unstyled


def test_marking_twice_and_the_same_marks_give_the_same_bytes() -> None:
    source = _list()
    once = mark(source, MARKS).content
    assert mark(source, MARKS).content == once
    again = marked(once, [Mark("Danh sách", 3, 3, WARNING, "lần hai")]).content
    cell = openpyxl.load_workbook(io.BytesIO(again))["Danh sách"]["D4"]
    assert cell.comment.text == f"{MARKS[0].text}\nlần hai"


def test_the_summary_puts_errors_first_and_leads_to_the_cells() -> None:
    result = mark(_list(), MARKS, summary=VIETNAMESE)
    book = openpyxl.load_workbook(io.BytesIO(result.content))
    assert book.sheetnames == ["Cần sửa", "Danh sách", "Ghi chú's"]
    page = book["Cần sửa"]
    rows = list(page.iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == ["Lỗi"] * 4 + ["Cảnh báo"] * 5
    assert "4 lỗi, 5 cảnh báo" in page["A1"].value
    assert page["C4"].hyperlink.location == "'Danh sách'!D4"
    assert page["C12"].hyperlink.location == "'Ghi chú''s'!A1"
    assert book["Danh sách"].defined_names["vung"].attr_text == "'Danh sách'!$A$1:$B$2"
    assert "_xlnm._FilterDatabase" in parts(result.content)["xl/workbook.xml"].decode()
    assert b'localSheetId="1"' in parts(result.content)["xl/workbook.xml"]
    again = mark(result.content, MARKS, summary=VIETNAMESE)
    assert openpyxl.load_workbook(io.BytesIO(again.content)).sheetnames[:2] == ["Cần sửa1", "Cần sửa"]


@pytest.mark.parametrize("name", ["clippy", "deaths", "geometry", "type-me"])
def test_workbooks_of_other_hands(name: str) -> None:
    source = (DATA / f"{name}.xlsx").read_bytes()
    marks = [
        Mark(sheet.name, row, column, ERROR if (row + column) % 2 else WARNING, f"{row}/{column}")
        for sheet in inspect(source).sheets
        for row in range(sheet.rows + 2)
        for column in range(sheet.columns + 1)
    ]
    merged = {sheet.name: sheet.merged for sheet in open_workbook(source).sheets()}
    hidden = [
        one
        for one in marks
        for region in merged[one.sheet]
        if region.top <= one.row <= region.bottom
        and region.left <= one.column <= region.right
        and (one.row, one.column) != (region.top, region.left)
    ]
    result = marked(source, [one for one in marks if one not in hidden])
    assert result.converted_from is None
    assert result.coloured == result.commented == len(marks) - len(hidden)


def test_a_mark_under_a_merged_region_is_shown_at_its_corner() -> None:
    result = mark(
        (DATA / "deaths.xlsx").read_bytes(),
        [Mark("arts", 3, 3, ERROR, "x"), Mark("arts", 3, 1, WARNING, "y")],
    )
    page = openpyxl.load_workbook(io.BytesIO(result.content))["arts"]
    assert page["B4"].comment.text == "x\ny"
    assert page["B4"].fill.fgColor.rgb == FILLS[ERROR]
    assert (result.coloured, result.commented) == (1, 1)


def test_a_workbook_of_openpyxl_with_comments() -> None:
    book = openpyxl.Workbook()
    page = book.create_sheet("A", 0)
    page.append(["a", 1])
    page["A1"].comment = Comment("cũ", "X")
    out = io.BytesIO()
    book.save(out)
    marked(out.getvalue(), [Mark("A", 0, 0, ERROR, "mới"), Mark("A", 4, 4, ERROR, "xa")])


def test_prefixed_parts_are_patched_too() -> None:
    """As some libraries write: every element with a prefix, rows and cells without addresses."""

    def prefixed(xml: bytes) -> bytes:
        named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
        named = named.replace(
            b'xmlns="http://schemas.openxmlformats.org/s', b'xmlns:x="http://schemas.openxmlformats.org/s'
        )
        return re.sub(rb'(<x:(?:row|c)) r="\w+"', rb"\1", named)

    source = xlsx([["a", 1, None], ["b", 2, None]])
    for part in (SHEET, "xl/styles.xml"):
        source = changed(source, part, prefixed)
    marked(
        source,
        [
            Mark("Trang 1", 1, 1, ERROR, "x"),
            Mark("Trang 1", 1, 2, WARNING, "y"),
            Mark("Trang 1", 5, 0, ERROR, "z"),
        ],
    )


def test_an_empty_sheet_can_be_marked() -> None:
    marked(xlsx([[]], [["a"]]), [Mark("Trang 1", 2, 1, ERROR, "thiếu")])


def test_shared_formulas_and_threads_are_left_alone() -> None:
    shared = (
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c>'
        b'<c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>2</v></c></row>'
        b'<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>4</v></c></row></sheetData>'
    )
    source = changed(
        xlsx([["a"]]), SHEET, lambda xml: re.sub(rb"<sheetData>.*</sheetData>", shared, xml, flags=re.S)
    )
    thread = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    )
    source = zipped(parts(source) | {"xl/threadedComments/threadedComment1.xml": thread})
    result = marked(source, [Mark("Trang 1", 1, 1, ERROR, "x")])
    after = parts(result.content)
    assert b'<f t="shared" ref="B1:B2" si="0">A1*2</f>' in after[SHEET]
    assert b'<f t="shared" si="0"/>' in after[SHEET]
    assert after["xl/threadedComments/threadedComment1.xml"] == thread


def test_only_the_gravest_are_commented_when_there_are_too_many() -> None:
    rows = [[n] for n in range(300)]
    marks = [Mark("Trang 1", n, 0, ERROR if n >= 200 else WARNING, str(n)) for n in range(300)]
    result = mark(xlsx(rows), marks, comment_limit=150)
    page = openpyxl.load_workbook(io.BytesIO(result.content))["Trang 1"]
    with_comment = {row for row in range(300) if page.cell(row + 1, 1).comment}
    assert with_comment == {*range(200, 300), *range(50)}
    assert result.coloured == 300
    assert page["A200"].fill.fgColor.rgb == FILLS[WARNING]


def test_shape_numbers_never_meet() -> None:
    rows = [[n] * 3 for n in range(500)]
    marks = [Mark(f"Trang {s}", r, c, ERROR, "x") for s in (1, 2) for r in range(500) for c in range(3)]
    content = parts(mark(xlsx(rows, rows), marks).content)
    numbers = [
        n
        for name, part in content.items()
        if name.endswith(".vml")
        for n in re.findall(rb'id="_x0000_s(\d+)"', part)
    ]
    assert len(numbers) == len(set(numbers)) == 3_000
    for name, part in content.items():
        if name.endswith(".vml"):
            blocks = re.search(rb'data="([\d,]+)"', part)
            assert blocks
            own = {int(n) // 1024 for n in re.findall(rb'id="_x0000_s(\d+)"', part)}
            assert own == set(map(int, blocks[1].split(b",")))


def test_marks_for_no_sheet_and_files_that_are_refused() -> None:
    with pytest.raises(ValueError, match="Không có"):
        mark(xlsx([["a"]]), [Mark("Không có", 0, 0, ERROR, "x")])
    with pytest.raises(ValueError, match="Không có"):
        mark((DATA / "clippy.xls").read_bytes(), [Mark("Không có", 0, 0, ERROR, "x")])
    with pytest.raises(FileError):
        mark(b"%PDF-1.7", [])
    assert cells_of(mark(xlsx([["a"]]), []).content) == {"Trang 1": [("a",)]}
