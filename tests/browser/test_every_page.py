"""Every page that every role is led to: it answers, it is silent, it stays on the machine, axe finds nothing.

A page is laid out by the browser when it has a part that no page of its kind had before, or one that stands where none
has stood: the same classes around a text give it the same ground and colour. Three roles between them see every kind of
page: theirs are also looked at in the dark and on a phone, without loading them again. What a page is made of does not
depend on the window it was loaded in: styles follow the window, and the one question that a script asks of it is asked
at a click (frontend/source.ts; tests in test_pages.py begin on a phone).
"""

import pytest

from tests.browser.conftest import Enter
from tests.browser.crawl import crawl, kind
from tests.browser.markup import Markup
from tests.browser.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("pages")]
# Who looks, and what no link leads to: asked by a form.
ROLES = {
    "chuyenvien03": ("/search/?q=a", "/reporting/targets/?year=2021&q=xuat+khau"),
    "mau-21": ("/search/?q=zzzz",),
    "quantri": ("/api/", "/settings/api/", "/settings/api/issue/", "/search/?q=a"),
    "lanhdao": ("/search/?q=doanh+thu+2022", "/reporting/consolidations/?q=zzzz"),
    "mau-12-duyet": (),
    "coquan": (),
    "kiemtra": (),
}
# The first ones: what has been looked at in the light alone would not be looked at again.
ALSO_DARK_AND_SMALL = tuple(ROLES)[:3]

checked: dict[object, list[frozenset[str]]] = {}
measured: set[str] = set()


@pytest.mark.parametrize("name", ROLES)
def test_pages_of(name: str, enter: Enter) -> None:
    reader = enter(name)
    found = []
    for path, page in crawl(reader, *ROLES[name]):
        assert page.title, path
        assert page.headings == 1, path
        found += findings(reader, path, page, dark_and_small=name in ALSO_DARK_AND_SMALL)
    assert not found, "\n".join(found)


def findings(reader: Visitor, path: str, page: Markup, *, dark_and_small: bool) -> list[str]:
    """What axe finds on a page that has something new to look at."""
    known, colours = checked.setdefault(kind(path), []), not page.places <= measured
    if not colours and any(page.parts <= each for each in known):
        return []
    known.append(page.parts)
    measured.update(page.places)
    reader.open(path)
    found = reader.findings(colours=colours)
    if dark_and_small:
        found += findings_in_the_dark_on_a_phone(reader, colours=colours)
    return [f"{path} {line}" for line in found]


def findings_in_the_dark_on_a_phone(reader: Visitor, *, colours: bool) -> list[str]:
    """Of the page that is open."""
    with reader.looking(PHONE, "dark"):
        wide = reader.overflow()
        found = [f"is {wide} px wider than the phone"] if wide else []
        return found + (reader.findings() if colours else [])
