"""The door: name, password, one-time code, and every role's first page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser


def test_a_leader_needs_password_and_code(enter: Enter) -> None:
    leader = enter()
    leader.open("/reporting/")
    leader.page.fill("[name=login]", "lanhdao")
    leader.page.fill("[name=password]", "Minh-hoa-2022")
    leader.page.keyboard.press("Enter")
    expect(leader.page.locator("h1")).to_have_text("Mã một lần")
    leader.page.fill("[name=code]", "000000")
    leader.page.keyboard.press("Enter")
    expect(leader.page.locator(".errsum")).to_be_visible()
    leader.give_code("lanhdao")
    assert leader.path == "/reporting/"
    expect(leader.page.locator(".ribbon")).to_contain_text("đồng hồ minh họa 17/01/2022")


def test_a_wrong_password_is_said_and_takes_the_focus(enter: Enter) -> None:
    stranger = enter()
    stranger.open("/accounts/login/")
    stranger.page.fill("[name=login]", "mau-03")
    stranger.page.fill("[name=password]", "không phải mật khẩu")
    stranger.page.click("main button.btn--pri")
    expect(stranger.page.locator(".errsum")).to_be_focused()
    assert stranger.page.title().startswith("Lỗi:")
    assert not stranger.findings()
