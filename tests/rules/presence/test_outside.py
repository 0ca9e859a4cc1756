from songhanh.rules.presence.conflicts import Contradiction, entered_twice, too_fast
from songhanh.rules.presence.outside import in_rooms, on_buses
from songhanh.rules.presence.places import At, Slot
from songhanh.rules.presence.stays import Direction, Ending, Margins, Sighting, Stay, stays
from songhanh.rules.presence.undirected import Event, directed

IN, OUT = Direction.IN, Direction.OUT
MARGINS = Margins(after_shift=10, longest=160, doubled=2)


def stay(start: int, end: int) -> Stay:
    return Stay("a", start, end, Ending.SEEN, Ending.SEEN)


def test_a_room_holds_its_people_whenever_they_are_not_inside() -> None:
    room = Slot("phong", 0, 100)
    assert in_rooms([room], [], "a") == [At("a", "phong", 0, 100, supplied=True)]
    cut = in_rooms([room], [stay(-5, 10), stay(40, 60), stay(95, 120)], "a")
    assert [(each.start, each.end) for each in cut] == [(10, 40), (60, 95)]
    assert in_rooms([room], [stay(-5, 120)], "a") == []


def test_a_bus_holds_whom_the_gate_saw_near_it() -> None:
    there, back = Slot("xe", 0, 20), Slot("xe", 200, 220)
    taken = on_buses([there, back], [stay(25, 195)], "a", ride=10)
    assert [(each.start, each.end) for each in taken] == [(0, 20), (200, 220)]
    assert on_buses([there, back], [stay(31, 189)], "a", ride=10) == []
    assert [(each.start, each.end) for each in on_buses([there], [stay(15, 100)], "a", ride=10)] == [(0, 15)]
    assert on_buses([there], [], "a", ride=10) == []


def test_an_event_without_direction_leads_out_of_where_one_is() -> None:
    found, again = directed([], [Event(0, "a"), Event(1, "a"), Event(80, "a"), Event(150, "a")], MARGINS)
    assert [(each.at, each.direction) for each in found] == [(0, IN), (80, OUT), (150, IN)]
    assert [each.at for each in again] == [1]


def test_an_event_near_a_gate_is_the_same_passing() -> None:
    gate = [Sighting(10, IN, "a"), Sighting(90, OUT, "a")]
    found, again = directed(gate, [Event(8, "a"), Event(91, "a"), Event(50, "b")], MARGINS)
    assert [each.at for each in again] == [8, 91]
    assert [(each.at, each.direction, each.enterprise) for each in found] == [
        (10, IN, "a"), (50, IN, "b"), (90, OUT, "a"),
    ]  # fmt: skip


def test_who_never_left_within_the_longest_stay_comes_in_again() -> None:
    found, _ = directed([Sighting(0, IN, "a")], [Event(161, "a"), Event(300, "a")], MARGINS)
    assert [each.direction for each in found] == [IN, IN, OUT]


def derived(*seen: Sighting) -> list[Stay]:
    return stays(seen, lambda _place, _at: None, MARGINS, now=1000)


def test_in_and_in_again_is_a_contradiction_unless_at_once() -> None:
    twice = derived(Sighting(0, IN, "a", "1"), Sighting(50, IN, "a", "2"), Sighting(90, OUT, "a", "3"))
    (found,) = entered_twice(twice, MARGINS.doubled)
    assert (found.kind, found.at, found.scan, found.earlier) == (Contradiction.ENTERED_TWICE, 50, "2", "1")
    assert entered_twice(derived(Sighting(0, IN, "a", "1"), Sighting(2, IN, "a", "2")), MARGINS.doubled) == []
    # Long after: the exit was missed, nothing contradicts.
    assert (
        entered_twice(derived(Sighting(0, IN, "a", "1"), Sighting(400, IN, "a", "2")), MARGINS.doubled) == []
    )


def test_seen_elsewhere_while_inside_is_two_places_at_once() -> None:
    for way in (IN, OUT):
        (found,) = entered_twice(
            derived(Sighting(0, IN, "a", "1"), Sighting(50, way, "b", "2")), MARGINS.doubled
        )
        assert (found.kind, found.enterprise, found.scan) == (Contradiction.TWO_PLACES, "b", "2")


def test_two_gates_sooner_than_one_walks() -> None:
    gates = {"1": "g1", "2": "g2", "3": "g2"}
    seen = [Sighting(0, IN, "a", "1"), Sighting(5, OUT, "a", "2"), Sighting(6, IN, "a", "3")]

    def walk(one: str, other: str) -> int:
        return 6 if {one, other} == {"g1", "g2"} else 0

    (found,) = too_fast(seen, gates.__getitem__, walk)
    assert (found.scan, found.earlier, found.earlier_at) == ("2", "1", 0)
    later = [seen[0], Sighting(6, OUT, "a", "2")]
    assert too_fast(later, gates.__getitem__, walk) == []
