"""Text that no database holds, far too long, or far too big a number: told in words, never a fault of the server.

Every field of every form, every question a page or an operation takes, every text of a body. What databases refuse,
a number too big and a text too long, is one text of digits; it stands in each field alone, so that no other field's
refusal hides it. The others stand in all fields of a page or form at once: what is stored or compared as it is, and a
NUL, which is refused before any field is looked at.
"""

import json
from collections.abc import Container, Iterable, Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import transaction
from django.test import Client

from songhanh.core.accounts.roles import ROLES
from tests.core.cast import signed_in
from tests.walks.cast import Walk
from tests.walks.forms import Form, Page
from tests.walks.routes import operations
from tests.walks.test_permissions_everywhere import may, operation_url, pages, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NUL, LONG, SURROGATE = "a\0b", "ệ" * 6000, "a\ud800b"
DIGITS = "9" * 4000  # Python reads numbers of up to 4,300
ODD = "\u202e\u200b٣𝟗\U0001f469\u200d\U0001f33e\u0301\ufeff'\"<%s{{0}}"
WRITTEN = {"NUL": NUL, "long": LONG, "digits": DIGITS, "odd": ODD}
ALONE = ("digits",)
# What would end the session of the walk, or send nothing of ours.
LEFT_ALONE = ("/accounts/logout/",)


def answered(client: Client, method: str, url: str, **sent: Any) -> tuple[int, str]:
    """Status and type of an answer; what it did is taken back."""
    client.cookies.pop("messages", None)
    with transaction.atomic():
        answer = client.generic(method, url, **sent)
        if answer.streaming:
            b"".join(answer)  # type: ignore[arg-type]
        transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("Content-Type", "")


def readers(walk: Walk) -> dict[str, Client]:
    """A browser a role; a fault is an answer here, not an exception."""
    found = {role: signed_in(walk.users[role]) for role in ROLES}
    for client in found.values():
        client.raise_request_exception = False
    return found


Opened = tuple[Client, str, Page]


@pytest.fixture(scope="module")
def opened(walk: Walk) -> list[Opened]:
    """Each page once, read by the first role that may, with what it lets one send."""
    return list(_opened(walk))


def _opened(walk: Walk) -> Iterator[Opened]:
    clients = readers(walk)
    for route in pages():
        url = url_of(walk, route)
        for role, client in clients.items():
            if route.gates is not None and not may(role, route.gates):
                continue
            client.cookies.pop("messages", None)
            answer = client.get(url)
            html = answer.headers.get("Content-Type", "").startswith("text/html")
            if answer.status_code == 200 and html:
                yield client, url, Page(answer.content.decode(), urlsplit(url).path)
                break


