"""Following links as a reader does: one page of each kind, told apart by the address's name and its form.

The pages are asked for without being shown: which of them a browser has to lay out is decided by what they are made of.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.browser.markup import Markup
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


def crawl(visitor: Visitor, *more: str) -> Iterator[tuple[str, Markup]]:
    """One page of every kind that links lead to, `more` before them: each address and what came from there."""
    waiting = ["/", *more]
    seen = {kind(each) for each in waiting}
    found = 0
    while waiting:
        path = waiting.pop(0)
        page = _page(visitor, path)
        if page is None:
            continue
        found += 1
        assert found <= MOST, f"more kinds of pages than expected: {path}"
        yield path, page
        for link in page.links():
            if kind(link) not in seen and urlsplit(link).path not in ELSEWHERE:
                seen.add(kind(link))
                waiting.append(link)


def _page(visitor: Visitor, path: str) -> Markup | None:
    """What `path` answers; a file to download is no page."""
    answer = visitor.context.request.get(visitor.site.url + path)
    assert answer.status == 200, f"{path}: {answer.status}"
    is_page = answer.headers["content-type"].startswith("text/html")
    page = Markup(answer.url, answer.text()) if is_page else None
    answer.dispose()
    return page
