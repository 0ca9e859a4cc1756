"""Five fixed data sets, always the same rows: what every engine is asked, and by which definitions."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from songhanh.analytics.presence.days import DayColumns
from songhanh.analytics.presence.generation import generate
from songhanh.analytics.presence.snapshot import Snapshot, open_snapshot
from songhanh.analytics.tracing.command import everybody
from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing.definition import Alternative, ContactDefinition
from songhanh.rules.tracing.places import Place
from songhanh.rules.tracing.presence import Stay
from songhanh.rules.tracing.window import Window, moment

from .margins import ALWAYS, BUS, CASES, LATER, LINE, LINE_2, MIXED, OURS, at
from .offices import WHOLE, measured_pairs, office_snapshot
from .worlds import FACTORY, World

PEOPLE = 10  # of one margin; the next one's numbers begin after them


@dataclass(frozen=True)
class Asked:
    """A snapshot and what is asked of it."""

    snapshot: Snapshot
    questions: list[tuple[Mapping[int, Window], ContactDefinition]]

    @property
    def stays(self) -> list[Stay]:
        """The rows again, as the loops take them."""
        return [stay for day in self.snapshot.days for stay in _of_day(day)]

    @property
    def places(self) -> list[Place]:
        named = self.snapshot.places.named()
        numbers = {each.code: number for number, each in enumerate(named)}
        return [
            Place(number, each.distance, numbers[each.within] if each.within else None)
            for number, each in enumerate(named)
        ]


def _of_day(day: DayColumns) -> Iterator[Stay]:
    midnight, rows = moment(day.day), day.by_place
    columns = (rows.person, rows.place, rows.start, rows.end)
    for person, place, start, end in zip(*(column.tolist() for column in columns), strict=True):
        yield Stay(person, place, midnight + start, midnight + end)


def margins(folder: Path) -> Asked:
    """All margins side by side: classes of place, larger places, thresholds to the second. Each has its own factory."""
    named = tuple(
        replace(each, code=f"{number}/{each.code}", within=each.within and f"{number}/{each.within}")
        for number in range(len(CASES))
        for each in FACTORY
    )
    stays = tuple(
        replace(stay, person=stay.person + number * PEOPLE, place=stay.place + number * len(FACTORY))
        for number, case in enumerate(CASES.values())
        for stay in case
    )
    cases = {number * PEOPLE + person: ALWAYS for number in range(len(CASES)) for person in (1, 3)}
    world = World(stays, cases, named)
    return Asked(world.snapshot(folder), [(cases, contact_definition("1909")), (cases, OURS)])


def doubled_stays(folder: Path) -> Asked:
    """People in two places at once, and stays that overlap in one place."""
    chance = random.Random(11)
    stays = []
    for person in range(30):
        for day in range(3):
            for _ in range(3):
                start = chance.randrange(480, 720, 15)
                end = start + chance.choice((10, 15, 20, 45))
                stays.append(Stay(person, chance.randrange(len(FACTORY)), at(start, day), at(end, day)))
    cases = {3: ALWAYS, 17: ALWAYS}
    return Asked(World(tuple(stays), cases).snapshot(folder), [(cases, OURS), (cases, MIXED)])


def window_edges(folder: Path) -> Asked:
    """Windows that cut stays to the second, stays across midnight, F1 who pass it on a day later."""
    second = 1 / 60
    cases = {
        1: Window(at(30), at(60)),
        10: Window(at(1430), at(5, 1)),
        20: ALWAYS,
    }
    stays = (
        Stay(1, LINE, at(0), at(90)),
        Stay(2, LINE, at(0), at(45)),  # to the second
        Stay(3, LINE, at(0), at(45 - second)),
        Stay(4, LINE, at(45), at(90)),
        Stay(5, LINE, at(45 + second), at(90)),
        Stay(10, LINE_2, at(1400), at(1480)),
        Stay(11, LINE_2, at(1410), at(1500)),  # ten minutes of one day, five of the next
        Stay(12, LINE_2, at(1431), at(1500)),
        Stay(20, BUS, at(300), at(320)),
        Stay(21, BUS, at(300), at(320)),
        Stay(21, BUS, at(400), at(430)),
        Stay(22, BUS, at(400), at(430)),  # the same day: by `LATER` too early
        Stay(21, BUS, at(290, 1), at(315, 1)),
        Stay(23, BUS, at(290, 1), at(315, 1)),  # a day after the first contact, to the second
        Stay(24, BUS, at(290, 1), at(315 - second, 1)),
    )
    return Asked(World(stays, cases).snapshot(folder), [(cases, OURS), (cases, LATER)])


def questions(folder: Path) -> Asked:
    """Invented presence, asked by documents that want to know what presence cannot tell."""
    generate(folder, workers=400, days=3, seed=2)
    snapshot = open_snapshot(folder)
    cases = everybody((17, 250), snapshot)
    return Asked(
        snapshot, [(cases, each) for each in (contact_definition("1909"), contact_definition("3638"), MIXED)]
    )


def offices(folder: Path) -> Asked:
    """Who faced whom in an office, as measured."""
    cases = dict.fromkeys((751, 80, 205), WHOLE)
    bars = ((Alternative("near", minutes, near=True),) for minutes in (15, 5, 1))
    return Asked(
        office_snapshot(folder, measured_pairs()), [(cases, replace(OURS, f1=bar, f2=bar)) for bar in bars]
    )


SETS: dict[str, Callable[[Path], Asked]] = {
    each.__name__: each for each in (margins, doubled_stays, window_edges, questions, offices)
}
