"""A worker list with wrong cells: corrected in place by mouse and keyboard, taken back, and without script."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor
from tests.people.lists import workbook, worker

pytestmark = pytest.mark.browser
WRONG = {16: {"Ngày sinh": "31/02/1991"}, 40: {"Tỉnh thường trú": "Hà Nam Ninh"}}


def upload(who: Visitor, folder: Path) -> Page:
    file = folder / "danh-sach.xlsx"
    file.write_bytes(workbook(*(worker(n, **WRONG.get(n, {})) for n in range(1, 61))))
    page = who.page
    who.open("/desk/people/import/")
    page.set_input_files("[name=file]", file)
    page.click("main form button.btn--pri")
    page.wait_for_url("**/import/*-*/")
    return page


def test_a_cell_is_corrected_where_it_stands(enter: Enter, tmp_path: Path) -> None:
    who = enter("mau-03")
    page = upload(who, tmp_path)
    expect(page.locator("#preview h2").first).to_have_text("Chưa nhận tệp: 2 dòng có lỗi")
    page.locator("#cell-D17").focus()
    page.keyboard.press("Enter")
    field = page.locator("input#cell-D17")
    expect(field).to_be_focused()
    expect(field).to_have_value("31/02/1991")
    page.keyboard.press("Escape")
    expect(page.locator("a#cell-D17")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    assert who.findings() == []
    field.fill("28/02/1991")
    page.keyboard.press("Enter")
    expect(page.locator("#preview h2").first).to_have_text("Chưa nhận tệp: 1 dòng có lỗi")
    expect(page.locator("#live")).to_have_text("Chưa nhận tệp: 1 dòng có lỗi")
    expect(page.locator("a#cell-D17")).to_be_focused()
    expect(page.locator("a#cell-D17 ins")).to_have_text("28/02/1991")
    page.click("#cell-F41")
    page.fill("input#cell-F41", "Hà Nam Nin")
    page.click("#form-F41 button.btn--pri")
    expect(page.locator("a#cell-F41 ins")).to_have_text("Hà Nam Nin")
    page.click("#cell-F41")
    expect(page.locator("#form-F41 .emsg")).to_contain_text("không có trong danh mục")
    page.fill("input#cell-F41", "Hà Nam")
    page.keyboard.press("Enter")
    expect(page.locator("#preview h2").first).to_have_text("Cả 60 dòng đều đúng")
    expect(page.locator("#corrections li")).to_have_count(2)
    assert who.findings() == []
    page.locator("#corrections li").first.get_by_role("button").click()
    page.wait_for_load_state()
    expect(page.locator("#preview h2").first).to_have_text("Chưa nhận tệp: 1 dòng có lỗi")
    expect(page.locator("a#cell-D17")).to_be_focused()
    page.click("#row-17")
    expect(page.locator("h1")).to_have_text("Sửa dòng 17")
    assert who.findings() == []


def test_a_cell_is_corrected_without_script(enter: Enter, tmp_path: Path) -> None:
    page = upload(enter("mau-03", script=False), tmp_path)
    page.click("#cell-D17")
    page.wait_for_url("**/rows/17/?cell=D17")
    page.fill("#cell-D17", "28/02/1991")
    page.click("#form-D17 button.btn--pri")
    page.wait_for_url("**/?at=D17")
    expect(page.locator("#preview h2").first).to_have_text("Chưa nhận tệp: 1 dòng có lỗi")
    page.click("#row-17")
    page.fill("#cell-D17", "31/02/1991")
    page.click("#form-row button.btn--pri")
    expect(page.locator("#preview h2").first).to_have_text("Chưa nhận tệp: 2 dòng có lỗi")
