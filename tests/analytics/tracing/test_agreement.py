"""Loops, kernel and DuckDB give the same list: the loops are what it means."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from songhanh.analytics.tracing import duckdb_engine, kernel
from songhanh.analytics.tracing.exposure import exposures
from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing import trace as loops
from songhanh.rules.tracing.definition import Alternative, ContactDefinition, Tier
from songhanh.rules.tracing.encounters import encounters
from songhanh.rules.tracing.places import reach
from songhanh.rules.tracing.presence import Stay, merged
from songhanh.rules.tracing.trace import Contact
from songhanh.rules.tracing.window import DAY, Window

from .worlds import DAYS, END, START, World, worlds

OURS = contact_definition("ours")
LATER = replace(OURS, f1_days=1)
MIXED = replace(
    OURS,
    f1=(Alternative("near", 15, near=True), Alternative("masked", 5, masked=True)),
    f2=(Alternative("near", 10, near=True), Alternative("unmasked", 15, masked=False)),
)
DEFINITIONS = (OURS, LATER, MIXED, contact_definition("1909"), contact_definition("3638"))


def by_loops(world: World, definition: ContactDefinition, tiers: int = 2) -> list[Contact]:
    return loops.trace(world.stays, world.places, world.cases, definition, tiers=tiers)


@pytest.mark.parametrize(
    "definition", DEFINITIONS, ids=lambda each: f"{each.code}-{each.f1_days}-{len(each.f1)}"
)
@given(world=worlds)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_kernel_means_what_the_loops_say(world: World, definition: ContactDefinition) -> None:
    with tempfile.TemporaryDirectory() as folder:
        traced = kernel.trace(world.snapshot(Path(folder)), world.cases, definition)
        assert list(traced.contacts()) == by_loops(world, definition)


@given(world=worlds)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_sql_means_what_the_loops_say(world: World) -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = world.snapshot(Path(folder))
        for definition in (OURS, MIXED):
            traced = duckdb_engine.trace(snapshot, world.cases, definition, threads=1)
            assert list(traced.contacts()) == by_loops(world, definition)


def at(minutes: float, day: int = 0) -> int:
    return START + day * DAY + int(minutes * 60)


LINE, LINE_2, BUS, WORKSHOP, SITE = 2, 3, 4, 1, 0
ALWAYS = Window(START, END)
CASES = {
    "exactly the threshold": [Stay(1, LINE, at(0), at(60)), Stay(2, LINE, at(45), at(99))],
    "a second less": [Stay(1, LINE, at(0), at(60)), Stay(2, LINE, at(45) + 1, at(99))],
    "touching": [Stay(1, LINE, at(0), at(60)), Stay(2, LINE, at(60), at(99))],
    "in parts, in several places, on several days": [
        Stay(1, LINE, at(0), at(60)),
        Stay(2, LINE, at(55), at(99)),
        Stay(1, BUS, at(100), at(105)),
        Stay(2, BUS, at(100), at(105)),
        Stay(1, LINE, at(0, 2), at(5, 2)),
        Stay(2, LINE, at(0, 2), at(9, 2)),
    ],
    "across midnight": [Stay(1, LINE, at(1430), at(1450)), Stay(2, LINE, at(1432), at(1447))],
    "two half-long times with two persons": [
        Stay(1, LINE, at(0), at(10)),
        Stay(3, LINE, at(10), at(20)),
        Stay(2, LINE, at(0), at(20)),
    ],
    "a workshop may be its line": [Stay(1, LINE, at(0), at(60)), Stay(2, WORKSHOP, at(0), at(60))],
    "a site may be anywhere on it": [Stay(1, SITE, at(0), at(60)), Stay(2, LINE_2, at(0), at(60))],
    "two lines are apart": [Stay(1, LINE, at(0), at(60)), Stay(2, LINE_2, at(0), at(60))],
    "index persons overlap, F1 of both": [
        Stay(1, LINE, at(0), at(60)),
        Stay(3, LINE, at(0), at(60)),
        Stay(2, LINE, at(0), at(60)),
    ],
    "F2 only from the first contact on": [
        Stay(1, LINE, at(0), at(20)),
        Stay(2, LINE, at(0), at(20)),
        Stay(2, BUS, at(20), at(60)),
        Stay(4, BUS, at(20), at(35)),
    ],
    "who leaves late elsewhere is no witness here": [
        Stay(2, LINE_2, at(0), at(40)),
        Stay(1, LINE_2, at(1), at(11)),
        Stay(3, LINE_2, at(12), at(22)),
        Stay(1, LINE, at(30), at(90)),
    ],
    "near in parts, besides a long time that is unclear": [
        Stay(1, LINE, at(0), at(20)),
        Stay(2, WORKSHOP, at(0), at(20)),
        Stay(1, BUS, at(100), at(108)),
        Stay(2, BUS, at(100), at(108)),
        Stay(1, BUS, at(200), at(208)),
        Stay(2, BUS, at(200), at(208)),
    ],
    "a source in two places at once counts in each": [
        Stay(1, LINE, at(0), at(10)),
        Stay(1, WORKSHOP, at(5), at(15)),
        Stay(2, SITE, at(0), at(10)),
    ],
    "together before the F1 was one": [
        Stay(1, LINE, at(100), at(160)),
        Stay(2, BUS, at(0), at(99)),
        Stay(4, BUS, at(0), at(99)),
        Stay(2, LINE, at(100), at(160)),
    ],
}
EXPECTED = {
    "exactly the threshold": [(2, "F1", True, 15)],
    "a second less": [],
    "touching": [],
    "in parts, in several places, on several days": [(2, "F1", True, 15)],
    "across midnight": [(2, "F1", True, 15)],
    "two half-long times with two persons": [],
    "a workshop may be its line": [(2, "F1", False, 60)],
    "a site may be anywhere on it": [(2, "F1", False, 60)],
    "two lines are apart": [],
    "index persons overlap, F1 of both": [(2, "F1", True, 60)],
    "F2 only from the first contact on": [(2, "F1", True, 20), (4, "F2", True, 15)],
    "who leaves late elsewhere is no witness here": [],
    "near in parts, besides a long time that is unclear": [(2, "F1", True, 36)],
    "a source in two places at once counts in each": [(2, "F1", False, 10)],
    "together before the F1 was one": [(2, "F1", True, 60)],
}


@pytest.mark.parametrize("name", CASES)
def test_margins_three_ways(name: str, tmp_path: Path) -> None:
    world = World(tuple(CASES[name]), {1: ALWAYS, 3: ALWAYS})
    snapshot = world.snapshot(tmp_path)
    meant = by_loops(world, OURS)
    found = [(each.person, str(each.tier), each.certain, each.minutes) for each in meant]
    assert found == EXPECTED[name]
    assert list(kernel.trace(snapshot, world.cases, OURS).contacts()) == meant
    assert list(duckdb_engine.trace(snapshot, world.cases, OURS).contacts()) == meant


def test_an_f1_passes_it_on_only_after_the_days_the_definition_gives(tmp_path: Path) -> None:
    met = [Stay(1, LINE, at(0), at(20)), Stay(2, LINE, at(0), at(20))]
    too_early = [Stay(2, BUS, at(60), at(90)), Stay(4, BUS, at(60), at(90))]
    just_long_enough = [Stay(2, BUS, at(-5, 1), at(15, 1)), Stay(5, BUS, at(-5, 1), at(15, 1))]
    world = World((*met, *too_early, *just_long_enough), {1: ALWAYS})
    snapshot = world.snapshot(tmp_path)
    meant = by_loops(world, LATER)
    assert [(each.person, str(each.tier), each.minutes) for each in meant] == [(2, "F1", 20), (5, "F2", 15)]
    assert list(kernel.trace(snapshot, world.cases, LATER).contacts()) == meant
    assert list(duckdb_engine.trace(snapshot, world.cases, LATER).contacts()) == meant


def test_one_tier_is_the_first(tmp_path: Path) -> None:
    world = World(tuple(CASES["F2 only from the first contact on"]), {1: ALWAYS})
    snapshot = world.snapshot(tmp_path)
    meant = by_loops(world, OURS, tiers=1)
    assert [each.person for each in meant] == [2]
    assert list(kernel.trace(snapshot, world.cases, OURS, tiers=1).contacts()) == meant
    assert list(duckdb_engine.trace(snapshot, world.cases, OURS, tiers=1).contacts()) == meant


@given(world=worlds)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_who_exposed_whom_as_the_loops_say(world: World) -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = world.snapshot(Path(folder))
        traced = kernel.trace(snapshot, world.cases, OURS)
        reached = reach(world.places)
        places = {place.number: place for place in world.places}
        found = {each.person: each for each in traced.contacts()}
        for person in range(8):
            sources = [] if person not in found else _sources(world, found, found[person].tier)
            own = [stay for stay in merged(world.stays) if stay.person == person]
            meant = encounters(_by_day(own), _by_day(sources), places, reached)
            assert exposures(snapshot, world.cases, traced, person) == sorted(meant)


def _sources(world: World, found: dict[int, Contact], tier: Tier) -> list[Stay]:
    since = {
        person: Window(each.first_at, END) for person, each in found.items() if each.first_at is not None
    }
    windows = world.cases if tier is Tier.F1 else since
    kept = (stay.within(windows[stay.person]) for stay in merged(world.stays) if stay.person in windows)
    return [stay for stay in kept if stay]


def _by_day(stays: list[Stay]) -> list[Stay]:
    days = [Window(START + number * DAY, START + (number + 1) * DAY) for number in range(DAYS)]
    return [part for stay in stays for day in days if (part := stay.within(day))]
