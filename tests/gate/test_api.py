"""The gate through the API."""

import json
from typing import Any

import pytest
from django.test import Client

from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.scope import ScopeKind
from songhanh.gate.models import Device, Gate, GateRule, Pass, VisitorAnnouncement
from songhanh.gate.models.device_state import Beat, note_beats
from tests.gate.cast import BY, NOW, Cast, employ, new_device, new_gate, new_guest, new_passes, new_rule


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW)


@pytest.fixture
def client(cast: Cast) -> Client:
    return client_of("ENTERPRISE_REPORTER", Target(ScopeKind.ENTERPRISES, cast.one.pk, "", ""))


def client_of(role: str, target: Target) -> Client:
    held = [each for each in ROLES[role].permissions if each.startswith("gate.")]
    _client, token = issue_client(
        name=f"Máy {role}", role=role, permissions=sorted(held), targets=[target], by=BY, now=NOW
    )
    return Client(headers={"Authorization": f"Bearer {token}"})


def post(client: Client, path: str, body: Any = None, method: str = "POST") -> Any:
    answer = client.generic(
        method, f"/api/v1/gate/{path}", json.dumps(body or {}), content_type="application/json"
    )
    return answer.status_code, answer.json()


def listed(client: Client, path: str) -> Any:
    return client.get(f"/api/v1/gate/{path}").json()["items"]


def test_passes_are_listed_issued_called_back_and_replaced(cast: Cast, client: Client) -> None:
    employ(cast.one, 1)
    assert post(client, "passes", {"enterprise": "mau-01", "days": 30})[1]["issued"] == 1
    assert post(client, "passes", {"enterprise": "mau-01"}) == (201, {"issued": 0, "batch": None})
    (one,) = listed(client, "passes?state=OPEN&q=nl-0001&kind=WORKER&enterprise=mau-01")
    assert (one["label"], one["valid_until"], one["number"]) == (
        "NL-0001",
        "2022-02-16",
        str(Pass.objects.get().number),
    )
    status, new = post(client, f"passes/{one['uuid']}/replacements", {"reason": "LOST"})
    assert (status, new["stay"]) == (201, one["stay"])
    assert (
        post(client, f"passes/{new['uuid']}/revocations", {"reason": "MISTAKE"})[1]["revoked_for"]
        == "MISTAKE"
    )
    status, said = post(client, f"passes/{new['uuid']}/revocations", {"reason": "LOST"})
    assert (status, said["code"]) == (409, "revoked_already")
    assert listed(client, "passes?state=OPEN") == []
    assert client.get(f"/api/v1/gate/passes/{one['uuid']}").json()["replaced_by"] == new["uuid"]


def test_no_answer_holds_a_code_or_a_guests_name(cast: Cast, client: Client) -> None:
    row = new_passes(cast.one, 1)[0]
    new_guest(cast.one)
    for path in ("passes", f"passes/{row.uuid}", "visitors"):
        said = client.get(f"/api/v1/gate/{path}").content.decode()
        assert "SH1:" not in said
        assert "Trần Văn Bình" not in said


