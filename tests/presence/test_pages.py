from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client

from songhanh.core.actor import system
from songhanh.core.models import Event
from songhanh.gate.actions.places import read_places
from songhanh.gate.models import Pass, Place, PlaceKind
from songhanh.presence.actions.lines import Plan, set_line_plans, set_margins
from songhanh.presence.actions.rosters import Terms, end_roster, set_rosters, withdraw_roster
from songhanh.presence.jobs import rebuild_day
from songhanh.presence.models import LinePlan, Margins, Roster, RosterFor
from songhanh.presence.policies import PresenceRefusedError
from songhanh.presence.queries.lines import line_heads, plans_on
from tests.core.cast import signed_in
from tests.gate.cast import BY, NOW, TODAY, Cast, new_gate, new_passes
from tests.presence.streamed import moment, ms, put, scan

DAY = TODAY - timedelta(days=3)


@pytest.fixture
def line(cast: Cast) -> Place:
    new_passes(cast.one)
    read_places(enterprise=cast.one, by=BY, now=NOW)
    return Place.objects.get(enterprise=cast.one, kind=PlaceKind.LINE)


def came(cast: Cast) -> Pass:
    """Somebody who was there on DAY, as the file says too."""
    new_gate(cast.one)
    one = Pass.objects.filter(enterprise=cast.one).order_by("label")[0]
    put(scan(cast.one, ms(DAY, "05:55"), "IN", one), scan(cast.one, ms(DAY, "14:05"), "OUT", one))
    rebuild_day(day=DAY, by=system("test"), now=moment(TODAY, "08:00"))
    return one


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def terms(place: Place, **given: Any) -> Terms:
    usual: dict[str, Any] = {
        "place": place, "for_whom": RosterFor.SHIFT, "starts_at": time(11), "ends_at": time(11, 30),
        "valid_from": date(2022, 1, 1), "shift": "Ca 1",
    }  # fmt: skip
    return Terms(**{**usual, **given})


def test_a_roster_is_set_ended_and_withdrawn_by_the_enterprise_alone(cast: Cast, line: Place) -> None:
    own: dict[str, Any] = {"by": cast.by(cast.reporter), "now": NOW}
    one, two = Pass.objects.filter(enterprise=cast.one).order_by("label")[:2]
    stays = (one.stay, two.stay)
    rows = set_rosters(
        enterprise=cast.one, terms=[terms(line), terms(line, for_whom=RosterFor.PERSON, stays=stays)], **own
    )
    assert [(row.for_whom, row.shift, row.stay) for row in rows] == [
        ("SHIFT", "Ca 1", None), ("PERSON", "", one.stay), ("PERSON", "", two.stay),
    ]  # fmt: skip
    assert end_roster(roster=rows[0], valid_until=date(2022, 1, 10), **own).valid_until == date(2022, 1, 10)
    assert (
        end_roster(roster=rows[1], valid_until=date(2022, 1, 1), **own).withdrawn_at == NOW
    )  # it never held
    withdraw_roster(roster=rows[2], **own)
    for refused in (
        lambda: withdraw_roster(roster=rows[2], **own),
        lambda: end_roster(roster=rows[0], valid_until=date(2021, 12, 1), **own),
        lambda: set_rosters(enterprise=cast.one, terms=[terms(line)], by=cast.by(cast.officer), now=NOW),
        lambda: set_rosters(enterprise=cast.two, terms=[terms(line)], by=cast.by(cast.other), now=NOW),
        lambda: set_rosters(enterprise=cast.one, terms=[terms(line, ends_at=time(11))], **own),
        lambda: set_rosters(enterprise=cast.one, terms=[terms(line, weekdays="")], **own),
        lambda: set_rosters(enterprise=cast.one, terms=[terms(line, valid_until=date(2022, 1, 1))], **own),
    ):
        with pytest.raises(PresenceRefusedError):
            refused()
    assert Roster.objects.count() == 3


