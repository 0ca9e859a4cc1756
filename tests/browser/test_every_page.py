"""Every page that every role is led to: it answers, it is silent, it stays on the machine, axe finds nothing."""

import pytest

from tests.browser.conftest import Enter
from tests.browser.crawl import crawl, kind
from tests.browser.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = ("lanhdao", "chuyenvien03", "mau-21", "mau-12-duyet", "coquan", "kiemtra", "quantri")


checked: set[object] = set()


def findings(reader: Visitor, path: str, how: str) -> list[str]:
    """What axe finds; a page made of the same parts as one of its kind that was checked is not checked again."""
    parts = (how, kind(path), reader.parts())
    if parts in checked:
        return []
    checked.add(parts)
    return [f"{path} {line}" for line in reader.findings()]


@pytest.mark.parametrize("name", ROLES)
def test_pages_of(name: str, enter: Enter) -> None:
    reader = enter(name)
    found = []
    for path in crawl(reader):
        assert reader.page.title(), path
        assert reader.page.locator("h1").count() == 1, path
        found += findings(reader, path, "light")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["chuyenvien03", "mau-21", "quantri"])
def test_in_the_dark_and_on_a_phone(name: str, enter: Enter) -> None:
    """One page of each kind, for the three roles that between them see every kind."""
    reader = enter(name, window=PHONE, scheme="dark")
    found = []
    for path in crawl(reader):
        found += findings(reader, path, "dark phone")
        if wide := reader.overflow():
            found.append(f"{path} is {wide} px wider than the phone")
    assert not found, "\n".join(found)
