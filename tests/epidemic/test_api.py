"""Cases and runs through the API: by codes, within charge and scope, each look noted."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.scope import ScopeKind
from songhanh.epidemic.models import Case, Reading, TracingRun
from tests.core.cast import signed_in
from tests.epidemic.outbreak import BY, NOW, Outbreak, new_case, traced

pytestmark = pytest.mark.django_db
V1 = "/api/v1/epidemic"
NAME = "Nguyễn Thị Ánh"


def program(outbreak: Outbreak, enterprise: int, *permissions: Permission) -> Client:
    """A program with an officer's role over one enterprise."""
    held = permissions or (Permission.EPIDEMIC_READ, Permission.EPIDEMIC_TRACE)
    target = Target(ScopeKind.ENTERPRISES, enterprise, "", "")
    _client, token = issue_client(
        name=f"Y tế {enterprise} {len(held)}",
        role="OFFICER",
        permissions=list(held),
        targets=[target],
        by=BY,
        now=NOW,
    )
    return Client(headers={"Authorization": f"Bearer {token}"})


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW


@pytest.fixture
def client(outbreak: Outbreak) -> Client:
    return program(outbreak, outbreak.cast.one.pk)


def post(client: Client, path: str, **sent: Any) -> Any:
    return client.post(f"{V1}{path}", sent, content_type="application/json")


def test_from_a_worker_to_a_traced_list(outbreak: Outbreak, client: Client) -> None:
    made = post(client, "/cases", stay=str(outbreak.workers[1].stay), onset_on="2022-01-14")
    assert made.status_code == 201
    assert made.json()["code"] == "CA-0001"
    run = post(client, "/runs", cases=["CA-0001"]).json()
    assert (run["f1"], run["f1_uncertain"], run["f2"], run["ours"]) == (4, 1, 4, True)
    listed = client.get(f"{V1}/runs/{run['uuid']}/contacts?tier=F1").json()
    assert [row["code"] for row in listed["items"]] == ["NL-0002", "NL-0003", "NL-0004", "NL-0009"]
    assert [row["asks"] for row in listed["items"]] == [[], [], [], ["DISTANCE"]]
    assert listed["items"][0]["minutes"] == 1200
    assert NAME not in str(listed)
    said = post(client, f"/runs/{run['uuid']}/answers", number=outbreak.numbers[9], within_distance=False)
    assert said.json()["outcome"] == "NONE"
    again = post(client, f"/runs/{run['uuid']}/repeats").json()
    assert (again["f1"], again["f2"], again["repeats"]) == (3, 2, run["uuid"])
    handed = post(client, f"/runs/{again['uuid']}/hand-overs", enterprise="mau-01")
    assert handed.status_code == 201
    counts = client.get(f"{V1}/runs/{run['uuid']}/counts").json()
    assert counts["by_line"][-1]["f1"] is None  # four: withheld
    assert Reading.objects.filter(reader__startswith="Y tế").count() == 2  # the list, the counts


def test_looking_at_one_case_is_noted_and_corrected_and_withdrawn(outbreak: Outbreak, client: Client) -> None:
    case = new_case(outbreak)
    shown = client.get(f"{V1}/cases/{case.uuid}").json()
    assert shown["stay"] == str(outbreak.workers[1].stay)
    assert Reading.objects.get().case == case
    assert "stay" not in client.get(f"{V1}/cases").json()["items"][0]
    assert post(client, f"/cases/{case.uuid}/corrections", sampled_on="2022-01-16").json()["onset_on"] is None
    refused = post(client, f"/cases/{case.uuid}/corrections")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_day")
    assert post(client, f"/cases/{case.uuid}/withdrawals", reason="Nhập nhầm người khác").status_code == 201
    assert post(client, "/runs", cases=["CA-0001"]).json()["code"] == "withdrawn_already"
    assert client.get(f"{V1}/cases?open=true").json()["total"] == 0


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"cases": ["CA-0009"]}, 409, "unknown_case"),
        ({"cases": []}, 422, None),
        ({"cases": ["CA-0001"], "definition": "1909"}, 409, "days_needed"),
        ({"cases": ["CA-0001"], "definition": "of-nobody"}, 422, None),
        ({"cases": ["CA-0001"], "tiers": 3}, 422, None),
        ({"cases": ["CA-0001"], "days_before": 31}, 422, None),
    ],
)
def test_what_cannot_be_traced_is_said(
    outbreak: Outbreak, client: Client, sent: dict[str, Any], status: int, code: str | None
) -> None:
    new_case(outbreak)
    answer = post(client, "/runs", **sent)
    assert answer.status_code == status
    assert code is None or answer.json()["code"] == code


def test_another_scope_and_a_reader_without_the_permission(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak))
    case = Case.objects.get()
    other = program(outbreak, outbreak.cast.two.pk)
    for path in (
        f"/runs/{run.uuid}",
        f"/runs/{run.uuid}/contacts",
        f"/runs/{run.uuid}/counts",
        f"/cases/{case.uuid}",
    ):
        assert other.get(f"{V1}{path}").status_code == 404, path
    assert other.get(f"{V1}/runs").json()["total"] == 0
    assert post(other, "/cases", stay=str(outbreak.workers[2].stay), onset_on="2022-01-14").status_code == 409
    assert post(other, "/runs", cases=["CA-0001"]).json()["code"] == "unknown_case"
    reader = program(outbreak, outbreak.cast.one.pk, Permission.EPIDEMIC_READ)
    assert reader.get(f"{V1}/runs/{run.uuid}").status_code == 200
    assert post(reader, f"/runs/{run.uuid}/repeats").status_code == 403
    assert TracingRun.objects.count() == 1


def test_a_session_reads_and_no_more(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak))
    officer = signed_in(outbreak.cast.officer)
    assert officer.get(f"{V1}/runs/{run.uuid}").json()["code"] == "TV-0001"
    assert officer.post(f"{V1}/runs/{run.uuid}/repeats").status_code == 401
    assert signed_in(outbreak.cast.auditor).get(f"{V1}/runs").status_code == 403
