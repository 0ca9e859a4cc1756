"""The punches of each person in the order of time: doubled ones, exits without an entry, which way the others went.

Which way somebody went who did not say is settled by presence, from all that was seen of a day; the same rule is
asked here, so that the preview shows what it will say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from songhanh.gate.intake.clock_punches import HOUR, MINUTE, Punch
from songhanh.rules.presence.stays import Direction, Margins, Sighting
from songhanh.rules.presence.undirected import Event, directed

# The usual ones; an enterprise may keep others for its presence, which is what counts in the end.
USUAL = Margins(after_shift=HOUR, longest=16 * HOUR, doubled=2 * MINUTE)
HERE = "here"
Before = Mapping[
    str, Sequence[tuple[int, str]]
]  # code → (moment by the clock, direction) of the day before the file


@dataclass(frozen=True, slots=True)
class Told:
    """Of the `nth` punch: doubled, close or exit_alone; `other` is the punch it is held against (-1: none)."""

    nth: int
    code: str
    other: int = -1


@dataclass(frozen=True, slots=True)
class InOrder:
    """`ways` by the punches' places: IN, OUT, or «» for one that is another again; what there is to tell."""

    ways: dict[int, str]
    told: list[Told]

    @property
    def doubled(self) -> set[int]:
        """Punches that the file says once more."""
        return {each.nth for each in self.told if each.code == "doubled"}


def in_order(punches: Sequence[Punch], employees: Sequence[str], before: Before) -> InOrder:
    """`employees`: whose each punch is, by the register's code where there is one."""
    found = InOrder({}, list(_doubled(punches, employees)))
    doubled = found.doubled
    by_code: dict[str, list[int]] = defaultdict(list)
    for nth, employee in enumerate(employees):
        if nth not in doubled:
            by_code[employee].append(nth)
    for employee, places in by_code.items():
        _one_person(found, punches, places, before.get(employee, ()))
    return found


def _doubled(punches: Sequence[Punch], employees: Sequence[str]) -> Iterator[Told]:
    """The same person, second and way: one punch, however often the file says it."""
    first: dict[tuple[str, int, str], int] = {}
    for nth, (punch, employee) in enumerate(zip(punches, employees, strict=True)):
        key = (employee, punch.device_at, punch.direction)
        if (other := first.setdefault(key, nth)) != nth:
            yield Told(nth, "doubled", other)


def _one_person(
    found: InOrder, punches: Sequence[Punch], places: list[int], before: Sequence[tuple[int, str]]
) -> None:
    ordered = sorted(places, key=lambda nth: (punches[nth].device_at, nth))
    seen = [*((at, way, "") for at, way in before)]
    seen += [(punches[nth].device_at, punches[nth].direction, str(nth)) for nth in ordered]
    said = [Sighting(at, Direction(way), HERE, scan) for at, way, scan in seen if way]
    known, again = directed(said, [Event(at, HERE, scan) for at, way, scan in seen if not way], USUAL)
    found.ways.update({int(each.scan): each.direction.value for each in known if each.scan})
    found.ways.update({int(each.scan): "" for each in again if each.scan})
    found.told.extend(_close(punches, ordered))
    found.told.extend(_alone(known, {each.scan for each in said if each.scan}))


def _close(punches: Sequence[Punch], ordered: Sequence[int]) -> Iterator[Told]:
    """Two punches that are taken for one: both are kept, and that is told."""
    for other, nth in pairwise(ordered):
        one, two = punches[other], punches[nth]
        same_way = not (one.direction and two.direction) or one.direction == two.direction
        if same_way and two.device_at - one.device_at <= USUAL.doubled:
            yield Told(nth, "close", other)


def _alone(known: Iterable[Sighting], said: set[str]) -> Iterator[Told]:
    """Exits of somebody who was not inside, as far as anything was seen."""
    entered = None
    for each in known:
        if each.direction is Direction.IN:
            entered = each.at
            continue
        inside = entered is not None and each.at - entered <= USUAL.longest
        if not inside and each.scan in said:
            yield Told(int(each.scan), "exit_alone")
        entered = None
