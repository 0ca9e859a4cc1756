from datetime import date, time

import pytest

from songhanh.gate.actions.places import add_place, describe_place, read_places, set_shift
from songhanh.gate.actions.visitors import cancel_announcement
from songhanh.gate.models import DistanceClass, Pass, PlaceKind, Shift
from songhanh.gate.policies import GateRefusedError
from songhanh.gate.queries.places import heads_by_line, places_in
from songhanh.gate.queries.visitors import announced_on
from tests.gate.cast import BY, NOW, TODAY, Cast, employ, new_guest


def test_workshops_and_lines_come_out_of_the_register(cast: Cast) -> None:
    for nth, (workshop, line) in enumerate(
        [("Xưởng A", "Chuyền 1"), ("Xưởng A", "Chuyền 2"), ("Xưởng B", "Chuyền 1"), ("", "Kho"), ("", "")],
        start=1,
    ):
        employ(cast.one, nth, workshop=workshop, line=line)
    employ(cast.two, 9, workshop="Xưởng Z", line="Chuyền 9")
    made = read_places(enterprise=cast.one, by=cast.by(cast.reporter), now=NOW)
    found = {(row.kind, str(row.parent or ""), row.name, row.distance) for row in made}
    assert found == {
        ("WORKSHOP", "", "Xưởng A", "SAME_ROOM"),
        ("WORKSHOP", "", "Xưởng B", "SAME_ROOM"),
        ("LINE", "Xưởng A", "Chuyền 1", "NEAR"),
        ("LINE", "Xưởng A", "Chuyền 2", "NEAR"),
        ("LINE", "Xưởng B", "Chuyền 1", "NEAR"),
        ("LINE", "", "Kho", "NEAR"),
    }
    assert heads_by_line(cast.one, TODAY)["Xưởng A", "Chuyền 1"] == 1


def test_reading_again_adds_only_what_is_new(cast: Cast) -> None:
    employ(cast.one, 1, workshop="Xưởng A", line="Chuyền 1")
    assert len(read_places(enterprise=cast.one, by=BY, now=NOW)) == 2
    assert read_places(enterprise=cast.one, by=BY, now=NOW) == []
    employ(cast.one, 2, workshop="Xưởng A", line="Chuyền 2")
    (line,) = read_places(enterprise=cast.one, by=BY, now=NOW)
    assert (line.name, str(line.parent)) == ("Chuyền 2", "Xưởng A")


def test_what_no_register_knows_is_added_by_hand(cast: Cast) -> None:
    room = add_place(
        enterprise=cast.one, kind=PlaceKind.ROOM, name="P. 203", parent=None, distance=DistanceClass.NEAR,
        minimum_crew=None, by=BY, now=NOW,
    )  # fmt: skip
    with pytest.raises(GateRefusedError) as refused:
        add_place(
            enterprise=cast.one, kind=PlaceKind.ROOM, name="P. 203", parent=None, distance=DistanceClass.NEAR,
            minimum_crew=None, by=BY, now=NOW,
        )  # fmt: skip
    assert refused.value.code == "place_taken"
    with pytest.raises(GateRefusedError) as refused:
        add_place(
            enterprise=cast.one, kind=PlaceKind.BUS, name="Tuyến 1", parent=room, distance=DistanceClass.NEAR,
            minimum_crew=None, by=BY, now=NOW,
        )  # fmt: skip
    assert refused.value.code == "place_parent"


def test_a_place_is_described(cast: Cast) -> None:
    employ(cast.one, 1, workshop="", line="Chuyền 1")
    (place,) = read_places(enterprise=cast.one, by=BY, now=NOW)
    describe_place(place=place, distance=DistanceClass.FAR, minimum_crew=18, by=BY, now=NOW)
    (kept,) = places_in(cast.one)
    assert (kept.distance, kept.minimum_crew) == ("FAR", 18)
    with pytest.raises(GateRefusedError):
        describe_place(
            place=place, distance=DistanceClass.FAR, minimum_crew=1, by=cast.by(cast.officer), now=NOW
        )


def test_the_hours_of_a_shift_are_set_again(cast: Cast) -> None:
    for hour in (6, 7):
        set_shift(enterprise=cast.one, name="Ca 1", starts_at=time(hour), ends_at=time(14), by=BY, now=NOW)
    assert Shift.objects.get().starts_at == time(7)


def test_a_guest_is_expected_with_a_pass_until_cancelled(cast: Cast) -> None:
    pass_ = new_guest(cast.one)
    assert (pass_.kind, pass_.last_day) == ("VISITOR", date(2022, 1, 18))
    assert pass_.announcement is not None
    assert pass_.label == f"K-{pass_.announcement.pk:05d}"
    scope = cast.by(cast.reporter).scope
    (announced,) = announced_on(scope=scope, on=TODAY)
    assert not announced_on(scope=scope, on=date(2022, 1, 19))
    assert not announced_on(scope=cast.by(cast.other).scope, on=TODAY)
    cancel_announcement(announcement=announced, by=cast.by(cast.reporter), now=NOW)
    assert Pass.objects.get(pk=pass_.pk).revoked_for == "CANCELLED"
    assert not announced_on(scope=scope, on=TODAY)
    with pytest.raises(GateRefusedError):
        cancel_announcement(announcement=announced, by=BY, now=NOW)
