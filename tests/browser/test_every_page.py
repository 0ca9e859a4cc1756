"""Every page that every role is led to: it answers, it is silent, it stays on the machine, axe finds nothing."""

import pytest

from tests.browser.conftest import Enter
from tests.browser.crawl import crawl
from tests.browser.visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = ("lanhdao", "chuyenvien03", "mau-21", "mau-12-duyet", "coquan", "kiemtra", "quantri")


@pytest.mark.parametrize("name", ROLES)
def test_pages_of(name: str, enter: Enter) -> None:
    reader = enter(name)
    found = []
    for path in crawl(reader):
        assert reader.page.title(), path
        assert reader.page.locator("h1").count() == 1, path
        found += [f"{path} {line}" for line in reader.findings()]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["chuyenvien03", "mau-21", "quantri"])
def test_in_the_dark_and_on_a_phone(name: str, enter: Enter) -> None:
    """One page of each kind, for the three roles that between them see every kind."""
    reader = enter(name, window=PHONE, scheme="dark")
    found = []
    for path in crawl(reader):
        found += [f"{path} {line}" for line in reader.findings()]
        if wide := reader.overflow():
            found.append(f"{path} is {wide} px wider than the phone")
    assert not found, "\n".join(found)