def test_rosters_by_form(cast: Cast, line: Place) -> None:
    client = signed_in(cast.reporter)
    label = Pass.objects.filter(enterprise=cast.one).order_by("label")[0].label
    sent = {
        "place": line.pk, "for_whom": "PERSON", "line": "", "shift": "", "codes": label.lower(),
        "starts_at": "19:00", "ends_at": "06:00", "weekdays": ["1", "2"], "valid_from": "01/01/2022",
        "last_day": "31/01/2022",
    }  # fmt: skip
    assert client.post("/presence/rosters/set/", sent).status_code == 302
    row = Roster.objects.get()
    assert (row.weekdays, row.valid_until, row.ends_at) == ("12", date(2022, 2, 1), time(6))
    for wrong in ({"codes": ""}, {"codes": "KHONG-CO"}, {"for_whom": "LINE"}, {"starts_at": "x"}):
        answer = client.post("/presence/rosters/set/", {**sent, **wrong})
        assert answer.status_code == 422, wrong
    assert "KHONG-CO" in client.post("/presence/rosters/set/", {**sent, "codes": "KHONG-CO"}).content.decode()
    assert client.post(f"/presence/rosters/{row.uuid}/", {"last_day": "10/01/2022"}).status_code == 302
    assert Roster.objects.get().valid_until == date(2022, 1, 11)
    assert label in page(client, "/presence/rosters/")
    assert "Một người lao động" in page(signed_in(cast.leader), "/presence/rosters/")
    assert page(signed_in(cast.officer), f"/presence/rosters/{row.uuid}/").count("<button") > 0
    assert signed_in(cast.other).get(f"/presence/rosters/{row.uuid}/").status_code == 404
    assert signed_in(cast.officer).get("/presence/rosters/set/").status_code == 403
    assert client.post(f"/presence/rosters/{row.uuid}/withdraw/").status_code == 302
    assert Roster.objects.get().withdrawn_at is not None


