"""What a guard and the office do with a phone, and what lies in the stream afterwards."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from songhanh.demo.loading.gates import PINS
from songhanh.gate.stream.scans import TABLE
from tests.browser.conftest import Enter
from tests.browser.site import Site

Phone = Callable[[list[str]], Page]


def pairing_code(enter: Enter) -> str:
    """A new device of Mẫu 07's first gate, added as the enterprise does it."""
    visitor = enter("mau-07")
    visitor.open("/gate/gates/")
    office = visitor.page
    gate = office.locator("main a").filter(has_text=re.compile("Cổng chính")).first.get_attribute("href")
    visitor.open(f"{gate}devices/")
    office.locator("main form [name=name]").fill("Điện thoại thử")
    office.locator("main form button.btn--pri").click()
    return office.input_value("#code")


def pair(page: Page, code: str) -> None:
    """From the QR on the office's screen to the first picture of the camera."""
    page.goto(f"/gate/#code={code}")
    page.locator("form[data-place=enrol-form] button").click()
    mark, pin = next(iter(PINS.items()))
    page.locator("[name=mark]:visible").fill(mark)
    page.locator("[name=pin]").fill(pin)
    page.locator("form[data-place=watch-form] button").click()
    page.wait_for_selector("body[data-showing=scan]")


def answer(page: Page) -> str:
    """The next answer, in words."""
    page.wait_for_selector("body[data-showing=answer]", timeout=15_000)
    return page.locator("[data-screen=answer]").inner_text()


def kept(site: Site) -> list[dict[str, Any]]:
    """What lies in the stream."""
    path = site.installation.var / "gate" / "stream.sqlite3"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as stream:
        stream.row_factory = sqlite3.Row
        return [dict(row) for row in stream.execute(f"SELECT * FROM {TABLE} ORDER BY seq")]


def watches(site: Site) -> int:
    """How many times a guard has taken over a device."""
    with closing(sqlite3.connect(site.installation.var / "songhanh.sqlite3")) as database:
        return int(database.execute("SELECT COUNT(*) FROM gate_guardshift").fetchone()[0])


def check(page: Page, screen: str) -> None:
    """No finding of axe, nothing wider than the phone."""
    found = Axe().run(page).response["violations"]
    assert not found, (screen, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found])
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, screen
