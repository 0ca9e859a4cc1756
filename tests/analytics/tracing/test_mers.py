"""MERS in Korea, 2015: the recorded chain comes out again when people are put where they were recorded.

Of 98 recorded infections 96 have dates of exposure (SK_107, under two infectors, has none); one of the 96 ended
before the infector's onset, which is what the days before onset are for.
"""

import csv
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from songhanh.analytics.presence.places import NamedPlace
from songhanh.analytics.presence.snapshot import Snapshot, open_snapshot, put_day, put_places
from songhanh.analytics.tracing import duckdb_engine, kernel
from songhanh.analytics.tracing.exposure import exposures
from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing.places import DistanceClass
from songhanh.rules.tracing.presence import Stay
from songhanh.rules.tracing.window import DAY, EPOCH, Window, infectious_window, moment

from .worlds import day_stays

DATA = Path(__file__).parents[2] / "data" / "contacts"
OURS = contact_definition("ours")
UNTIL = date(2015, 7, 31)
Chain = list[tuple[int, int, date, date]]


def number(code: str) -> int:
    """«SK_14» is person 14."""
    return int(code.removeprefix("SK_"))


@pytest.fixture(scope="module")
def cases() -> dict[int, dict[str, str]]:
    with (DATA / "mers-korea-2015-linelist.csv").open(encoding="utf-8", newline="") as file:
        return {number(row["id"]): row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def chain(cases: dict[int, dict[str, str]]) -> Chain:
    """Infector, infected, first and last day of exposure; those without days cannot be replayed."""
    with (DATA / "mers-korea-2015-contacts.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(number(row["from"]), number(row["to"])) for row in csv.DictReader(file)]
    dated = [
        (one, other) for one, other in pairs if cases[other]["dt_start_exp"] and cases[other]["dt_end_exp"]
    ]
    assert (len(pairs), len(dated)) == (98, 96)
    return [
        (
            one,
            other,
            date.fromisoformat(cases[other]["dt_start_exp"]),
            date.fromisoformat(cases[other]["dt_end_exp"]),
        )
        for one, other in dated
    ]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, chain: Chain) -> Snapshot:
    """Each infector has a room of their own; who was infected there was in it on the days recorded, 10:00 to 10:15."""
    folder = tmp_path_factory.mktemp("mers")
    rooms = {infector: room for room, infector in enumerate(sorted({pair[0] for pair in chain}))}
    put_places(folder, [NamedPlace(f"SK_{infector}", DistanceClass.NEAR) for infector in rooms])
    stays = [
        Stay(person, rooms[infector], moment(day, 36_000), moment(day, 36_900))
        for infector, infected, first, last in chain
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
        for person in (infector, infected)
    ]
    day, last = min(first for _, _, first, _ in chain), max(last for _, _, _, last in chain)
    while day <= last:
        put_day(folder, day, day_stays(stays, moment(day)))
        day += timedelta(days=1)
    return open_snapshot(folder)


def window_of(case: dict[str, str]) -> Window:
    return infectious_window(
        OURS.infectious,
        onset_on=date.fromisoformat(case["dt_onset"]),
        sampled_on=None,
        until=datetime.combine(UNTIL, time()),
    )


def days_in_rooms(chain: Chain) -> dict[int, set[tuple[int, date]]]:
    """Person → the rooms, by their infector, and days recorded."""
    spent: dict[int, set[tuple[int, date]]] = {}
    for infector, infected, first, last in chain:
        days = {(infector, first + timedelta(days=number)) for number in range((last - first).days + 1)}
        for person in (infector, infected):
            spent.setdefault(person, set()).update(days)
    return spent


def with_whom(spent: dict[int, set[tuple[int, date]]], person: int, since: date) -> dict[int, date]:
    """Who spent a day in one room with a person, and the first such day: counted straight from the list."""
    own = {each for each in spent[person] if each[1] >= since}
    shared = {other: own & days for other, days in spent.items() if other != person}
    return {other: min(day for _, day in days) for other, days in shared.items() if days}


def test_every_infector_leads_to_the_recorded_ones(
    cases: dict[int, dict[str, str]], chain: Chain, snapshot: Snapshot
) -> None:
    found = set()
    for infector in {pair[0] for pair in chain}:
        index = {infector: window_of(cases[infector])}
        traced = kernel.trace(snapshot, index, OURS)
        recorded = {other for one, other, _, _ in chain if one == infector}
        assert recorded <= set(traced.f1.person.tolist())
        for other in recorded:
            assert {met.source for met in exposures(snapshot, index, traced, other)} == {infector}
        found |= {(infector, other) for other in recorded}
    assert len(found) == len(chain) == 96


def test_nobody_else_comes_out_than_who_shared_a_room(
    cases: dict[int, dict[str, str]], chain: Chain, snapshot: Snapshot
) -> None:
    spent = days_in_rooms(chain)
    for infector in {pair[0] for pair in chain}:
        index = {infector: window_of(cases[infector])}
        traced = kernel.trace(snapshot, index, OURS)
        first = with_whom(spent, infector, EPOCH + timedelta(seconds=index[infector].start))
        assert set(traced.f1.person.tolist()) == first.keys()
        second = {other for person, since in first.items() for other in with_whom(spent, person, since)}
        assert set(traced.f2.person.tolist()) == second - first.keys() - {infector}
        assert traced.f1.certain.all()
        by_sql = duckdb_engine.trace(snapshot, index, OURS, threads=1)
        assert list(by_sql.contacts()) == list(traced.contacts())


def test_the_first_case_reaches_the_second_generation(
    cases: dict[int, dict[str, str]], chain: Chain, snapshot: Snapshot
) -> None:
    traced = kernel.trace(snapshot, {1: window_of(cases[1])}, OURS)
    first = {other for one, other, _, _ in chain if one == 1}
    assert set(traced.f1.person.tolist()) == first
    second = {other for one, other, _, _ in chain if one in first} - first
    assert set(traced.f2.person.tolist()) == second
    assert (len(first), len(second)) == (26, 64)


def test_without_the_days_before_onset_one_is_missed(
    cases: dict[int, dict[str, str]], chain: Chain, snapshot: Snapshot
) -> None:
    at_onset = Window(moment(date.fromisoformat(cases[118]["dt_onset"])), moment(UNTIL))
    assert (118, 153) in {pair[:2] for pair in chain}
    assert kernel.trace(snapshot, {118: at_onset}, OURS).f1.person.tolist() == []
    earlier = replace(at_onset, start=at_onset.start - 2 * DAY)
    assert kernel.trace(snapshot, {118: earlier}, OURS).f1.person.tolist() == [153]
