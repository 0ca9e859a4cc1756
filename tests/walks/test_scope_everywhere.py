"""A foreign id and an unknown id take the same path: same status, same body, same number of queries.

Every address and every operation of the API is walked, as an enterprise's reporter and as an officer of one park;
what the addresses name stands in another enterprise, in another park.
"""

import json
import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songhanh.core.accounts.roles import ROLES
from tests.core.cast import signed_in
from tests.walks.bodies import API_UUIDS, BODIES
from tests.walks.cast import BEFORE, FORM, PERIOD, PROJECT_FORM, QUARTER, Named, Walk
from tests.walks.naming import FIXED, UUIDS
from tests.walks.questions import ASKED
from tests.walks.routes import Operation, Route, operations, routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOWHERE = Named(
    "mau-99", "DA-99", "mau-99", "BC-2021-11-9999",
    dict.fromkeys(
        ("obligation", "filed", "upload", "question", "notice", "saved_view", "import", "exemption", "client",
         "grant", "stay", "calendar_day", "consolidation", "document", "target", "task", "pass", "visitor",
         "rule", "gate", "clock_file", "device", "guard", "place", "pass_key", "roll_call", "roster", "contact",
         "project", "certificate", "assignment", "membership", "plot", "case", "run", "handed"),
        str(UUID(int=7)),
    ),
)  # fmt: skip
# What must be sent for the object to be looked at.
SENT = {"reporting:cell": "cells=revenue&revenue=1", "reporting:copy": "section=labour"}
FORM_DATA = "application/x-www-form-urlencoded"
# Figures, the audit trail, days off and exchange rates are nobody's: the gate alone decides.
WITHOUT_OBJECTS = {
    "reporting:figure", "core:event", "reporting:calendar_remove", "reporting:exchange_rate_correct",
    "reporting:exchange_rate_withdraw", "presence:conflicts-of", "gate:key-revoke", "gate:clock-example",
}  # fmt: skip
ACTORS = ("reporter", "officer")


def named_routes() -> list[Route]:
    """Pages whose address names an object."""
    ours = (route for route in routes() if ":" in route.name and not route.of_api)
    periods = {"form_code", "period_code"}
    return [r for r in ours if set(r.arguments) - periods and r.name not in WITHOUT_OBJECTS]


def arguments(route: Route, outer: Named, inner: Named, *, project: bool) -> dict[str, Any]:
    """The address's arguments: what stands last is `inner`'s, what it hangs on is `outer`'s."""
    form, period = (PROJECT_FORM, QUARTER) if project else (FORM, PERIOD)
    if "number" in route.arguments and not project:
        period = BEFORE  # the one that was filed
    given: dict[str, Any] = {
        "form": form, "form_code": form, "period": period.code, "period_code": period.code,
        "owner": outer.project if project else outer.enterprise,
        "code": outer.enterprise, "username": outer.username, "number": inner.receipt,
    }  # fmt: skip
    kind = max((each for each in UUIDS if route.name.startswith(each)), key=len, default="")
    given["uuid"] = inner.uuids.get(UUIDS.get(kind, ""))
    given |= FIXED.get(route.name, {})
    return {name: given[name] for name in route.arguments}


def addresses(route: Route, own: Named, foreign: Named) -> Iterator[tuple[str, str, str]]:
    """(whose, foreign address, unknown address): the whole of it, and under the own owner the last part."""
    for project in (False, True) if "owner" in route.arguments else (False,):
        for outers in ((foreign, NOWHERE), (own, own)):
            pair = [
                reverse(route.name, kwargs=arguments(route, outer, inner, project=project))
                for outer, inner in zip(outers, (foreign, NOWHERE), strict=True)
            ]
            if pair[0] != pair[1]:
                yield outers[0].enterprise, pair[0], pair[1]


def hidden(text: str, *names: Named) -> str:
    """Without forgery tokens and without the ids that were asked for."""
    text = re.sub(r"\b[A-Za-z0-9]{64}\b", "", text)
    text = re.sub(r'<div class="printonly printfoot">.*?</div>', "", text)  # the minute may end in between
    for each in names:
        for word in (each.enterprise, each.project, each.username, each.receipt, *each.uuids.values()):
            text = text.replace(word, "·")
    return text


