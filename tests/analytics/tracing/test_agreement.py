"""Loops, kernel and DuckDB give the same list: the loops are what it means."""

import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from songhanh.analytics.tracing import duckdb_engine, kernel
from songhanh.analytics.tracing.exposure import exposures
from songhanh.analytics.tracing.sql import trace_steps
from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing import trace as loops
from songhanh.rules.tracing.definition import ContactDefinition, Tier
from songhanh.rules.tracing.encounters import encounters
from songhanh.rules.tracing.places import reach
from songhanh.rules.tracing.presence import Stay, merged
from songhanh.rules.tracing.trace import Contact
from songhanh.rules.tracing.window import DAY, Window

from .margins import ALWAYS, BUS, CASES, EXPECTED, LATER, LINE, MIXED, OURS, at
from .worlds import DAYS, END, START, World, worlds

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


def test_sources_that_are_alike_are_numbered_once(tmp_path: Path) -> None:
    """Threads may order rows that are alike one way in one step and another way in the next: there must be none."""
    alike = [Stay(person, LINE, at(0), at(60)) for person in (1, 3, 5)]
    world = World((*alike, Stay(2, LINE, at(0), at(60))), {1: ALWAYS, 3: ALWAYS, 5: ALWAYS})
    with duckdb.connect() as engine:
        duckdb_engine.prepare(engine, world.snapshot(tmp_path))
        engine.register("cases", duckdb_engine.case_table(world.cases))
        for name, query in trace_steps(OURS, tiers=1):
            engine.execute(f"CREATE VIEW {name} AS {query}")
        rows = "SELECT count(*) FROM {} WHERE place = ?"
        assert engine.execute(rows.format("f1_source"), [LINE]).fetchone() == (3,)
        assert engine.execute(rows.format("f1_ordered"), [LINE]).fetchone() == (1,)


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
