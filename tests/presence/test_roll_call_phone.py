"""The roll call as phones speak it: the list taken along, marks sent with the call's own key."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from songhanh.core.models import Event, User
from songhanh.presence.actions.roll_calls import close_call
from songhanh.presence.models import Mark, RollCall
from tests.core.cast import new_user, signed_in
from tests.gate.cast import Cast, make_cast
from tests.presence.rolling import SEEN, begin, people_inside


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: SEEN)


@pytest.fixture
def call(cast: Cast) -> RollCall:
    people_inside(cast)
    return begin(cast)


def phone(cast: Cast, call: RollCall) -> tuple[Client, str, dict[str, Any]]:
    """A phone without cookies, its key, the list it has taken along."""
    listed = signed_in(cast.reporter).get(f"/presence/roll-call/{call.uuid}/list/").json()
    return Client(), listed["key"], listed


def message(nth: int | None = None, **more: Any) -> dict[str, Any]:
    none = {"undoes": None, "point": None, "name": "", "note": ""}
    return {"id": str(uuid4()), "nth": nth, "at": round(SEEN.timestamp() * 1000), **none, **more}


def send(client: Client, call: RollCall, key: str, *marks: dict[str, Any], after: int = 0) -> Any:
    body = {"sent_at": round(SEEN.timestamp() * 1000), "after": after, "marks": marks}
    return client.post(f"/presence/roll-call/{call.uuid}/marks/", json.dumps(body), content_type="application/json",
                       headers={"Authorization": f"RollCall {key}"})  # fmt: skip


def test_a_phone_takes_the_list_along_and_marks_without_a_session(cast: Cast, call: RollCall) -> None:
    client, key, listed = phone(cast, call)
    assert len(listed["people"]) == 4
    assert {"Trần Văn Bình"} <= {each["name"] for each in listed["people"]}
    assert Event.objects.filter(name="presence:roll_call:taken_along").exists()
    mine = message(1, point=0)
    answer = send(client, call, key, mine).json()
    assert answer["stored"] == [mine["id"]]
    other = send(Client(), call, key, message(2), message(nth=99), after=answer["last"]).json()
    assert [each["nth"] for each in other["marks"]] == [2]
    assert len(other["refused"]) == 1
    assert send(client, call, key, mine, after=other["last"]).json()["doubled"] == [mine["id"]]
    assert Mark.objects.filter(by=cast.reporter).count() == 2


def test_a_phone_is_told_what_came_after_the_end(cast: Cast, call: RollCall) -> None:
    client, key, _listed = phone(cast, call)
    assert send(client, call, key, message(1)).json()["closed"] == ""
    close_call(call=call, words="Về trước.", by=cast.by(cast.reporter), now=SEEN)
    late = message(2)
    for _again in range(2):  # the first answer may have been lost on the way
        told = send(client, call, key, late).json()["closed"]
        assert "Đã kết thúc lúc" in told
        assert "1 lượt của máy này đến sau đó" in told
    assert "đến sau" not in send(client, call, key).json()["closed"]


def test_a_key_opens_its_own_call_only_and_while_its_owner_may(
    cast: Cast, call: RollCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, key, _ = phone(cast, call)
    assert send(client, call, "x").status_code == 401
    assert send(client, call, "").status_code == 401
    foreign = RollCall(uuid=UUID(int=9))
    assert send(client, foreign, key).status_code == 401
    monkeypatch.setattr("songhanh.presence.views.roll_call_phone.KEY_SECONDS", -1)
    assert send(client, call, key).status_code == 401
    monkeypatch.undo()
    User.objects.filter(pk=cast.reporter.pk).update(role="OFFICER")
    assert send(client, call, key).status_code == 401
    User.objects.filter(pk=cast.reporter.pk).update(role="ENTERPRISE_REPORTER", is_active=False)
    assert send(client, call, key).status_code == 401


MARK = (
    b'{"marks":[{"id":%b,"undoes":%b,"at":0,"nth":1,"point":null,"name":"","note":""}],"after":0,"sent_at":0}'
)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"marks":[{}],"after":0,"sent_at":0}', b'{"marks":[],"after":-1}',
                                  b'{"marks":[],"after":0,"sent_at":"x"}', b"\xff", b"[" * 5000,
                                  MARK % (b"123", b"null"), MARK % (b"{}", b"null"),
                                  MARK % (b'"x"', b"5")])  # fmt: skip
def test_what_is_no_message_is_told_so(cast: Cast, call: RollCall, body: bytes) -> None:
    client, key, _ = phone(cast, call)
    headers = {"Authorization": f"RollCall {key}"}
    path = f"/presence/roll-call/{call.uuid}/marks/"
    assert client.post(path, body, content_type="application/json", headers=headers).status_code == 422


def test_half_a_letter_holds_up_nothing(cast: Cast, call: RollCall) -> None:
    client, key, _ = phone(cast, call)
    answer = send(
        client, call, key, message(name="Thợ \ud83d", note="a\x00b\nc"), message(name="\ud83d"), message(1)
    )
    assert (len(answer.json()["stored"]), len(answer.json()["refused"])) == (2, 1)
    assert Mark.objects.get(expected=None).name == "Thợ"
    assert Mark.objects.get(expected=None).note == "a b c"


def test_only_the_enterprises_own_take_names_along(cast: Cast, call: RollCall) -> None:
    path = f"/presence/roll-call/{call.uuid}/list/"
    shut = {
        user.username: signed_in(user).get(path).status_code
        for user in (cast.officer, cast.leader, cast.other)
    }
    assert set(shut.values()) <= {403, 404}
    assert Client().get(path).status_code == 302
    assert signed_in(new_user("AUDITOR")).get(path).status_code == 403


def test_the_page_for_the_phone_holds_nobodys_data(cast: Cast, call: RollCall) -> None:
    page = Client().get("/presence/roll-call/phone/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-cache"
    assert "NL-0001" not in page.content.decode()
    worker = Client().get("/presence/roll-call/phone/worker.js")
    assert worker.headers["Service-Worker-Allowed"] == "/presence/roll-call/phone/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="tests keep SQLite in memory: one writer at a time")
def test_phones_that_send_at_the_same_moment_lose_and_double_nothing(transactional_db: None) -> None:
    cast = make_cast()
    people_inside(cast)
    call = begin(cast)
    client, key, _ = phone(cast, call)
    shared = [message(1), message(2)]
    own = [[message(3), message(4)] for _each in range(4)]

    def sends(nth: int) -> list[int]:
        try:
            return [send(Client(), call, key, each, after=0).status_code for each in (*shared, *own[nth])]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answered = list(pool.map(sends, range(4)))
    assert {status for each in answered for status in each} == {200}
    assert Mark.objects.count() == len(shared) + sum(map(len, own))
    seen = send(client, call, key).json()
    assert len({each["id"] for each in seen["marks"]}) == len(seen["marks"]) == 10
