"""Typing faster than the server answers, leaving without a last Tab: nothing typed is lost or overwritten."""

import time

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser
REPORT = "/reporting/monthly-production/2022-01/mau-03/"
SECTION = REPORT + "production/"


def answer_late(page: Page, seconds: float = 0.6) -> None:
    """The server's answers to left cells take `seconds` longer than they do on this machine."""

    def late(route: Route) -> None:
        answer = route.fetch()
        time.sleep(seconds)
        route.fulfill(response=answer)

    page.route("**/cell/", late)


def paste(page: Page, name: str, values: list[str]) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", "\r\n".join(values) + "\r\n")
    page.focus(f"[name={name}]")
    page.keyboard.press("Control+V")


def test_enter_saves_the_last_cell_of_a_section(enter: Enter) -> None:
    reporter = enter("mau-03")
    page = reporter.page
    reporter.open(SECTION)
    page.focus("[name=budget_payment]")
    page.keyboard.type("690,1")
    with page.expect_response("**/cell/"):
        page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text("Đã lưu nháp lúc")
    expect(page.locator("[name=budget_payment]")).to_be_focused()
    page.reload()
    expect(page.locator("[name=budget_payment]")).to_have_value("690,1")


def test_a_link_of_the_page_waits_until_the_cell_is_saved(enter: Enter) -> None:
    reporter = enter("mau-03")
    page = reporter.page
    reporter.open(SECTION)
    answer_late(page)
    page.fill("[name=budget_payment]", "691,2")
    page.click("nav#steps a[href$='/check/']")
    page.wait_for_url("**/check/")
    expect(page.locator("#v-c-budget_payment")).to_contain_text("691,2")


def test_who_leaves_by_another_address_while_typing_is_asked_and_keeps_the_cell(enter: Enter) -> None:
    reporter = enter("mau-03")
    page = reporter.page
    reporter.open(SECTION)
    page.focus("[name=budget_payment]")
    page.keyboard.press("Control+A")
    page.keyboard.type("692,3")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_response("**/cell/"):
        page.evaluate("location.assign('/profile/')")
    assert asked == ["beforeunload"]
    assert reporter.path == SECTION
    page.reload()
    expect(page.locator("[name=budget_payment]")).to_have_value("692,3")


def test_a_late_answer_overwrites_nothing_that_was_pasted_meanwhile(enter: Enter) -> None:
    reporter = enter("mau-03")
    page = reporter.page
    reporter.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reporter.open(SECTION)
    answer_late(page)
    page.fill("[name=export]", "9,9")
    page.click("[name=revenue]")
    pasted = {"revenue": "1345,6", "export": "2,1", "import": "15,9", "budget_payment": "690,4"}
    paste(page, "revenue", list(pasted.values()))
    page.click("nav#steps a[href$='/labour/']")
    page.wait_for_url("**/labour/")
    reporter.open(SECTION)
    shown = {name: page.input_value(f"[name={name}]").replace(".", "") for name in pasted}
    assert shown == pasted
