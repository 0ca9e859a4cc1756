"""Following links as a reader does: one page of each kind, told apart by the address's name and its form."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from tests.browser.visitor import Visitor

MOST = 260
# An app of its own, with all its screens in one page and a device instead of a reader: tests/browser/gate/.
ELSEWHERE = {"/gate/"}


def kind(path: str) -> tuple[str, ...]:
    """Pages of one kind differ only in whom or what they show."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return (path,)  # a dead link is a kind of its own: opening it fails the test
    form = found.kwargs.get("form") or found.kwargs.get("form_code") or ""
    part = found.kwargs.get("code", "") if found.view_name == "reporting:section" else ""
    return found.view_name, str(form), str(part)


def crawl(visitor: Visitor, *more: str) -> Iterator[str]:
    """Open one page of every kind that links lead to, `more` before them, and yield each address while it is open."""
    waiting = ["/", *more]
    seen = {kind(each) for each in waiting}
    opened = 0
    while waiting:
        path = waiting.pop(0)
        if not _is_page(visitor, path):
            continue
        opened += 1
        assert opened <= MOST, f"more kinds of pages than expected: {path}"
        yield path
        for link in links(visitor):
            if kind(link) not in seen:
                seen.add(kind(link))
                waiting.append(link)


def _is_page(visitor: Visitor, path: str) -> bool:
    """Open `path`; a file to download is no page."""
    try:
        answer = visitor.open(path)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return False
    assert answer.status == 200, f"{path}: {answer.status}"
    return answer.headers["content-type"].startswith("text/html")


def links(visitor: Visitor) -> list[str]:
    """Addresses of this host that the page links to, in the order of the page."""
    absolute = (
        "all => all.map(a => new URL(a.getAttribute('href'), document.baseURI).href)"  # of a picture too
    )
    found: list[str] = visitor.page.eval_on_selector_all("a[href]", absolute)
    parts = [urlsplit(href) for href in found if href.startswith(visitor.site.url)]
    return [f"{p.path}{'?' + p.query if p.query else ''}" for p in parts if p.path not in ELSEWHERE]