def outcome(client: Client, method: str, url: str, *names: Named, **sent: Any) -> tuple[Any, ...]:
    """What can be seen of an answer; what it did is taken back."""
    client.cookies.pop("messages", None)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            answer = client.generic(method, url, **sent)
            body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
        transaction.set_rollback(True)
    said = hidden(body.decode("utf-8", "replace"), *names)
    where = hidden(answer.headers.get("Location", ""), *names)
    return answer.status_code, where, said, len(queries)


def differing(one: tuple[Any, ...], other: tuple[Any, ...]) -> list[str]:
    """Where two answers differ, if they do."""
    lines = [str(part).splitlines() for answer in (one, other) for part in [answer[2]]]
    found = [line for line in unified_diff(*lines, n=0, lineterm="") if line[:2] not in {"--", "++", "@@"}]
    plain = [f"{a} / {b}" for a, b in zip((*one[:2], one[3]), (*other[:2], other[3]), strict=True) if a != b]
    return [*plain, *found]


def own_of(walk: Walk, actor: str) -> tuple[Client, Named, Named]:
    """Who asks, what is his, what is foreign to him: enterprise three stands in no park of his."""
    user = walk.cast.reporter if actor == "reporter" else walk.cast.officer
    client = signed_in(user)
    client.get("/notices/")  # the session writes once when it was last seen
    return client, walk.named["mau-01"], walk.named["mau-03"] if actor == "officer" else walk.named["mau-02"]


def with_whole(walk: Walk, named: Named) -> Named:
    """What belongs to the authority is as foreign as the rest."""
    return Named(
        named.enterprise, named.project, named.username, named.receipt, {**named.uuids, **walk.whole}
    )


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("route", named_routes(), ids=lambda route: route.name)
def test_pages_tell_nothing_of_foreign_objects(walk: Walk, route: Route, actor: str) -> None:
    client, own, foreign = own_of(walk, actor)
    foreign = with_whole(walk, foreign)
    pairs = list(addresses(route, own, foreign))
    assert pairs
    for _whose, there, nowhere in pairs:
        for method in ("GET", "POST"):
            sent = {"data": SENT.get(route.name, ""), "content_type": FORM_DATA}
            seen = outcome(client, method, there, foreign, own, **sent)
            unknown = outcome(client, method, nowhere, NOWHERE, own, **sent)
            assert differing(seen, unknown) == [], (method, there)
            assert seen[0] in {401, 403, 404, 405}, (method, there, seen[0])


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize(("method", "path", "fields"), ASKED, ids=lambda each: str(each)[:40])
def test_questions_and_forms_tell_nothing(
    walk: Walk, actor: str, method: str, path: str, fields: str
) -> None:
    client, _own, _ = own_of(walk, actor)
    foreign = walk.named["mau-03"]
    seen = []
    for named, park in ((foreign, "gian-khau"), (NOWHERE, "khong-co-1")):
        query = fields.format(
            enterprise=named.enterprise, project=named.project, park=park, code="NL-0003",
            obligation=named.uuids["obligation"], receipt=named.receipt,
        )  # fmt: skip
        sent: dict[str, Any] = {"data": query, "content_type": FORM_DATA}
        url = f"{path}?{query}" if method == "GET" else path
        answer = outcome(client, method, url, named, **(sent if method == "POST" else {}))
        seen.append(tuple(part.replace(park, "·") if isinstance(part, str) else part for part in answer))
    assert differing(*seen) == []


TARGET = {"indicator": "revenue", "year": 2021, "value": 1, "decision_number": "1/QĐ"}


def asked(operation: Operation, named: Named, park: str) -> str:
    """The operation's address with `named` in it."""
    segments = operation.path.split("/")
    kind = API_UUIDS.get(segments[4] if segments[3] in {"gate", "presence", "epidemic"} else segments[3], "")
    parts = {
        "code": park if "/parks/" in operation.path else named.enterprise,
        "stay": named.uuids["stay"],
        "uuid": named.uuids.get(kind, ""),
        "number": "1",
        "form": "pdf",
    }
    return operation.path.format(**parts)


