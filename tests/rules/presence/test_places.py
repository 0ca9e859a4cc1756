"""A stay cut by the roster: nothing of it is lost, nothing counted twice."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from songhanh.rules.presence.places import At, Slot, places
from songhanh.rules.presence.stays import Ending, Stay

STAY = Stay("a", 60, 140, Ending.SEEN, Ending.SEEN)


def test_without_a_roster_only_the_enterprise_is_known():
    assert places(STAY, []) == [At("a", "", 60, 140, False)]


def test_line_and_canteen_follow_one_another():
    roster = [Slot("line", 60, 140, precedence=1), Slot("canteen", 100, 110)]
    assert [(each.place, each.start, each.end) for each in places(STAY, roster)] == [
        ("line", 60, 100),
        ("canteen", 100, 110),
        ("line", 110, 140),
    ]


def test_who_comes_late_is_at_his_place_from_then_on():
    assert [(each.place, each.start) for each in places(STAY, [Slot("line", 0, 100)])] == [
        ("line", 60),
        ("", 100),
    ]


def test_a_supplied_end_marks_every_part():
    stay = Stay("a", 60, 140, Ending.SEEN, Ending.SHIFT)
    assert all(each.supplied for each in places(stay, [Slot("line", 60, 100)]))


SLOTS = st.lists(
    st.builds(
        lambda place, start, length, precedence: Slot(place, start, start + length, precedence),
        st.sampled_from("xyz"), st.integers(0, 200), st.integers(1, 100), st.integers(0, 2),
    ),
    max_size=6,
)  # fmt: skip


@given(SLOTS)
def test_the_parts_are_the_whole(slots: list[Slot]):
    parts = places(STAY, slots)
    assert (parts[0].start, parts[-1].end) == (STAY.start, STAY.end)
    assert all(one.end == other.start and one.place != other.place for one, other in pairwise(parts))
