"""InVS13: contacts in an office, measured every 20 seconds, as places and stays; and counted straight from the file."""

import gzip
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from songhanh.analytics.presence.places import NamedPlace
from songhanh.analytics.presence.snapshot import Snapshot, open_snapshot, put_day, put_places
from songhanh.rules.tracing.places import DistanceClass
from songhanh.rules.tracing.presence import Stay
from songhanh.rules.tracing.window import DAY, Window, moment

from .worlds import day_stays

MEASURED = Path(__file__).parents[2] / "data" / "contacts" / "workplace-InVS13-tij.dat.gz"
FIRST = date(2013, 6, 24)  # second 0 of the file
START = moment(FIRST)
WHOLE = Window(0, START + 30 * DAY)
Pair = tuple[int, int]


def measured_pairs() -> dict[Pair, list[int]]:
    """By pair: the ends of the 20 seconds in which they faced each other."""
    times: dict[Pair, list[int]] = defaultdict(list)
    with gzip.open(MEASURED, "rt") as file:
        for line in file:
            end, one, other = map(int, line.split())
            times[min(one, other), max(one, other)].append(end)
    return dict(times)


def office_stays(measured: dict[Pair, list[int]]) -> list[Stay]:
    """Each pair has a place of its own, where both are when they face each other."""
    return [
        Stay(person, place, START + end - 20, START + end)
        for place, (pair, ends) in enumerate(sorted(measured.items()))
        for end in ends
        for person in pair
    ]


def office_snapshot(folder: Path, measured: dict[Pair, list[int]]) -> Snapshot:
    stays = office_stays(measured)
    put_places(folder, [NamedPlace(f"{one}-{other}", DistanceClass.NEAR) for one, other in sorted(measured)])
    last = max(stay.end for stay in stays)
    for midnight in range(START, last, DAY):
        put_day(folder, FIRST + timedelta(days=(midnight - START) // DAY), day_stays(stays, midnight))
    return open_snapshot(folder)


def expected(measured: dict[Pair, list[int]], cases: set[int], least: int) -> tuple[set[int], set[int]]:
    """F1 and F2 counted straight from the file, by another way than the product's."""
    met: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for (one, other), ends in measured.items():
        met[one][other] = met[other][one] = ends
    first = {
        person
        for person, others in met.items()
        if person not in cases and any(20 * len(others.get(case, [])) >= least for case in cases)
    }
    since = {person: min(min(met[person][case]) for case in cases & met[person].keys()) for person in first}
    second = {
        person
        for person, others in met.items()
        if person not in cases | first
        and any(20 * sum(end >= since[f1] for end in others.get(f1, [])) >= least for f1 in first)
    }
    return first, second
