"""No page offers what would be refused: every link that a role meets opens, every form it meets is its own to send."""

from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.core.cast import signed_in
from tests.walks.cast import Walk
from tests.walks.test_permissions_everywhere import ask, may

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

Met = Callable[[str], dict[str, tuple[int, Any]]]
ALIKE = 2  # pages of one kind (same view, same keys asked with) that are opened
ANYBODYS = ("set_language", "account_", "mfa_")
ROLES = [
    "ADMINISTRATOR", "LEADER", "OFFICER", "AUDITOR", "AGENCY_USER", "ENTERPRISE_REPORTER", "ENTERPRISE_APPROVER",
]  # fmt: skip


class Offers(HTMLParser):
    """The addresses of a page's links and of what it sends."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sends: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links; forms that post; buttons and rows that post elsewhere."""
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag == "form" and str(given.get("method", "")).lower() == "post":
            self.sends.append(given.get("action") or "")
        self.sends += [str(given[key]) for key in ("formaction", "hx-post") if given.get(key)]


def kind(address: str) -> tuple[str, tuple[str, ...]]:
    """Which view, asked with which keys."""
    parts = urlsplit(address)
    keys = tuple(sorted({pair.split("=")[0] for pair in parts.query.split("&")}))
    return resolve(parts.path).view_name, keys


@pytest.fixture(scope="module")
def met(walk: Walk) -> Met:
    """What a role meets; each walks once."""
    return cache(lambda role: offers(signed_in(walk.users[role])))


def offers(client: Client) -> dict[str, tuple[int, Any]]:
    """Address → status and what was offered there, over all kinds of pages that can be reached from `/`."""
    found: dict[str, tuple[int, Any]] = {}
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop(0)
        if address in found or seen.setdefault(kind(address), 0) >= ALIKE:
            continue
        seen[kind(address)] += 1
        answer = ask(client, "GET", address)
        if answer.status_code == 302:
            waiting.append(urljoin(address, answer["Location"]))
        page = not answer.streaming and answer.get("Content-Type", "").startswith("text/html")
        offered = Offers(answer.content.decode()) if page else None
        found[address] = (answer.status_code, offered)
        here = [urljoin(address, link).split("#")[0] for link in offered.links] if offered else []
        waiting += [
            each for each in here if each.startswith("/") and not each.startswith(("/static/", "/api/"))
        ]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_offered_that_would_be_refused(met: Met, role: str) -> None:
    found = met(role)
    refused = {address: status for address, (status, _offered) in found.items() if status >= 400}
    assert refused == {}
    for address, (_status, offered) in found.items():
        for sent in offered.sends if offered else ():
            to = resolve(urlsplit(urljoin(address, sent)).path)
            if not to.view_name.startswith(ANYBODYS):
                gates = getattr(to.func, "gates", ())
                assert may(role, gates), f"{address} offers {role} to send {sent}"
    assert len(found) > 5


def test_an_auditor_meets_no_form_but_his_own(met: Met) -> None:
    """He reads all and changes nothing: what he sends concerns his own account, files and ways of looking."""
    found = met("AUDITOR")
    assert any(address.startswith("/queue/") for address in found)
    sent = {
        resolve(urlsplit(urljoin(address, each)).path).view_name
        for address, (_status, offered) in found.items()
        if offered
        for each in offered.sends
    }
    own = {
        "core:profile",
        "core:save-view",
        "core:delete-view",
        "core:notices-read",
        "core:notice-read",
        "core:task-cancel",
    }
    assert {name for name in sent if not name.startswith(ANYBODYS)} <= own
