"""Work that nobody waits for: a list of 43,451 people asked for, watched, fetched; called off; without script."""

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser
PEOPLE = 43_451
PICTURES = os.environ.get("SONGHANH_TEST_PICTURES", "")


def picture(page: object, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)  # type: ignore[attr-defined]


def test_all_people_exported_watched_and_fetched(enter: Enter, tmp_path: Path) -> None:
    leader = enter("lanhdao")
    page = leader.page
    leader.open("/people/")
    page.click("a:has-text('Xuất Excel')")
    expect(page.locator("h1")).to_contain_text("Lao động")
    assert leader.path.startswith("/tasks/")
    address = leader.path
    expect(page.locator("#task")).to_contain_text("Có thể đóng trang, xong sẽ báo")
    assert not leader.findings()
    picture(page, "task-open")
    expect(page.locator("#task")).to_contain_text("Đã xong, tệp sẵn sàng", timeout=90_000)
    assert not leader.findings()
    assert leader.overflow() <= 0
    picture(page, "task-done")
    with page.expect_download() as coming:
        page.click("a:has-text('Tải tệp')")
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    assert file.name == "lao-dong-20220117.xlsx"
    sheet = load_workbook(file, read_only=True).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    assert len(rows[rows.index(next(row for row in rows if row[0] == "Mã NLĐ")) + 1 :]) == PEOPLE
    leader.open("/notices/")
    page.locator("li", has_text="Đã xong: Lao động").get_by_role("button").click()
    assert leader.path == address
    leader.open("/tasks/")
    expect(page.locator("main")).to_contain_text("Lao động · Excel")
    assert not leader.findings()
    picture(page, "task-list")


def test_on_a_phone_and_in_the_dark_it_is_called_off(enter: Enter) -> None:
    officer = enter("chuyenvien01", window=PHONE, scheme="dark")
    page = officer.page
    officer.open("/people/?export=csv")
    page.click("#task-cancel")
    expect(page.locator("#task")).to_contain_text("Đã hủy", timeout=60_000)
    picture(page, "task-cancelled")
    assert not officer.findings()
    assert officer.overflow() <= 0


def test_without_script_the_page_looks_again_by_itself(enter: Enter) -> None:
    plain = enter("lanhdao", script=False)
    page = plain.page
    plain.open("/people/?export=csv")
    refresh = page.locator("meta[http-equiv=refresh]")
    if refresh.count():
        expect(page.locator("a:has-text('Xem lại tiến độ')")).to_be_visible()
    expect(page.locator("#task")).to_contain_text("Đã xong, tệp sẵn sàng", timeout=90_000)
    assert page.locator("meta[http-equiv=refresh]").count() == 0


def test_a_long_worker_list_is_checked_checked_again_and_written_as_tasks(
    enter: Enter, tmp_path: Path
) -> None:
    reporter = enter("mau-03")
    page = reporter.page
    heads = "Mã NLĐ,Họ và tên,Số CCCD,Ngày sinh,Giới tính,Tổ / chuyền,Ngày vào làm"
    lines = [
        f"LW-{n:05d},Nguyễn Thị Ánh,038191{n:06d},14/02/1991,Nữ,Hàn 1,13/03/2019" for n in range(1, 20_001)
    ]
    file = tmp_path / "danh-sach-dai.csv"
    file.write_text("\n".join([heads, *lines]), encoding="utf-8")
    reporter.open("/desk/people/import/")
    page.set_input_files("[name=file]", file)
    page.locator("main form button.btn--pri").first.click(timeout=60_000)
    page.wait_for_url("**/tasks/**", timeout=60_000)
    expect(page.locator("#task")).to_contain_text("Xong thì tự sang trang kết quả")
    page.wait_for_url("**/desk/people/import/*-*/", timeout=90_000)
    expect(page.locator("body")).to_contain_text("Đã kiểm tra. Chưa có dòng nào được ghi.")
    listed = reporter.path
    page.locator("#columns select").first.focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/tasks/**", timeout=60_000)
    page.wait_for_url(f"**{listed}", timeout=90_000)
    page.click("button:has-text('Ghi cả 20.000 dòng')")
    page.wait_for_url("**/tasks/**", timeout=60_000)
    expect(page.locator("#task")).to_contain_text("So với danh sách đang có")
    picture(page, "task-import")
    assert not reporter.findings()
    page.wait_for_url(f"**{listed}", timeout=90_000)
    expect(page.locator("body")).to_contain_text("Đã ghi danh sách")
    expect(page.locator("main")).to_contain_text("Hoàn tác cả tệp")
