"""An enterprise files with its own workbook: with errors first, then corrected, on to the receipt."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from songhanh.reporting.intake import layout
from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
REPORT = "/reporting/monthly-production/2022-01/mau-03/"
WRONG = {
    "revenue": 1345.6,
    "export": 1620,  # in thousands, and the unit changed to say so
    "import": "15.9",  # a text that reads two ways
    "budget_payment": None,
    "payroll": 30.2,
    "person_months": 2739,
}


def row_of(sheet: Worksheet, code: str) -> int:
    """The row that holds `code`; 0 if it stands on another sheet."""
    rows = range(layout.FIRST_ROW + 1, sheet.max_row + 1)
    return next((row for row in rows if sheet.cell(row, layout.CODE + 1).value == code), 0)


def fill(source: Path, target: Path, values: Mapping[str, Any], units: Mapping[str, str] = {}) -> Path:
    """Fill `values` and `units` into the workbook at `source`, as its owner would, and save it at `target`."""
    book = openpyxl.load_workbook(source)
    for sheet in book.worksheets:
        for code, value in values.items():
            if row := row_of(sheet, code):
                sheet.cell(row, layout.VALUE + 1).value = value
                if code in units:
                    sheet.cell(row, layout.UNIT + 1).value = units[code]
    book.save(target)
    return target


def download(page: Page, link: str, folder: Path) -> Path:
    """Click and keep what comes, under its own name."""
    with page.expect_download() as coming:
        page.click(f"text={link}")
    target = folder / coming.value.suggested_filename
    coming.value.save_as(target)
    return target


def send(page: Page, file: Path) -> None:
    page.set_input_files("[name=file]", file)
    page.click("main form button.btn--pri")
    page.wait_for_url("**/upload/*-*/")


def test_a_workbook_with_errors_comes_to_a_receipt(enter: Enter, tmp_path: Path) -> None:
    reporter = enter("mau-03")
    page = reporter.page
    reporter.open(REPORT + "upload/")
    template = download(page, "Tải mẫu Excel đã điền sẵn", tmp_path)
    assert template.name == "bao-cao-monthly-production-2022-01-mau-03.xlsx"
    send(page, fill(template, tmp_path / "thang-1.xlsx", WRONG, {"export": "nghìn USD"}))
    the_errors_are_numbered_alike(reporter)
    the_certain_fix_is_taken(page)
    marked = download(page, "Tải tệp đã đánh dấu lỗi", tmp_path)
    assert marked.name == "danh-dau-thang-1.xlsx"
    assert set(comments(marked)) == {"export", "import", "budget_payment"} - {"export"}
    page.click("text=Tải tệp khác")
    right = {"export": 1.62, "import": 15.9, "budget_payment": 690}
    send(page, fill(marked, tmp_path / "thang-1-sua.xlsx", right, {"export": "triệu USD"}))
    expect(page.locator(".note--ok")).to_contain_text("chỉ tiêu đều đọc được")
    assert not reporter.findings()
    file_it(page)


def the_errors_are_numbered_alike(reporter: Visitor) -> None:
    """The summary takes the focus; each number of the list stands in its cell of the grid."""
    page = reporter.page
    expect(page.locator(".errsum")).to_be_focused()
    assert page.title().startswith("Lỗi:")
    listed = page.locator("ol.items .no").all_inner_texts()
    assert listed == ["1", "2", "3"]
    assert page.locator("td a.no").all_inner_texts() == listed
    expect(page.locator("#problem-1")).to_contain_text("D8")
    assert not reporter.findings()


def the_certain_fix_is_taken(page: Page) -> None:
    page.click("button[value='export=1.62']")
    expect(page.locator("ol.items .no")).to_have_count(2)
    expect(page.locator(".errsum h2")).to_contain_text("2 chỗ cần sửa")


def comments(path: Path) -> dict[str, str]:
    """The comments on the values, by code; each cell that has one is coloured."""
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in range(layout.FIRST_ROW + 1, sheet.max_row + 1):
            cell = sheet.cell(row, layout.VALUE + 1)
            if cell.comment:
                assert cell.fill.fill_type == "solid"
                found[str(sheet.cell(row, layout.CODE + 1).value)] = cell.comment.text
    return found


def file_it(page: Page) -> None:
    page.click("text=Đưa vào bản nháp và kiểm tra")
    page.wait_for_url("**/check/")
    expect(page.locator(".errsum")).to_have_count(0)
    page.check("[name=confirmed]")
    page.click("main form button.btn--pri")
    page.wait_for_url("**/receipt/BC-2022-01-*/")
    expect(page.locator("main")).to_contain_text("Tệp Excel")


def test_another_enterprises_template_is_refused_in_words(enter: Enter, tmp_path: Path) -> None:
    other = enter("mau-15")
    other.open("/reporting/monthly-production/2022-01/mau-15/upload/")
    template = download(other.page, "Tải mẫu Excel đã điền sẵn", tmp_path)
    reporter = enter("mau-07")
    reporter.open("/reporting/monthly-production/2022-01/mau-07/upload/")
    reporter.page.set_input_files("[name=file]", template)
    reporter.page.click("main form button.btn--pri")
    expect(reporter.page.locator(".errsum")).to_be_focused()
    expect(reporter.page.locator(".errsum")).to_contain_text("doanh nghiệp khác")
