"""Every page that every role is led to: it answers, it is silent, it stays on the machine, axe finds nothing.

Three roles between them see every kind of page: theirs are also looked at in the dark and on a phone, without loading
them again. What a page is made of does not depend on the window it was loaded in: styles follow the window, and the
one question that a script asks of it is asked at a click (frontend/source.ts; tests below begin on a phone).
"""

from typing import Any

import pytest

from tests.browser.conftest import Enter
from tests.browser.crawl import crawl, kind
from tests.browser.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = ("chuyenvien03", "lanhdao", "mau-21", "mau-12-duyet", "coquan", "kiemtra", "quantri")
ALSO_DARK_AND_SMALL = {"chuyenvien03", "mau-21", "quantri"}
# What no link leads to: asked by a form, or open to strangers.
BEYOND = {
    "": ("/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/api/"),
    "lanhdao": ("/search/?q=doanh+thu+2022", "/reporting/consolidations/?q=zzzz"),
    "chuyenvien03": ("/search/?q=a", "/reporting/targets/?year=2021&q=xuat+khau"),
    "mau-21": ("/search/?q=zzzz",),
    "quantri": ("/api/", "/settings/api/", "/settings/api/issue/", "/search/?q=a"),
}

checked: dict[object, list[frozenset[str]]] = {}
measured: dict[str, set[str]] = {"light": set(), "dark phone": set()}


def findings(reader: Visitor, path: str) -> list[str]:
    """What axe finds of a page that has a part which none of its kind had, or one that stands where none has stood."""
    parts, known = reader.parts(), checked.setdefault(kind(path), [])
    colours = stands_anew(reader, "light")
    if not colours and any(parts <= each for each in known):
        return []
    known.append(parts)
    return [f"{path} {line}" for line in reader.findings(colours=colours)]


def stands_anew(reader: Visitor, look: str) -> bool:
    """Whether anything stands where nothing has stood in this look: the same classes around give the same colours."""
    places = reader.places()
    new = not places <= measured[look]
    measured[look] |= places
    return new


@pytest.mark.parametrize("name", ROLES)
def test_pages_of(name: str, enter: Enter) -> None:
    reader = enter(name)
    found = []
    for path in crawl(reader, *BEYOND.get(name, ())):
        assert reader.page.title(), path
        assert reader.page.locator("h1").count() == 1, path
        found += findings(reader, path)
        if name in ALSO_DARK_AND_SMALL:
            found += findings_in_the_dark_on_a_phone(reader, path)
    assert not found, "\n".join(found)


def findings_in_the_dark_on_a_phone(reader: Visitor, path: str) -> list[str]:
    """Of the page that is open."""
    with reader.looking(PHONE, "dark"):
        wide = reader.overflow()
        said = [f"{path} is {wide} px wider than the phone"] if wide else []
        if stands_anew(reader, "dark phone"):
            said += [f"{path} {line}" for line in reader.findings()]
        return said


LOOKS: tuple[dict[str, Any], ...] = ({}, {"window": PHONE, "scheme": "dark"})


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark phone"])
def test_pages_for_strangers(look: dict[str, Any], enter: Enter) -> None:
    reader = enter("", **look)
    for path in BEYOND[""]:
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
