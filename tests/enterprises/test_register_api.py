"""The register through the API: the same acts, scope and words as the pages."""

import json
from typing import Any

import pytest
from django.test import Client

from songhanh.core.accounts.api_clients import API_PERMISSIONS
from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.models import Event
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import ContactPoint, Project
from tests.core.cast import BY, NOW
from tests.people.cast import Cast, make_cast

PROJECT = {"code": "DA-01", "name": "Nhà máy may", "currency": "VND", "registered_capital": 45000}
FIRST = {"number": "0123456789", "issued_on": "2018-01-15", "authority": "Ban", "registered_capital": "45000"}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def client_of(role: str, target: Target) -> Client:
    held = [each for each in API_PERMISSIONS if each in ROLES[role].permissions]
    _row, token = issue_client(name=role, role=role, permissions=held, targets=[target], by=BY, now=NOW)
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def park(cast: Cast) -> Client:
    return client_of("OFFICER", Target(ScopeKind.PARKS, cast.parks[0].pk, "khanh-phu", ""))


@pytest.fixture
def own(cast: Cast) -> Client:
    return client_of("ENTERPRISE_REPORTER", Target(ScopeKind.ENTERPRISES, cast.one.pk, "mau-01", ""))


def send(client: Client, method: str, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = client.generic(method, f"/api/v1{path}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def test_a_project_with_its_certificates(park: Client) -> None:
    status, project = send(park, "POST", "/enterprises/mau-01/projects", **PROJECT)
    assert (status, project["registered_capital"], project["state"]) == (201, "45000", "RUNNING")
    at = f"/projects/{project['uuid']}"
    _status, first = send(park, "POST", f"{at}/certificates", **FIRST)
    amended = {
        **FIRST,
        "amendment": 1,
        "issued_on": "2020-01-15",
        "content": "Tăng vốn",
        "registered_capital": 60000,
    }
    status, second = send(park, "POST", f"{at}/certificates", **amended)
    assert (status, second["amends"]) == (201, first["uuid"])
    status, refused = send(park, "POST", f"{at}/certificates", **amended)
    assert (status, refused["code"]) == (409, "amendment_taken")
    assert [each["amendment"] for each in park.get(f"/api/v1{at}/certificates").json()["items"]] == [0, 1]
    assert send(park, "PATCH", at, name="Nhà máy dệt")[1]["name"] == "Nhà máy dệt"
    assert send(park, "PATCH", at, registered_capital=1)[1]["code"] == "certificates_say"
    assert send(park, "PATCH", at, plot="CN-77")[1]["code"] == "foreign_plot"
    assert send(park, "POST", f"{at}/ending", on="2021-06-01")[1]["state"] == "ENDED"
    assert park.get("/api/v1/projects?enterprise=mau-01").json()["items"][0]["registered_capital"] == "60000"
    assert Event.objects.filter(name="enterprises:certificate:added").exists()


def test_contacts_of_ones_own_only(cast: Cast, own: Client, park: Client) -> None:
    hoa = {"full_name": "Lê Thị Hoa", "phone": "0912 345 678", "focal": True, "since": "2021-01-01"}
    status, contact = send(own, "POST", "/enterprises/mau-01/contacts", **hoa)
    assert status == 201
    assert send(own, "POST", "/enterprises/mau-02/contacts", **hoa)[0] == 404
    assert send(park, "POST", "/enterprises/mau-03/contacts", **hoa)[0] == 404
    assert send(own, "POST", "/enterprises/mau-01/projects", **PROJECT)[0] == 403
    assert (
        send(own, "POST", "/enterprises/mau-01/contacts", **{**hoa, "phone": ""})[1]["code"] == "unreachable"
    )
    wrong = send(own, "POST", "/enterprises/mau-01/contacts", **hoa, email="khong-phai")
    assert (wrong[0], wrong[1]["code"]) == (409, "invalid")
    at = f"/contacts/{contact['uuid']}"
    status, changed = send(own, "PATCH", at, phone="0988", on="2022-01-01")
    assert (status, changed["phone"], changed["since"]) == (200, "0988", "2022-01-01")
    before = own.get("/api/v1/enterprises/mau-01/contacts?on=2021-12-31").json()["items"]
    assert [each["phone"] for each in before] == ["0912 345 678"]
    status, ended = send(park, "POST", f"/contacts/{changed['uuid']}/ending", on="2022-02-01")
    assert (status, ended["until"]) == (200, "2022-02-01")
    assert not Project.objects.exists()
    assert ContactPoint.objects.filter(enterprise=cast.one).count() == 2


def test_plots_sitings_and_officers(cast: Cast, park: Client, own: Client) -> None:
    status, plot = send(park, "POST", "/parks/khanh-phu/plots", code="CN-05", area_ha="2.5")
    assert (status, plot["area_ha"]) == (201, "2.5")
    assert send(park, "POST", "/parks/khanh-phu/plots", code="CN-05")[0] == 409
    assert send(park, "POST", "/parks/khanh-phu/plots", code="CN-06", area_ha=-1)[1]["code"] == "negative"
    assert send(park, "POST", "/parks/gian-khau/plots", code="CN-05")[0] == 404
    assert own.get("/api/v1/parks/khanh-phu/plots").json()["total"] == 0, "where it has not stood"
    moved = {"park": "khanh-phu", "plot": "CN-05", "on": "2022-01-17", "reason": "Thuê đất"}
    assert send(park, "POST", "/enterprises/mau-01/sitings", **moved)[1]["plot"] == "CN-05"
    assert own.get("/api/v1/parks/khanh-phu/plots").json()["total"] == 1
    assert send(park, "PUT", f"/plots/{plot['uuid']}", code="CN-07")[1]["code"] == "CN-07"
    status, charge = send(
        park, "POST", "/enterprises/mau-01/assignments", officer="chuyen-vien", since="2022-01-01"
    )
    assert (status, charge["officer"], charge["until"]) == (201, "chuyen-vien", None)
    nobody = send(park, "POST", "/enterprises/mau-01/assignments", officer="lanh-dao", since="2022-01-01")
    assert nobody[1]["code"] == "unknown_officer"
    assert park.get("/api/v1/enterprises/mau-01/assignments").json()["total"] == 1