def changes(names: Iterable[str], alone: Container[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """What is written where: the kind of text, and the text by field."""
    for kind, text in WRITTEN.items():
        if kind in alone:
            yield from ((kind, {name: text}) for name in names)
        elif changed := dict.fromkeys(names, text):
            yield kind, changed


def wrongs(statuses: Iterator[tuple[tuple[Any, ...], int]]) -> list[tuple[Any, ...]]:
    """Where the server failed."""
    return [(*where, status) for where, status in statuses if status >= 500]


def test_every_question_of_every_page(opened: list[Opened]) -> None:
    def tried() -> Iterator[tuple[tuple[Any, ...], int]]:
        for client, url, page in opened:
            names = page.asked | {name for form in page.forms if form.method == "GET" for name in form.values}
            unasked = dict.fromkeys({"page", "q", "sort", "export"} - names, DIGITS)
            for kind, changed in [*changes(sorted(names), ALONE), ("digits", unasked)]:
                query = urlencode({name: text[:2000] for name, text in changed.items()})
                status, _type = answered(client, "GET", f"{urlsplit(url).path}?{query}")
                yield (url, *changed, kind), status
                if kind == "NUL":
                    assert status == 400, (url, *changed)

    assert wrongs(tried()) == []


def sendable(opened: list[Opened]) -> Iterator[tuple[Client, str, Form]]:
    """Each form that writes, once."""
    seen = set()
    for client, url, page in opened:
        for form in page.forms:
            key = (form.action, frozenset(form.values))
            if form.method == "POST" and form.action not in LEFT_ALONE and key not in seen:
                seen.add(key)
                yield client, url, form


def test_every_field_of_every_form(opened: list[Opened]) -> None:
    count = 0
    wrong = []
    for client, url, form in sendable(opened):
        for kind, changed in changes(form.values, ALONE):
            data = urlencode({**form.values, **changed})
            status, _type = answered(
                client, "POST", form.action or url, data=data,
                content_type="application/x-www-form-urlencoded",
            )  # fmt: skip
            count += len(changed)
            if status >= 500 or (kind == "NUL" and status != 400):
                wrong.append((form.action, *changed, kind, status))
    assert wrong == []
    assert count > 300


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "page", ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/key/1-a/"]
)
def test_ways_in_say_it_in_the_readers_language(walk: Walk, page: str, language: str) -> None:
    said = {
        "vi": "Chữ gửi lên có ký tự không đọc được",
        "en": "What was sent holds a character that cannot be read",
    }
    client = Client(headers={"Accept-Language": language}, raise_request_exception=False)
    for fields in ({"login": NUL, "password": "x"}, {"login": "x", "password": NUL}, {"email": NUL}):
        answer = client.post(page, fields)
        assert answer.status_code == 400
        assert said[language] in answer.content.decode()
        assert "Null characters" not in answer.content.decode()
    for text in (LONG, ODD, DIGITS):
        answer = client.post(page, {"login": text, "password": text, "email": text, "password1": text})
        assert answer.status_code < 500
    assert client.get(f"{page}?next=%00").status_code == 400


def leaves(body: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of all plain values in a body."""
    if isinstance(body, dict):
        for key, value in body.items():
            yield from leaves(value, (*path, key))
    else:
        yield path


def replaced(body: Any, path: tuple[Any, ...], text: Any) -> Any:
    """The body with `text` at that place."""
    return {**body, path[0]: replaced(body[path[0]], path[1:], text)} if path else text


def test_every_text_of_every_operation(walk: Walk) -> None:
    wrong = []
    for each in operations():
        role = next(role for role in ROLES if may(role, each.gates))
        client = Client(
            headers={"Authorization": f"Bearer {walk.tokens[role]}"}, raise_request_exception=False
        )
        url, body = operation_url(walk, each)
        path, given = (
            urlsplit(url).path,
            dict(part.split("=") for part in urlsplit(url).query.split("&") if part),
        )
        texts = {kind: text for kind, text in WRITTEN.items() if kind != "long"}  # the digits are as long
        for kind, text in texts.items():
            for name in each.queries:
                query = urlencode({**given, name: text[:2000]})
                status, type_ = answered(
                    client, each.method, f"{path}?{query}", data=body, content_type="application/json"
                )
                problem = status < 400 or type_ == "application/problem+json"
                if status >= 500 or not problem:
                    wrong.append((each.method, path, name, kind, status))
        for kind, text in {**texts, "surrogate": SURROGATE}.items():
            for place in leaves(json.loads(body)):
                if each.method == "GET" or not place:
                    continue
                sent = json.dumps(replaced(json.loads(body), place, text))
                status, type_ = answered(client, each.method, url, data=sent, content_type="application/json")
                if status >= 500 or (status >= 400 and type_ != "application/problem+json"):
                    wrong.append((each.method, path, place, kind, status))
            sent = json.dumps({**json.loads(body), text: text})
            status, type_ = answered(client, each.method, url, data=sent, content_type="application/json")
            if status >= 500:
                wrong.append((each.method, path, "a key", kind, status))
    assert wrong == []
