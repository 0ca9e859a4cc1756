"""Where the first tier led to: every exposure of the second lies on a route, and no route leads elsewhere."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from songhanh.analytics.tracing.exposure import exposures
from songhanh.analytics.tracing.kernel import trace
from songhanh.analytics.tracing.routes import routes
from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing.presence import Stay
from songhanh.rules.tracing.window import Window

from .worlds import END, START, World, worlds

OURS = contact_definition("ours")
LINE, BUS, ROOM = 2, 4, 5


def pairs(world: World) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The routes, and what a look at every single exposure finds."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = world.snapshot(Path(folder))
        traced = trace(snapshot, world.cases, OURS)
        person, place = routes(snapshot, traced)
        met = {
            (each.source, each.place)
            for second in traced.f2.person.tolist()
            for each in exposures(snapshot, world.cases, traced, second)
        }
    return set(zip(person.tolist(), place.tolist(), strict=True)), met


@given(world=worlds)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_exposure_lies_on_a_route(world: World) -> None:
    found, met = pairs(world)
    assert met <= found


def test_a_route_needs_an_f1_and_somebody_of_f2() -> None:
    def at(minutes: int) -> int:
        return START + minutes * 60

    stays = (
        Stay(1, LINE, at(0), at(60)),
        Stay(2, LINE, at(0), at(60)),  # F1
        Stay(2, BUS, at(70), at(100)),
        Stay(3, BUS, at(70), at(100)),  # F2 by the bus
        Stay(2, ROOM, at(200), at(300)),  # nobody else there
        Stay(4, BUS, at(200), at(300)),  # nobody of F1 there
    )
    found, met = pairs(World(stays, {1: Window(START, END)}))
    assert found == met == {(2, BUS)}
