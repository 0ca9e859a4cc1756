"""What a device asks by itself, without a session."""

import gzip
import json
from typing import Any

import pytest
from django.test import Client

from songhanh.core.models import Event
from songhanh.gate.actions.devices import add_device, revoke_device
from songhanh.gate.actions.guards import add_guard
from songhanh.gate.actions.passes import revoke_pass
from songhanh.gate.models import DeviceKind, GuardShift, PassKey, RevokedFor
from tests.gate.cast import BY, NOW, Cast, new_device, new_gate, new_passes


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW)


def post(client: Client, path: str, body: Any, **headers: str) -> Any:
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(path, content, content_type="application/json", headers=headers)


def signed(code: str, secret: str) -> dict[str, str]:
    return {"Authorization": f"Device {code}.{secret}"}


def test_a_phone_becomes_a_device_and_fetches_its_list(cast: Cast) -> None:
    row = new_passes(cast.one, 1)[0]
    device, code = add_device(gate=new_gate(cast.one), name="Máy 1", kind=DeviceKind.PHONE, by=BY, now=NOW)
    client = Client(enforce_csrf_checks=True)
    answer = post(client, "/gate/enrol/", {"code": code})
    given = answer.json()
    assert (answer.status_code, given["device"], given["gate"]) == (200, device.code, "cong-1")
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(given["trusted"]) == {"1"}
    listed = client.get("/gate/snapshot/", headers=signed(given["device"], given["secret"]))
    assert listed.json()["passes"][0][0] == str(row.number)
    assert "sessionid" not in client.cookies
    event = Event.objects.get(name="gate:device:enrolled")
    assert event.origin.startswith("device")


def test_the_list_is_packed_and_sent_once_a_version(cast: Cast) -> None:
    row = new_passes(cast.one, 1)[0]
    device, secret = new_device(new_gate(cast.one))
    client, headers = Client(), signed(device.code, secret)
    answer = client.get("/gate/snapshot/", headers={**headers, "Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    said = json.loads(gzip.decompress(answer.content))
    assert answer.headers["ETag"] == f'"{said["version"]}"'
    same = {**headers, "If-None-Match": answer.headers["ETag"]}
    assert client.get("/gate/snapshot/", headers=same).status_code == 304
    revoke_pass(pass_=row, reason=RevokedFor.LOST, by=BY, now=NOW)
    newer = client.get("/gate/snapshot/", headers=same)
    assert newer.status_code == 200
    assert newer.json()["passes"][0][6] == "REVOKED"


@pytest.mark.parametrize(
    "said", ["", "Bearer x", "Device ", "Device tb-0001", "Device tb-0001.", "Device tb-0001.wrong", "Device tb-9999.x",
             "Device TB-0001\u00e9.x", "Device '.x"],
)  # fmt: skip
def test_who_is_no_device_gets_nothing(cast: Cast, said: str) -> None:
    new_passes(cast.one, 1)
    new_device(new_gate(cast.one))
    for method, path in (("GET", "/gate/snapshot/"), ("POST", "/gate/shift/")):
        answer = Client().generic(method, path, headers={"Authorization": said} if said else {})
        assert answer.status_code == 401
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "device-unknown"


def test_a_device_before_its_enrolment_is_none(cast: Cast) -> None:
    device, _code = add_device(gate=new_gate(cast.one), name="Máy 1", kind=DeviceKind.PHONE, by=BY, now=NOW)
    assert Client().get("/gate/snapshot/", headers=signed(device.code, "")).status_code == 401


def test_a_revoked_device_is_told_so(cast: Cast) -> None:
    new_passes(cast.one, 1)
    device, secret = new_device(new_gate(cast.one))
    revoke_device(device=device, by=BY, now=NOW)
    answer = Client().get("/gate/snapshot/", headers=signed(device.code, secret))
    assert (answer.status_code, answer.json()["code"]) == (401, "device-revoked")


def test_without_any_key_there_is_no_list(cast: Cast) -> None:
    device, secret = new_device(new_gate(cast.one))
    assert not PassKey.objects.exists()
    answer = Client().get("/gate/snapshot/", headers=signed(device.code, secret))
    assert (answer.status_code, answer.json()["code"]) == (503, "no_keys")


def test_shifts_change_with_a_network(cast: Cast) -> None:
    device, secret = new_device(new_gate(cast.one))
    add_guard(enterprise=cast.one, mark="BV-01", name="Lê Văn Canh", pin="135790", by=BY, now=NOW)
    client, headers = Client(enforce_csrf_checks=True), signed(device.code, secret)
    answer = post(client, "/gate/shift/", {"guard": "BV-01", "pin": "135790"}, **headers)
    assert answer.json() == {"guard": "BV-01", "began_at": int(NOW.timestamp() * 1000)}
    assert GuardShift.objects.get().device == device
    wrong = post(client, "/gate/shift/", {"guard": "BV-01", "pin": "000000"}, **headers)
    assert (wrong.status_code, wrong.json()["code"]) == (409, "pin_wrong")


def test_pins_cannot_be_tried_out(cast: Cast, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 3
    device, secret = new_device(new_gate(cast.one))
    tries = [
        post(
            Client(), "/gate/shift/", {"guard": "BV-01", "pin": f"{each:06d}"}, **signed(device.code, secret)
        )
        for each in range(5)
    ]
    assert [each.status_code for each in tries[2:]] == [409, 429, 429]
    assert int(tries[-1].headers["Retry-After"]) > 0


def test_codes_cannot_be_tried_out(cast: Cast, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 3
    tries = [post(Client(), "/gate/enrol/", {"code": f"AAAA-BBBB-CCC{each}"}) for each in range(5)]
    assert [each.status_code for each in tries] == [409, 409, 409, 429, 429]


BROKEN = (
    "", "[]", "{", '"x"', "{}", '{"code": 5}', '{"code": "a\\u0000b"}', '{"code": "' + "x" * 5000 + '"}', b"\xff",
    "[" * 4000,
)  # fmt: skip


@pytest.mark.parametrize("body", BROKEN)
def test_what_cannot_be_read_is_said(cast: Cast, body: str | bytes) -> None:
    answer = post(Client(), "/gate/enrol/", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")
