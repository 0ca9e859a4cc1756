"""InVS13: contacts in an office, measured every 20 seconds. Contacts above a threshold come out exactly."""

import gzip
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from songhanh.analytics.presence.places import NamedPlace
from songhanh.analytics.presence.snapshot import Snapshot, open_snapshot, put_day, put_places
from songhanh.analytics.tracing import duckdb_engine, kernel
from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing import trace as loops
from songhanh.rules.tracing.definition import Alternative
from songhanh.rules.tracing.places import DistanceClass, Place
from songhanh.rules.tracing.presence import Stay
from songhanh.rules.tracing.window import DAY, Window, moment

from .worlds import day_stays

MEASURED = Path(__file__).parents[2] / "data" / "contacts" / "workplace-InVS13-tij.dat.gz"
FIRST = date(2013, 6, 24)  # second 0 of the file
START = moment(FIRST)
ALWAYS = Window(0, START + 30 * DAY)
Pair = tuple[int, int]


@pytest.fixture(scope="module")
def measured() -> dict[Pair, list[int]]:
    """By pair: the ends of the 20 seconds in which they faced each other."""
    times: dict[Pair, list[int]] = defaultdict(list)
    with gzip.open(MEASURED, "rt") as file:
        for line in file:
            end, one, other = map(int, line.split())
            times[min(one, other), max(one, other)].append(end)
    return dict(times)


@pytest.fixture(scope="module")
def stays(measured: dict[Pair, list[int]]) -> list[Stay]:
    """Each pair has a place of its own, where both are when they face each other."""
    return [
        Stay(person, place, START + end - 20, START + end)
        for place, (pair, ends) in enumerate(sorted(measured.items()))
        for end in ends
        for person in pair
    ]


@pytest.fixture(scope="module")
def snapshot(
    tmp_path_factory: pytest.TempPathFactory, measured: dict[Pair, list[int]], stays: list[Stay]
) -> Snapshot:
    folder = tmp_path_factory.mktemp("invs13")
    named = [NamedPlace(f"{one}-{other}", DistanceClass.NEAR) for one, other in sorted(measured)]
    put_places(folder, named)
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


@pytest.mark.parametrize("minutes", [1, 5, 15])
@pytest.mark.parametrize("cases", [{15}, {751, 80, 205}])
def test_contacts_above_the_threshold_come_out_exactly(
    measured: dict[Pair, list[int]], snapshot: Snapshot, cases: set[int], minutes: int
) -> None:
    bar = (Alternative("near", minutes, near=True),)
    definition = replace(contact_definition("ours"), f1=bar, f2=bar)
    traced = kernel.trace(snapshot, dict.fromkeys(cases, ALWAYS), definition)
    first, second = expected(measured, cases, minutes * 60)
    assert first
    assert set(traced.f1.person.tolist()) == first
    assert set(traced.f2.person.tolist()) == second
    assert traced.f1.certain.all()
    by_sql = duckdb_engine.trace(snapshot, dict.fromkeys(cases, ALWAYS), definition)
    assert list(by_sql.contacts()) == list(traced.contacts())


def test_the_loops_find_the_same(stays: list[Stay], snapshot: Snapshot) -> None:
    ours, cases = contact_definition("ours"), {751: ALWAYS}
    places = [Place(number, DistanceClass.NEAR) for number in range(len(snapshot.places))]
    meant = loops.trace(stays, places, cases, ours)
    assert list(kernel.trace(snapshot, cases, ours).contacts()) == meant
