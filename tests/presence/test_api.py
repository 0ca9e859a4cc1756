from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from songhanh.core.accounts.api_clients import API_PERMISSIONS
from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.actor import system
from songhanh.core.scope import ScopeKind
from songhanh.gate.actions.places import read_places
from songhanh.gate.models import Place, PlaceKind
from songhanh.presence.jobs import rebuild_day
from songhanh.presence.models import LinePlan, Roster
from tests.gate.cast import BY, NOW, TODAY, Cast, new_passes
from tests.presence.streamed import moment, ms, put, scan

DAY = TODAY - timedelta(days=3)


class Program:
    """A client of enterprise one's."""

    def __init__(self, cast: Cast, role: str = "ENTERPRISE_REPORTER") -> None:
        held = [each for each in API_PERMISSIONS if each in ROLES[role].permissions]
        own = [Target(ScopeKind.ENTERPRISES, cast.one.pk, "", "")]
        _client, token = issue_client(name=role, role=role, permissions=held, targets=own, by=BY, now=NOW)
        self.client, self.headers = Client(), {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/presence/{path}", headers=self.headers)

    def post(self, path: str, **sent: Any) -> Any:
        return self.client.post(
            f"/api/v1/presence/{path}", sent, content_type="application/json", headers=self.headers
        )


@pytest.fixture
def program(cast: Cast) -> Program:
    return Program(cast)


def test_days_conflicts_and_lines(cast: Cast, program: Program) -> None:
    one, *_ = new_passes(cast.one)
    far, *_ = new_passes(cast.two, first=11)
    read_places(enterprise=cast.one, by=BY, now=NOW)
    put(
        scan(cast.one, ms(DAY, "06:00"), "IN", one),
        scan(cast.one, ms(DAY, "07:00"), "IN", one),
        scan(cast.two, ms(DAY, "06:00"), "IN", far),
    )
    rebuild_day(day=DAY, by=system("test"), now=moment(TODAY, "08:00"))
    (day,) = program.get("days").json()["items"]
    assert (day["enterprise"], day["scans"], day["placed"], day["people"]) == ("mau-01", 2, 2, 1)
    (found,) = program.get(f"conflicts?day={DAY.isoformat()}").json()["items"]
    assert (found["kind"], found["code"]) == ("ENTERED_TWICE", one.label)
    (line,) = program.get(f"lines?enterprise=mau-01&day={DAY.isoformat()}").json()["items"]
    assert (line["line"], line["come"], line["registered"]) == ("Hàn 1", 1, 3)
    assert program.get("lines?enterprise=mau-02").json()["items"] == []
    assert program.get("inside").json()["items"] == []


def test_plans_and_rosters_are_set_and_withdrawn(cast: Cast, program: Program) -> None:
    one, *_ = new_passes(cast.one)
    other, *_ = new_passes(cast.two, first=11)
    read_places(enterprise=cast.one, by=BY, now=NOW)
    line = Place.objects.get(enterprise=cast.one, kind=PlaceKind.LINE)
    made = program.post(f"places/{line.uuid}/plans", planned=3, minimum_crew=2, valid_from="2022-01-17")
    assert made.status_code == 201, made.json()
    assert LinePlan.objects.get().minimum_crew == 2
    hours = {"starts_at": "11:00", "ends_at": "11:30", "valid_from": "2022-01-17"}
    for sent, status in (
        ({"for_whom": "SHIFT", "shift": "Ca 1"}, 201),
        ({"for_whom": "PERSON", "stay": str(one.stay)}, 201),
        ({"for_whom": "PERSON", "stay": str(other.stay)}, 409),
        ({"for_whom": "PERSON"}, 409),
        ({"for_whom": "SHIFT"}, 409),
        ({"for_whom": "SHIFT", "shift": "Ca 1", "starts_at": "25:00"}, 422),
    ):
        answer = program.post(f"places/{line.uuid}/rosters", **{**hours, **sent})
        assert answer.status_code == status, (sent, answer.json())
    first, second = program.get("rosters").json()["items"]
    assert (first["shift"], second["stay"]) == ("Ca 1", str(one.stay))
    assert program.post(f"rosters/{first['uuid']}/withdrawals").status_code == 201
    assert program.get("rosters").json()["total"] == 1
    assert Roster.objects.count() == 2
