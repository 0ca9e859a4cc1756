"""Roll calls through the API: a fire alarm begins one, anybody in scope sees how far it is, nobody is named."""

import json

import pytest

from songhanh.core.models import Event
from songhanh.gate.models import Pass
from songhanh.people.models import Employment
from songhanh.presence.models import RollCall, RollCallResult
from tests.gate.cast import Cast
from tests.presence.rolling import SEEN, people_inside, take, tick
from tests.presence.test_api import Program

pytestmark = pytest.mark.django_db
FIRE = {"kind": "FIRE", "points": ["Sân trước", "Bãi xe", "Sân trước"], "reason": "Báo cháy tự động xưởng 2"}


@pytest.fixture
def alarm(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: SEEN)
    people_inside(cast)
    return Program(cast)


def begun(alarm: Program) -> RollCall:
    assert alarm.post("roll-calls", enterprise="mau-01", **FIRE).status_code == 201
    return RollCall.objects.get()


def test_an_alarm_begins_a_call(cast: Cast, alarm: Program) -> None:
    answer = alarm.post("roll-calls", enterprise="mau-01", **FIRE)
    assert answer.status_code == 201
    said, call = answer.json(), RollCall.objects.get()
    assert (said["uuid"], said["expected_count"], said["closed_at"]) == (str(call.uuid), 4, None)
    assert said["points"] == ["Sân trước", "Bãi xe"]
    assert Event.objects.filter(name="presence:roll_call:started", subject__contains=str(call.uuid)).exists()
    again = alarm.post("roll-calls", enterprise="mau-01", **FIRE)
    assert (again.status_code, again.json()["code"]) == (409, "call_open")
    assert [each["uuid"] for each in alarm.get("roll-calls").json()["items"]] == [str(call.uuid)]


def test_how_far_it_is_without_a_name(cast: Cast, alarm: Program) -> None:
    call = begun(alarm)
    take(cast, call, tick(1), tick(2))
    answer = alarm.get(f"roll-calls/{call.uuid}")
    said = answer.json()
    assert (said["present"], said["missing"], said["added"]) == (2, 2, 0)
    assert sum(each["expected"] for each in said["lines"]) == 4
    assert [each["expected"] for each in said["lines"] if each["guests"]] == [1]
    words = json.dumps(said, ensure_ascii=False)
    labels = [each.label for each in Pass.objects.all() if each.label]
    names = list(Employment.objects.values_list("full_name", flat=True))
    assert len(labels) >= 3
    assert [each for each in labels + names if each in words] == []


def test_it_is_closed_with_words_once(cast: Cast, alarm: Program) -> None:
    call = begun(alarm)
    silent = alarm.post(f"roll-calls/{call.uuid}/closings")
    assert (silent.status_code, RollCallResult.objects.count()) == (409, 0)
    closed = alarm.post(f"roll-calls/{call.uuid}/closings", words="Báo nhầm, đã kiểm tra từng xưởng.")
    assert (closed.status_code, closed.json()["missing"]) == (201, 4)
    assert closed.json()["closed_at"]
    assert alarm.post(f"roll-calls/{call.uuid}/closings", words="Lần nữa.").status_code == 409


def test_the_board_and_others_look_and_begin_nothing(cast: Cast, alarm: Program) -> None:
    call = begun(alarm)
    officer = Program(cast, "OFFICER")
    assert officer.get(f"roll-calls/{call.uuid}").json()["expected_count"] == 4
    assert officer.post("roll-calls", enterprise="mau-01", **FIRE).status_code == 403
    unknown = officer.get("roll-calls/00000000-0000-0000-0000-000000000007")
    assert unknown.status_code == 404
    assert alarm.post("roll-calls", enterprise="mau-02", **FIRE).status_code == 404
