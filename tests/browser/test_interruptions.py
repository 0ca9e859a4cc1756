"""What comes between a person and the work: a lost connection, a coffee break."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser
SECTION = "/reporting/monthly-production/2022-01/mau-03/production/"


def test_without_a_connection_the_draft_waits_and_is_sent_again(enter: Enter) -> None:
    reporter = enter("mau-03")
    page = reporter.page
    reporter.open(SECTION)
    reporter.complaints.expected = ("htmx:",)
    page.fill("[name=revenue]", "1345,6")
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Đã lưu nháp lúc")
    reporter.context.set_offline(True)
    page.fill("[name=export]", "1,62")
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Mất mạng. Số vừa nhập còn trên trang này")
    expect(page.locator("[name=export]")).to_have_value("1,62")
    with page.expect_response("**/cell/"):
        reporter.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Đã lưu nháp lúc")
    page.reload()
    expect(page.locator("[name=export]")).to_have_value("1,62")


@pytest.mark.parametrize(("name", "minutes"), [("mau-03", 15), ("quantri", 5)])
def test_two_minutes_before_the_idle_lock_there_is_a_warning(name: str, minutes: int, enter: Enter) -> None:
    reader = enter(name)
    page = reader.page
    page.clock.install()
    reader.open("/profile/")
    warning = page.locator("#lockwarn")
    page.clock.run_for((minutes - 2) * 60_000 - 1000)
    expect(warning).to_be_hidden()
    page.clock.run_for(2000)
    expect(warning).to_be_visible()
    expect(warning.locator("button")).to_be_focused()
    assert not reader.findings()
    with page.expect_response("**/stay/"):
        page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
