"""Stays out of sightings: what was seen, what was supplied, and that nothing is ever lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.rules.presence.stays import Direction, Ending, Margins, Sighting, Stay, stays

MINUTE = 60_000
HOUR = 60 * MINUTE
MARGINS = Margins(after_shift=30 * MINUTE, longest=16 * HOUR, doubled=2 * MINUTE)
NOW = 1_000 * HOUR
IN, OUT = Direction.IN, Direction.OUT


def seen(hour: float, direction: Direction, enterprise: str = "a", precedence: int = 0) -> Sighting:
    return Sighting(int(hour * HOUR), direction, enterprise, f"{hour:g}{direction}", precedence)


def no_shift(_enterprise: str, _at: int) -> None:
    return None


def day_shift(_enterprise: str, at: int) -> tuple[int, int]:
    """06:00 to 14:00 of the same day."""
    midnight = at // (24 * HOUR) * 24 * HOUR
    return midnight + 6 * HOUR, midnight + 14 * HOUR


def found(sightings: list[Sighting], shift=no_shift, now: int = NOW) -> list[tuple[float, float, str, str]]:  # type: ignore[no-untyped-def]
    return [
        (each.start / HOUR, each.end / HOUR, each.began, each.ended)
        for each in stays(sightings, shift, MARGINS, now)
    ]


def test_an_entry_and_an_exit_are_a_stay():
    assert found([seen(6, IN), seen(14, OUT)]) == [(6, 14, Ending.SEEN, Ending.SEEN)]


def test_order_of_arrival_does_not_matter():
    assert found([seen(14, OUT), seen(6, IN)]) == [(6, 14, Ending.SEEN, Ending.SEEN)]


@pytest.mark.parametrize(
    ("shift", "end", "how"),
    [(no_shift, 22, Ending.LONGEST), (day_shift, 14.5, Ending.SHIFT)],
    ids=["without a roster", "with a roster"],
)
def test_a_missing_exit_is_supplied_and_marked(shift, end, how):
    assert found([seen(6, IN)], shift) == [(6, end, Ending.SEEN, how)]


def test_who_came_in_and_is_not_due_to_leave_is_inside():
    assert found([seen(6, IN)], day_shift, now=9 * HOUR) == [(6, 9, Ending.SEEN, Ending.OPEN)]


def test_who_comes_in_twice_was_there_until_the_second_time_at_the_longest():
    assert found([seen(6, IN), seen(7, IN), seen(14, OUT)], day_shift) == [
        (6, 7, Ending.SEEN, Ending.AGAIN),
        (7, 14, Ending.SEEN, Ending.SEEN),
    ]


def test_who_comes_in_the_next_day_is_closed_by_his_shift():
    assert found([seen(6, IN), seen(30, IN)], day_shift)[0] == (6, 14.5, Ending.SEEN, Ending.SHIFT)


@pytest.mark.parametrize(
    ("shift", "start", "how"),
    [(no_shift, 14 - 16, Ending.LONGEST), (day_shift, 5.5, Ending.SHIFT)],
    ids=["without a roster", "with a roster"],
)
def test_a_missing_entry_is_supplied_and_marked(shift, start, how):
    assert found([seen(14, OUT)], shift) == [(start, 14, how, Ending.SEEN)]


def test_a_supplied_beginning_does_not_reach_into_the_stay_before():
    assert found([seen(6, IN), seen(9, OUT), seen(12, OUT)]) == [
        (6, 9, Ending.SEEN, Ending.SEEN),
        (9, 12, Ending.LONGEST, Ending.SEEN),
    ]


def test_nobody_is_in_two_enterprises_at_once():
    assert found([seen(6, IN, "a"), seen(8, IN, "b"), seen(10, OUT, "b")]) == [
        (6, 8, Ending.SEEN, Ending.ELSEWHERE),
        (8, 10, Ending.SEEN, Ending.SEEN),
    ]


def test_of_one_passing_seen_by_gate_and_time_clock_the_gate_counts():
    clock_first = seen(5.99, IN, precedence=1)
    (stay,) = stays([clock_first, seen(6, IN), seen(14, OUT)], no_shift, MARGINS, NOW)
    assert stay.entry == "6IN"


def test_what_lies_in_the_future_waits():
    assert found([seen(6, IN), seen(14, OUT)], now=9 * HOUR) == [(6, 9, Ending.SEEN, Ending.OPEN)]


SIGHTINGS = st.lists(
    st.builds(
        Sighting,
        at=st.integers(0, 200 * HOUR),
        direction=st.sampled_from(Direction),
        enterprise=st.sampled_from("ab"),
        scan=st.uuids().map(str),
    ),
    max_size=12,
)


@given(SIGHTINGS, st.booleans())
def test_every_sighting_is_in_a_stay_and_stays_do_not_overlap(sightings: list[Sighting], rostered: bool):
    result = stays(sightings, day_shift if rostered else no_shift, MARGINS, NOW)
    for each in sightings:
        assert any(each.scan in (stay.entry, stay.exit) for stay in result), each
    for one, other in pairwise(result):
        assert one.end <= other.start
    assert all(stay.start <= stay.end <= stay.start + MARGINS.longest for stay in result if stay.supplied)


@given(SIGHTINGS)
def test_what_was_seen_is_never_marked_as_supplied(sightings: list[Sighting]):
    def is_pair(stay: Stay) -> bool:
        return bool(stay.entry and (stay.exit or stay.ended is Ending.OPEN))

    for stay in stays(sightings, no_shift, MARGINS, NOW):
        assert is_pair(stay) == (not stay.supplied)
