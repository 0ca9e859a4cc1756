"""Loops, kernel and DuckDB over the five fixed data sets; Spark is asked the same by test_spark.py."""

from pathlib import Path

import pytest

from songhanh.analytics.tracing import duckdb_engine, kernel
from songhanh.rules.tracing import trace as loops

from .five_sets import PEOPLE, SETS
from .margins import EXPECTED, LATER
from .offices import expected, measured_pairs


# In the office everybody meets nearly everybody: there the loops are asked about one person only, in test_offices.
@pytest.mark.parametrize("name", [name for name in SETS if name != "offices"])
def test_three_ways_give_one_answer(name: str, tmp_path: Path) -> None:
    asked = SETS[name](tmp_path)
    for cases, definition in asked.questions:
        meant = loops.trace(asked.stays, asked.places, cases, definition)
        assert meant
        assert list(kernel.trace(asked.snapshot, cases, definition).contacts()) == meant
        assert list(duckdb_engine.trace(asked.snapshot, cases, definition, threads=1).contacts()) == meant


def test_the_margins_side_by_side_are_what_each_is_alone(tmp_path: Path) -> None:
    asked = SETS["margins"](tmp_path)
    cases, ours = asked.questions[-1]
    found = {
        (each.person, str(each.tier), each.certain, each.minutes)
        for each in kernel.trace(asked.snapshot, cases, ours).contacts()
    }
    assert found == {
        (person + number * PEOPLE, *rest)
        for number, rows in enumerate(EXPECTED.values())
        for person, *rest in rows
    }


def test_edges_are_to_the_second(tmp_path: Path) -> None:
    asked = SETS["window_edges"](tmp_path)
    found = {
        definition == LATER: [
            (each.person, str(each.tier))
            for each in kernel.trace(asked.snapshot, cases, definition).contacts()
        ]
        for cases, definition in asked.questions
    }
    first = [(2, "F1"), (4, "F1"), (11, "F1"), (21, "F1")]
    assert found[True] == [*first, (23, "F2")]
    assert [each for each in found[False] if each[1] == "F1"] == first
    assert {person for person, tier in found[False] if tier == "F2"} == {5, 12, 22, 23, 24}


def test_documents_ask_what_presence_cannot_tell(tmp_path: Path) -> None:
    asked = SETS["questions"](tmp_path)
    for cases, definition in asked.questions:
        contacts = list(kernel.trace(asked.snapshot, cases, definition).contacts())
        assert any(each.questions for each in contacts)
        assert all(bool(each.questions) != each.certain for each in contacts)


def test_the_office_is_what_was_measured(tmp_path: Path) -> None:
    asked = SETS["offices"](tmp_path)
    for cases, definition in asked.questions:
        traced = kernel.trace(asked.snapshot, cases, definition)
        first, second = expected(measured_pairs(), set(cases), definition.f1[0].seconds)
        assert (set(traced.f1.person.tolist()), set(traced.f2.person.tolist())) == (first, second)
        by_sql = duckdb_engine.trace(asked.snapshot, cases, definition, threads=1)
        assert list(by_sql.contacts()) == list(traced.contacts())
