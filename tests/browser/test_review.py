"""The officer's side: who has not reported, remind; return, correct, accept; the leader's figure moves."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.site import Site
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
COLLECTION = "/reporting/monthly-production/2022-01/collection/"
REPORT = "/reporting/monthly-production/2022-01/mau-34/"
REVENUE = "/reporting/figures/revenue/?period=2022-01"


def test_who_has_not_reported_is_filtered_ticked_and_reminded(enter: Enter) -> None:
    officer = enter("chuyenvien03")
    page = officer.page
    officer.open(COLLECTION)
    page.click("summary:has-text('Trạng thái')")
    with page.expect_response("**/collection/?**"):
        page.check("#list-state input[value=NOT_OPENED]")
    expect(page.locator("#list .chip")).to_contain_text("Chưa mở")
    page.wait_for_load_state("networkidle")
    ticks = page.locator("#list tbody .tick")
    assert ticks.count() > 3
    expect(page.locator("#batch")).to_be_hidden()
    for number in range(3):
        ticks.nth(number).check()
    expect(page.locator("#batch")).to_contain_text("Đã chọn 3")
    expect(page.locator("#batch")).to_contain_text("Nhắc 3 doanh nghiệp")
    assert not officer.findings()
    names = [ticks.nth(n).get_attribute("aria-label") or "" for n in range(3)]
    page.click("#batch .btn--pri")
    the_reminder_is_confirmed(page, [name.removeprefix("Chọn ") for name in names])


def the_reminder_is_confirmed(page: Page, names: list[str]) -> None:
    """Before anything is sent, who will receive it."""
    assert page.url.endswith("/remind/")
    for name in names:
        expect(page.locator("main tbody")).to_contain_text(name)
    page.click("main form button.btn--pri")
    page.wait_for_url("**/collection/**")
    expect(page.locator(".toast")).to_contain_text("Đã nhắc 3 doanh nghiệp")
    expect(page.locator("#batch")).to_be_hidden()


def test_return_correct_accept_moves_the_leaders_figure_by_exactly_that(enter: Enter, site: Site) -> None:
    officer, leader, reporter = enter("chuyenvien03"), enter("lanhdao"), enter("mau-34")
    before = revenue(leader)
    told = site.figures(2022)["revenue"]["value"]
    give_back(officer)
    filed = correct(reporter)
    assert revenue(leader) == before  # a report that waits for review counts nowhere
    officer.open(REPORT + "review/")
    expect(officer.page.locator("main .tl").first).to_contain_text("Lần nộp 2")
    officer.page.click("main .phead button.btn--pri")
    expect(officer.page.locator(".toast")).to_contain_text("Đã chấp nhận báo cáo của Công ty Mẫu 34")
    assert revenue(leader) == before + filed
    assert Decimal(site.figures(2022)["revenue"]["value"]) == Decimal(told) + filed


def revenue(leader: Visitor) -> Decimal:
    """The exact value that the leader's page states, of 2022-01."""
    leader.open(REVENUE)
    said = leader.page.locator("#source-content p:has-text('Giá trị đúng:') b").inner_text()
    return number(said)


def number(text: str) -> Decimal:
    """A number as the screens write it."""
    found = re.search(r"[0-9.]+(,[0-9]+)?", text)
    assert found, text
    return Decimal(found[0].replace(".", "").replace(",", "."))


def give_back(officer: Visitor) -> None:
    """Return the report: without a reason it is refused, with one it goes."""
    page = officer.page
    officer.open(REPORT + "review/")
    page.check("input[name=cell][value=revenue]")
    page.click("section[aria-labelledby=return] button.btn")
    expect(page.locator(".errsum")).to_be_focused()
    page.fill("[name=message-revenue]", "Doanh thu chưa trừ hàng bán bị trả lại, đề nghị tính lại.")
    page.click("section[aria-labelledby=return] button.btn")
    expect(page.locator("main")).to_contain_text("Ban mở khóa 1 chỉ tiêu để sửa")
    assert not officer.findings()


def correct(reporter: Visitor) -> Decimal:
    """Type another revenue into the one unlocked cell and file again; gives the filed revenue."""
    page = reporter.page
    reporter.open(REPORT)
    expect(page.locator(".note--err")).to_contain_text("Doanh thu chưa trừ hàng bán bị trả lại")
    field = page.locator("[name=revenue]")
    expect(page.locator("main .value input.in1")).to_have_count(1)
    less = number(field.input_value()) - Decimal("0.13")
    field.fill(f"{less:f}".replace(".", ","))
    with page.expect_response("**/cell/"):
        page.keyboard.press("Tab")
    reporter.open(REPORT + "check/")
    page.fill("[name=correction_reason]", "Trừ hàng bán bị trả lại")
    page.check("[name=confirmed]")
    page.click("main form button.btn--pri")
    page.wait_for_url("**/receipt/BC-2022-01-*/")
    return less