def test_guests_rules_gates_devices_and_places(cast: Cast, client: Client) -> None:
    employ(cast.one, 1, workshop="Xưởng A")
    guest = {"enterprise": "mau-01", "kind": "DRIVER", "name": "Vũ  Thế Tải", "host": "Kho", "valid_from": "2022-01-17",
             "valid_until": "2022-01-18"}  # fmt: skip
    assert post(client, "visitors", guest)[1]["kind"] == "DRIVER"
    announced = VisitorAnnouncement.objects.get()
    assert announced.name == "Vũ Thế Tải"
    assert len(listed(client, "visitors?on=2022-01-17&enterprise=mau-01")) == 1
    assert post(client, f"visitors/{announced.uuid}/cancellations")[1]["cancelled_at"]
    assert listed(client, "visitors?on=2022-01-17") == []

    rule = {"enterprise": "mau-01", "for_whom": "LINE", "value": "Hàn 1", "reason": "PAPERS", "words_vi": "Mời về.",
            "words_en": "Go home.", "valid_from": "2022-01-17", "valid_until": "2022-01-20"}  # fmt: skip
    assert post(client, "rules", rule)[1]["source"] == "BY_HAND"
    assert post(client, "rules", {**rule, "words_vi": "Anh là F1"})[1]["code"] == "names_health"
    assert post(client, f"rules/{GateRule.objects.get().uuid}/lifts")[1]["lifted_at"]
    assert listed(client, "rules?open=true") == []
    assert len(listed(client, "rules?enterprise=mau-01")) == 1

    lanes = [{"code": "lan-1", "name": "Làn 1", "direction": "IN"}]
    gate = {"enterprise": "mau-01", "code": "cong-1", "name": "Cổng 1", "lanes": lanes}
    assert post(client, "gates", gate)[1]["lanes"] == lanes
    assert post(client, "gates", {**gate, "code": "cong-2", "lanes": lanes * 2})[1]["code"] == "code_taken"
    assert post(client, "gates", {**gate, "code": "Cong.2"})[1]["code"] == "code_form"
    status, given = post(client, f"gates/{Gate.objects.get().uuid}/devices", {"name": "Máy 1"})
    assert (status, len(given["code"])) == (201, 14)
    device = Device.objects.get()
    note_beats([Beat(device.pk, NOW, 80, -12, "3.1")])
    (shown,) = listed(client, "devices?enterprise=mau-01")
    assert (shown["battery"], shown["drift_ms"], shown["gate"]) == (80, -12, "cong-1")
    assert post(client, f"devices/{device.uuid}/codes")[1]["code"] != given["code"]
    assert post(client, f"devices/{device.uuid}/revocations")[1]["revoked_at"]
    assert post(client, f"devices/{device.uuid}/codes")[1]["code"] == "device_revoked"

    assert len(post(client, "places", {"enterprise": "mau-01"})[1]) == 2
    line = next(each for each in listed(client, "places") if each["kind"] == "LINE")
    assert line["parent"] == "Xưởng A"
    told = post(client, f"places/{line['uuid']}", {"distance": "FAR", "minimum_crew": 9}, "PUT")[1]
    assert (told["distance"], told["minimum_crew"]) == ("FAR", 9)


def test_badges_are_a_task(cast: Cast, client: Client) -> None:
    new_passes(cast.one, 1)
    status, task = post(client, "badges", {"enterprise": "mau-01"})
    assert (status, task["kind"], task["state"]) == (202, "gate.badges", "QUEUED")


def test_what_is_elsewhere_is_not_there(cast: Cast, client: Client) -> None:
    row = new_passes(cast.two, 1)[0]
    new_device(new_gate(cast.two))
    new_rule(cast.two)
    for path in ("passes", "devices", "gates", "rules"):
        assert listed(client, path) == []
    assert post(client, f"passes/{row.uuid}/revocations", {"reason": "LOST"})[0] == 404
    assert post(client, "passes", {"enterprise": "mau-02"})[0] == 404


def test_an_officers_client_sets_rules_and_issues_nothing(cast: Cast) -> None:
    employ(cast.one, 1)
    officer = client_of("OFFICER", Target(ScopeKind.PARKS, cast.parks[0].pk, "", ""))
    assert post(officer, "passes", {"enterprise": "mau-01"})[0] == 403
    rule = {"enterprise": "mau-01", "for_whom": "SHIFT", "value": "Ca 1", "reason": "LINE_STOPPED",
            "words_vi": "Mời về.", "words_en": "Go home.", "valid_from": "2022-01-17"}  # fmt: skip
    assert post(officer, "rules", rule)[0] == 201
    assert post(officer, "rules", {**rule, "enterprise": "mau-03"})[0] == 404
