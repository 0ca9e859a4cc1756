"""Pages for strangers, pages that an act leads to, searching: in both looks, or with the keyboard alone."""

from typing import Any

import pytest

from tests.browser.conftest import Enter
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser
FOR_STRANGERS = ("/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/api/")
LOOKS: tuple[dict[str, Any], ...] = ({}, {"window": PHONE, "scheme": "dark"})


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark phone"])
def test_pages_for_strangers(look: dict[str, Any], enter: Enter) -> None:
    reader = enter("", **look)
    for path in FOR_STRANGERS:
        assert reader.open(path).status == 200, path
        assert reader.findings() == []
        assert reader.overflow() == 0, path


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark phone"])
def test_pages_that_an_act_leads_to(look: dict[str, Any], enter: Enter) -> None:
    """A token shown once, the list with a client in it; a draft of the report and its text being edited."""
    keeper = enter("quantri", **look)
    page = keeper.page
    keeper.open("/settings/api/issue/")
    page.fill("[name=name]", f"Kho dữ liệu {len(look)}")
    page.select_option("[name=role]", "AUDITOR")
    page.locator("[name=permissions]").first.check()
    page.select_option("[name=targets]", index=0)
    page.click("main button.btn--pri")
    assert page.locator("main input[readonly]").input_value().startswith("sh_")
    assert (keeper.findings(), keeper.overflow()) == ([], 0)
    keeper.open("/settings/api/")
    assert (keeper.findings(), keeper.overflow()) == ([], 0)
    drafter = enter("lanhdao", **look)
    page = drafter.page
    drafter.open("/reporting/consolidations/")
    page.select_option("[name=period]", "2021-q4")
    page.click("main form.panel button.btn--pri")
    assert "Dự thảo" in page.inner_text("main")
    assert (drafter.findings(), drafter.overflow()) == ([], 0)
    page.click("a[href$='/edit/']")
    assert (drafter.findings(), drafter.overflow()) == ([], 0)


def test_searching_by_keyboard(enter: Enter) -> None:
    """«/» goes to the box, Enter asks, the arrows go through what was found."""
    reader = enter("chuyenvien03")
    page = reader.page
    reader.open("/queue/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "seek"
    page.keyboard.type("bao cao T12/2021")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-q"
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('[data-arrows]') !== null")
    assert (
        page.evaluate("[...document.querySelectorAll('[data-arrows] a')].indexOf(document.activeElement)")
        == 1
    )
    assert first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-q"
    page.keyboard.press("ArrowDown")
    href = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{href}")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "seek"


def test_searching_on_a_phone(enter: Enter) -> None:
    reader = enter("mau-21", window=PHONE)
    page = reader.page
    reader.open("/desk/")
    assert not page.locator("#seek").is_visible()
    page.click("a.seek-link")
    page.fill("#search-q", "T12/2021")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert "Báo cáo sản xuất" in page.inner_text("main")
    assert (reader.findings(), reader.overflow()) == ([], 0)