def test_margins_are_the_usual_ones_until_set(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    assert "không phải quy định" in page(client, "/presence/margins/")
    sent = {
        "enterprise": "mau-01", "after_shift_minutes": 30, "longest_hours": 12, "doubled_seconds": 60,
        "ride_minutes": 45,
    }  # fmt: skip
    assert client.post("/presence/margins/", sent).status_code == 302
    kept = Margins.objects.get()
    assert (kept.enterprise, kept.longest_hours) == (cast.one, 12)
    assert client.post("/presence/margins/", {**sent, "longest_hours": 0}).status_code == 422
    assert signed_in(cast.other).post("/presence/margins/", sent).status_code == 422
    with pytest.raises(PresenceRefusedError):
        set_margins(
            enterprise=cast.one, after_shift_minutes=1, longest_hours=1, doubled_seconds=1, ride_minutes=1,
            by=cast.by(cast.officer), now=NOW,
        )  # fmt: skip


def test_a_plan_holds_until_the_next_and_says_who_is_missing(cast: Cast, line: Place) -> None:
    own: dict[str, Any] = {"by": cast.by(cast.reporter), "now": NOW}
    for day, planned in ((date(2022, 1, 1), 3), (date(2022, 1, 14), 5), (date(2022, 1, 14), 4)):
        set_line_plans(enterprise=cast.one, plans=[Plan(line, "", planned, 2)], valid_from=day, **own)
    assert LinePlan.objects.count() == 2  # that of the same day was corrected
    held = {day: plans_on([cast.one.pk], day)[line.pk, ""].planned for day in (date(2022, 1, 13), DAY)}
    assert held == {date(2022, 1, 13): 3, DAY: 4}
    with pytest.raises(PresenceRefusedError):
        set_line_plans(enterprise=cast.one, plans=[Plan(line, "", 3, 4)], valid_from=DAY, **own)
    came(cast)
    client = signed_in(cast.reporter)
    shown = page(client, f"/presence/lines/mau-01/{DAY.isoformat()}/")
    assert "thiếu 1 người" in shown
    (found,) = line_heads([(cast.one.pk, "mau-01")], DAY, set())
    assert (found.registered, found.planned, found.minimum_crew, found.come, found.short) == (
        3,
        4,
        2,
        0,
        True,
    )
    sent = {"line": line.pk, "shift": "", "planned": 3, "minimum_crew": 1, "valid_from": "17/01/2022"}
    assert client.post("/presence/lines/set/", sent).status_code == 302
    assert client.post("/presence/lines/set/", {**sent, "minimum_crew": 9}).status_code == 422


def test_a_persons_day_is_explained_and_its_reading_noted(cast: Cast, line: Place) -> None:
    one = came(cast)
    address = f"/presence/people/{one.stay}/?day={DAY.isoformat()}"
    shown = page(signed_in(cast.reporter), address)
    for words in ("05:55", "14:05", "Cổng 1: vào", "quét vào; quét ra", "Hàn 1", "đã tính"):
        assert words in shown
    assert one.label in shown
    event = Event.objects.filter(name="presence:person:read").get()
    assert event.after == {"day": DAY.isoformat()}
    assert signed_in(cast.officer).get(address).status_code == 200
    assert signed_in(cast.other).get(address).status_code == 404
    assert signed_in(cast.leader).get(address).status_code == 403
    assert signed_in(cast.auditor).get(address).status_code == 403


def test_an_open_stay_and_a_missing_exit_say_how_they_are_known(cast: Cast, line: Place) -> None:
    one = Pass.objects.filter(enterprise=cast.one).order_by("label")[0]
    put(scan(cast.one, ms(DAY, "05:55"), "IN", one))
    shown = page(signed_in(cast.reporter), f"/presence/people/{one.stay}/?day={DAY.isoformat()}")
    assert "không biết giờ ca: tính khoảng dài nhất" in shown
    assert "Có bù" in shown


def test_a_places_day_lists_codes_for_who_may_know_them(cast: Cast, line: Place) -> None:
    one = came(cast)
    address = f"/presence/places/{line.uuid}/{DAY.isoformat()}/"
    shown = page(signed_in(cast.reporter), address)
    assert one.label in shown
    assert "<svg" in shown
    assert Event.objects.filter(name="presence:place:read").count() == 1
    counted = page(signed_in(cast.leader), address)
    assert one.label not in counted
    assert "<svg" in counted
    assert signed_in(cast.other).get(address).status_code == 404


def test_occupancy_days_and_conflicts(cast: Cast, line: Place) -> None:
    came(cast)
    client = signed_in(cast.leader)
    shown = page(client, f"/presence/occupancy/mau-01/{DAY.isoformat()}/")
    assert "Hàn 1" in shown
    assert "nhiều nhất 1 người lúc 05:30" in shown
    assert "chưa dựng" in page(client, "/presence/occupancy/mau-01/2021-01-01/")
    assert f"{DAY:%d/%m/%Y}" in page(client, "/presence/days/")
    assert f"{DAY:%d/%m/%Y}" not in page(signed_in(cast.other), "/presence/days/")
    assert "Không có lượt quét nào mâu thuẫn" in page(client, f"/presence/conflicts/{DAY.isoformat()}/")
    one, two, _ = Pass.objects.filter(enterprise=cast.one).order_by("label")
    put(scan(cast.one, ms(DAY, "07:00"), "IN", two), scan(cast.one, ms(DAY, "09:00"), "IN", two))
    rebuild_day(day=DAY, by=system("test"), now=moment(TODAY, "08:00"))
    shown = page(client, f"/presence/conflicts/{DAY.isoformat()}/")
    assert "Vào hai lần, không ra" in shown
    assert two.label in shown
    assert two.label not in page(signed_in(cast.other), f"/presence/conflicts/{DAY.isoformat()}/")
    assert one.label not in shown
    asked = client.get(f"/presence/lines/?day={DAY:%d/%m/%Y}&enterprise=mau-02")
    assert asked.headers["Location"] == f"/presence/lines/mau-02/{DAY.isoformat()}/"
    assert signed_in(cast.other).get(f"/presence/lines/mau-01/{DAY.isoformat()}/").status_code == 404
    assert client.get("/presence/occupancy/mau-01/khong/").status_code == 404
    assert client.get("/presence/occupancy/").status_code == 200
