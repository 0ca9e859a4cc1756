"""Every address and every operation, for every role: open to whom the view declares, shut to all others."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from songhanh.core.accounts.roles import ROLES
from tests.core.cast import signed_in
from tests.walks.bodies import BODIES
from tests.walks.cast import Walk
from tests.walks.naming import RATES
from tests.walks.routes import Gates, Operation, Route, operations, routes
from tests.walks.test_scope_everywhere import TARGET, arguments, asked, with_whole

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Everybody's own: their views ask for nothing but to be signed in.
OWN = {
    "core:profile", "core:save-view", "core:delete-view", "core:stay", "core:notices", "core:notices-read",
    "core:notice-read", "core:tasks", "core:task", "core:task-cancel", "core:task-file", "dashboards:home", "search",
}  # fmt: skip
# Open without signing in: the ways in, the language, the description of the API.
OPEN = {
    "api-page", "set_language", "api:openapi-json", "api:api-root",
    # The page that scans holds nobody's data; what it asks, it asks as a device (tests/gate/test_device_side.py).
    "gate:scanner", "gate:worker", "gate:manifest", "gate:enrol", "gate:snapshot", "gate:shift-change",
    # Likewise; marks come with the call's own key (tests/presence/test_roll_call_phone.py).
    "presence:roll-call-phone", "presence:roll-call-worker", "presence:roll-call-marks",
}  # fmt: skip
LIBRARY = ("account_", "mfa_")


def pages() -> list[Route]:
    return [r for r in routes() if not r.of_api and not r.name.startswith(LIBRARY) and r.name not in OPEN]


def may(role: str, gates: Gates) -> bool:
    """Of each gate one permission is held."""
    return all(set(gate) & ROLES[role].permissions for gate in gates)


def url_of(walk: Walk, route: Route) -> str:
    named = with_whole(walk, walk.named["mau-01"])
    given = arguments(route, named, named, project=False)
    if "number" in given and route.name == "core:event":
        given["number"] = 1
    if route.name == "reporting:figure":
        given["code"] = "revenue"
    if route.name == "reporting:calendar_remove":
        given["uuid"] = walk.whole["calendar_day"]
    if route.name.startswith("reporting:exchange_rate_") and "uuid" in given:
        given["uuid"] = walk.whole["exchange_rate"]
    return reverse(route.name, kwargs=given)


def ask(client: Client, method: str, url: str, **sent: Any) -> Any:
    """An answer; what it did is taken back."""
    client.cookies.pop("messages", None)
    with transaction.atomic():
        answer = client.generic(method, url, **sent)
        transaction.set_rollback(True)
    return answer


def test_every_page_declares_its_gate() -> None:
    assert [route.name for route in pages() if route.gates is None and route.name not in OWN] == []
    assert {route.name for route in pages()} >= OWN


@pytest.mark.parametrize("role", list(ROLES))
def test_every_page_opens_to_whom_it_declares(walk: Walk, role: str) -> None:
    client = signed_in(walk.users[role])
    wrong = []
    for route in pages():
        url = url_of(walk, route)
        for method in ("GET", "POST"):
            status = ask(client, method, url).status_code
            if status == 405:
                continue
            allowed = route.gates is None or may(role, route.gates)
            if (status == 403) is allowed or status >= 500:
                wrong.append((route.name, method, status, allowed))
    assert wrong == []


def test_strangers_are_sent_to_sign_in(walk: Walk) -> None:
    client, wrong = Client(), []
    for route in pages():
        url = url_of(walk, route)
        for method in ("GET", "POST"):
            answer = ask(client, method, url)
            away = answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")
            if answer.status_code != 405 and not away:
                wrong.append((route.name, method, answer.status_code))
    assert wrong == []


def operation_url(walk: Walk, operation: Operation) -> tuple[str, str]:
    named = with_whole(walk, walk.named["mau-01"])
    path = operation.path.replace("/forms/{code}/{version}", "/forms/monthly-production/1")
    path = path.replace("/figures/{code}", "/figures/revenue")
    each = Operation(operation.method, path, operation.gates, operation.queries)
    needed = {"period": "2021-11", "form": "monthly-production", "q": "mau"}
    query = "&".join(f"{key}={value}" for key, value in needed.items() if key in operation.queries)
    body = BODIES.get((operation.method, operation.path), {})
    if operation.path.endswith("/targets"):
        body = TARGET
    if "/exchange-rates" in operation.path and operation.method == "POST":
        body = RATES[operation.path.rsplit("/", 1)[-1]]
    if "/exports/" in operation.path:
        body = {"form": "csv"}
    if operation.path.endswith("/consolidations"):
        body = {"period": "2021-11"}
    return f"{asked(each, named, 'khanh-phu')}?{query}", json.dumps(body)


@pytest.mark.parametrize("role", list(ROLES))
def test_every_operation_opens_to_whom_it_declares(walk: Walk, role: str) -> None:
    token = Client(headers={"Authorization": f"Bearer {walk.tokens[role]}"})
    session = signed_in(walk.users[role])
    wrong = []
    for each in operations():
        url, body = operation_url(walk, each)
        sent = {"data": body, "content_type": "application/json"}
        said = {"token": ask(token, each.method, url, **sent).status_code}
        shut = 403 if each.method == "GET" else 401
        said["session"] = ask(session, each.method, url, **sent).status_code
        opens = may(role, each.gates)
        expected = {"token": opens, "session": opens and each.method == "GET"}
        for how, status in said.items():
            no = {"token": 403, "session": shut}[how]
            fine = status in {200, 201, 202, 204, 404, 409} if expected[how] else status == no
            if not fine:
                wrong.append((each.method, each.path, how, status, expected[how]))
    assert wrong == []


def test_no_operation_answers_a_stranger(walk: Walk) -> None:
    for each in operations():
        url, body = operation_url(walk, each)
        for client in (Client(), Client(headers={"Authorization": "Bearer sh_khong-co"})):
            answer = ask(client, each.method, url, data=body, content_type="application/json")
            assert answer.status_code == 401, each
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["code"] == "no_token"
