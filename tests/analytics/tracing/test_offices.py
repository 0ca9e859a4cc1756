"""InVS13: contacts in an office, measured every 20 seconds. Contacts above a threshold come out exactly."""

from dataclasses import replace

import pytest

from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing import duckdb_engine, kernel
from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing import trace as loops
from songhanh.rules.tracing.definition import Alternative
from songhanh.rules.tracing.places import DistanceClass, Place

from .offices import WHOLE, Pair, expected, measured_pairs, office_snapshot, office_stays


@pytest.fixture(scope="module")
def measured() -> dict[Pair, list[int]]:
    return measured_pairs()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, measured: dict[Pair, list[int]]) -> Snapshot:
    return office_snapshot(tmp_path_factory.mktemp("invs13"), measured)


@pytest.mark.parametrize("minutes", [1, 5, 15])
@pytest.mark.parametrize("cases", [{15}, {751, 80, 205}])
def test_contacts_above_the_threshold_come_out_exactly(
    measured: dict[Pair, list[int]], snapshot: Snapshot, cases: set[int], minutes: int
) -> None:
    bar = (Alternative("near", minutes, near=True),)
    definition = replace(contact_definition("ours"), f1=bar, f2=bar)
    traced = kernel.trace(snapshot, dict.fromkeys(cases, WHOLE), definition)
    first, second = expected(measured, cases, minutes * 60)
    assert first
    assert set(traced.f1.person.tolist()) == first
    assert set(traced.f2.person.tolist()) == second
    assert traced.f1.certain.all()
    by_sql = duckdb_engine.trace(snapshot, dict.fromkeys(cases, WHOLE), definition)
    assert list(by_sql.contacts()) == list(traced.contacts())


def test_the_loops_find_the_same(measured: dict[Pair, list[int]], snapshot: Snapshot) -> None:
    ours, cases = contact_definition("ours"), {751: WHOLE}
    places = [Place(number, DistanceClass.NEAR) for number in range(len(snapshot.places))]
    meant = loops.trace(office_stays(measured), places, cases, ours)
    assert list(kernel.trace(snapshot, cases, ours).contacts()) == meant