def api_cases() -> list[Any]:
    """Operations that name an object, in the address or in the query."""
    cases = []
    for each in operations():
        if "{" in each.path and "/exchange-rates/" not in each.path and each.path not in {
            "/api/v1/forms/{code}/{version}", "/api/v1/figures/{code}/rows",
        }:  # fmt: skip
            cases.append(pytest.param(each, "", id=f"{each.method} {each.path}"))
        for query in sorted({"enterprise", "park", "project"} & set(each.queries)):
            cases.append(pytest.param(each, query, id=f"{each.method} {each.path} {query}"))
    return cases


@pytest.mark.parametrize("actor", ["ENTERPRISE_REPORTER", "park"])
@pytest.mark.parametrize(("operation", "query"), api_cases())
def test_operations_tell_nothing(walk: Walk, operation: Operation, query: str, actor: str) -> None:
    client = Client(headers={"Authorization": f"Bearer {walk.tokens[actor]}"})
    client.get("/api/v1/forms")  # the first use of a day is written down
    theirs = with_whole(walk, walk.named["mau-03"])
    seen = []
    for named, park in ((theirs, "gian-khau"), (NOWHERE, "khong-co-1")):
        url = asked(operation, named, park) if not query else operation.path.replace("{code}", "revenue")
        if query:
            value = {"enterprise": named.enterprise, "project": named.project, "park": park}[query]
            url += f"?{query}={value}" + ("&period=2021-11" if "period" in operation.queries else "")
        body = json.dumps(BODIES.get((operation.method, operation.path), {}))
        answer = outcome(client, operation.method, url, named, data=body, content_type="application/json")
        seen.append(tuple(part.replace(park, "·") if isinstance(part, str) else part for part in answer))
    assert differing(*seen) == []
    held = ROLES["OFFICER" if actor == "park" else actor].permissions
    opens = all(set(gate) & held for gate in operation.gates)
    assert seen[0][0] in (({200} if opens else {403}) if query else {403, 404})
    if not query and seen[0][0] == 404:
        mine = asked(operation, with_whole(walk, walk.named["mau-01"]), "khanh-phu")
        own = outcome(client, operation.method, mine, data=body, content_type="application/json")
        whole = any(word in operation.path for word in ("consolidation", "document", "tasks"))
        assert whole or own[0] != 404, "the walk reaches the object"


@pytest.mark.parametrize("field", ["enterprise", "park"])
def test_a_target_for_a_foreign_owner(walk: Walk, field: str) -> None:
    client = Client(headers={"Authorization": f"Bearer {walk.tokens['park']}"})
    client.get("/api/v1/forms")
    words = {"enterprise": ("mau-03", "mau-99"), "park": ("gian-khau", "khong-co-1")}[field]
    seen = [
        outcome(client, "POST", "/api/v1/targets", data=json.dumps({**TARGET, field: word}),
                content_type="application/json")
        for word in words
    ]  # fmt: skip
    assert differing(*seen) == []
    assert seen[0][0] == 404


def test_the_walk_reaches_what_is_ones_own(walk: Walk) -> None:
    """Otherwise every address would be unknown to everybody and the walk would prove nothing."""
    client, own, _foreign = own_of(walk, "reporter")
    own = with_whole(walk, own)
    lost = []
    for route in named_routes():
        url = reverse(route.name, kwargs=arguments(route, own, own, project=False))
        sent = {"data": SENT.get(route.name, ""), "content_type": FORM_DATA}
        if {outcome(client, method, url, **sent)[0] for method in ("GET", "POST")} - {405} == {404}:
            lost.append(route.name)
    assert lost == []


def test_a_foreign_receipt_under_the_own_address(walk: Walk) -> None:
    client, own, foreign = own_of(walk, "reporter")
    base = f"/reporting/{FORM}/2021-11/{own.enterprise}/receipt/"
    assert outcome(client, "GET", f"{base}{own.receipt}/")[0] == 200
    assert outcome(client, "GET", f"{base}{foreign.receipt}/", foreign) == outcome(
        client, "GET", f"{base}{NOWHERE.receipt}/", NOWHERE
    )
