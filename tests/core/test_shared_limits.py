"""What several server processes must know of one another: used codes, limits of signing in, calls of the API."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from songhanh.core.accounts import second_factor
from songhanh.core.accounts.call_limit import TooManyCallsError, count_call
from songhanh.core.accounts.permissions import Permission
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.models import ApiCalls, CacheEntry
from songhanh.core.models.api_client import ApiClient
from tests.core.cast import AUTHORITY, BY, NOW, PASSWORD, new_user, signed_in

MOMENT = 1_642_384_830.5  # half past a minute
Work = Callable[[], Any]
# On SQLite there is one process only; and in memory, as here, its threads do not wait for one another's tables.
several = pytest.mark.skipif(connection.vendor == "sqlite", reason="one process on SQLite")


def at_once(*works: Work) -> list[Any]:
    """Each in a thread with a connection of its own, as processes have; all begin together."""
    barrier = Barrier(len(works))

    def run(work: Work) -> Any:
        barrier.wait(10)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def calls(n: int) -> int:
    """How many of `n` calls are let pass."""
    passed = 0
    for _ in range(n):
        try:
            count_call("client:1", MOMENT)
            passed += 1
        except TooManyCallsError:
            pass
    return passed


@several
@pytest.mark.django_db(transaction=True)
def test_processes_share_one_count(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_CALLS_A_MINUTE = 40
    # A busy machine may hold the lock for long; here every call must be counted.
    monkeypatch.setattr("songhanh.core.accounts.call_limit.PATIENCE_MS", 20_000)
    assert sum(at_once(*[lambda: calls(20)] * 4)) == 40
    assert ApiCalls.objects.get().calls == 80


@several
@pytest.mark.django_db(transaction=True)
def test_a_code_opens_one_door_only() -> None:
    """The same one-time code typed at the same moment in two places, each served by a process of its own."""
    user = new_user("LEADER")
    second_factor.set_up(user)
    doors = [Client(), Client()]
    for door in doors:
        door.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    code = second_factor.code_now(second_factor.secret_of(user) or "")

    def enter(door: Client) -> int:
        return door.post("/accounts/2fa/authenticate/", {"code": code}).status_code

    assert sorted(at_once(*[lambda door=door: enter(door) for door in doors])) == [200, 302]  # type: ignore[misc]


@pytest.mark.django_db(transaction=True)
def test_what_one_process_remembers_another_knows() -> None:
    (_,) = at_once(lambda: cache.set("tries", [1.5], 60))
    assert cache.get("tries") == [1.5]
    CacheEntry.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert cache.get("tries") is None


@pytest.mark.django_db
def test_the_limit_is_of_each_minute_and_each_caller(settings: Settings) -> None:
    settings.API_CALLS_A_MINUTE = 3
    assert calls(5) == 3
    with pytest.raises(TooManyCallsError) as refused:
        count_call("client:1", MOMENT)
    assert refused.value.wait == 30
    count_call("client:2", MOMENT)
    count_call("client:1", MOMENT + 30)
    assert ApiCalls.objects.count() == 2
    settings.API_CALLS_A_MINUTE = 0
    assert calls(10) == 10


@pytest.mark.django_db
def test_too_many_calls_are_told_how_long_to_wait(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_CALLS_A_MINUTE = 2
    monkeypatch.setattr(time, "time", lambda: MOMENT)
    _client, token = issue_client(
        name="Kho", role="OFFICER", permissions=[Permission.REPORTS_READ], targets=[AUTHORITY], by=BY, now=NOW
    )
    client = Client(headers={"Authorization": f"Bearer {token}"})
    assert [client.get("/api/v1/forms").status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get("/api/v1/forms")
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "too_many_calls"
    assert Client(headers={"Authorization": "Bearer sh_khac"}).get("/api/v1/forms").status_code == 401
    reader = signed_in(new_user("OFFICER"))
    assert [reader.get("/api/v1/forms").status_code for _ in range(3)] == [200, 200, 429]
    assert ApiClient.objects.get().last_used_on is not None


@pytest.mark.django_db
def test_pages_ask_the_shared_memory_nothing() -> None:
    """Only signing in and the API do: a page costs no question more than before."""
    client = signed_in(new_user("LEADER"))
    client.get("/notices/")
    for page in ("/today/", "/notices/", "/profile/", "/search/?q=abc", "/settings/audit/", "/enterprises/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        asked = [q["sql"] for q in queries if "core_cacheentry" in q["sql"] or "core_apicalls" in q["sql"]]
        assert asked == [], page
