"""Days in a browser of another language: dd/mm/yyyy all the same, by keyboard, by the calendar, without script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Enter

pytestmark = pytest.mark.browser


@pytest.fixture
def abroad(enter: Enter, browser: Browser) -> Iterator[Page]:
    """A leader's pages in a browser that writes days as 12/31/2021."""
    leader = enter("lanhdao")
    context = browser.new_context(locale="en-US", storage_state=leader.page.context.storage_state())
    context.add_cookies([{"name": "django_language", "value": "vi", "url": leader.site.url}])
    page = context.new_page()
    page.goto(leader.site.url + "/today/")
    yield page
    context.close()


def test_the_day_reads_the_same_in_every_browser(abroad: Page) -> None:
    assert abroad.input_value("#on") == "17/01/2022"
    abroad.fill("#on", "3/12/2021")
    abroad.keyboard.press("Enter")
    abroad.wait_for_url("**/today/?on=*")
    assert abroad.input_value("#on") == "03/12/2021"
    assert "03/12/2021" in abroad.inner_text("main")


def test_the_calendar_writes_into_the_text(abroad: Page) -> None:
    abroad.focus("#on")
    abroad.keyboard.press("Tab")
    assert abroad.evaluate("document.activeElement.getAttribute('aria-label')") == "Chọn ngày trên lịch"
    calendar = abroad.locator(".day-calendar")
    assert calendar.get_attribute("max") == "2022-01-17"
    abroad.keyboard.press("Enter")
    assert calendar.input_value() == "2022-01-17"  # opened at the day that stands there
    abroad.keyboard.press("ArrowLeft")
    abroad.keyboard.press("Enter")
    expect(abroad.locator("#on")).to_have_value("16/01/2022")
    assert abroad.evaluate("document.activeElement.id") == "on"


def test_without_script_the_text_works_alone(enter: Enter, browser: Browser) -> None:
    leader = enter("lanhdao")
    context = browser.new_context(
        java_script_enabled=False, storage_state=leader.page.context.storage_state()
    )
    page = context.new_page()
    page.goto(leader.site.url + "/today/")
    assert not page.is_visible("[data-day-open]")
    page.fill("#on", "15/12/2021")
    page.click("form:has(#on) button.btn")
    assert page.input_value("#on") == "15/12/2021"
    context.close()


def test_a_list_follows_the_day(enter: Enter) -> None:
    officer = enter("chuyenvien01")
    officer.open("/people/")
    before = officer.page.inner_text("#subhead")
    officer.page.fill("#list-on", "15/12/2020")
    officer.page.keyboard.press("Tab")
    officer.page.wait_for_selector(".chip:has-text('15/12/2020')")
    after = officer.page.inner_text("#subhead")
    assert "tại ngày 15/12/2020" in after
    assert after != before
