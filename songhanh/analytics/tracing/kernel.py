"""The trace of `rules.tracing` over a snapshot: two hops over columns."""

from collections.abc import Mapping

import numpy as np

from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.hop import Met, hop
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.sources import Sources
from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.judging import bar_of
from songhanh.rules.tracing.window import Window

FOREVER = np.iinfo(np.int64).max // 2


def trace(
    snapshot: Snapshot, cases: Mapping[int, Window], definition: ContactDefinition, *, tiers: int = 2
) -> Traced:
    """F1 and (with `tiers` 2) F2 of the cases, as columns. `cases`: person → infectious window."""
    index = index_sources(cases)
    first = hop(snapshot, index, index.person, bar_of(definition.f1), first=True)
    if tiers == 1:
        return Traced(definition, first, Met.nobody())
    done = np.concatenate([index.person, first.person])
    second = hop(snapshot, passing_sources(first, definition), done, bar_of(definition.f2), first=False)
    return Traced(definition, first, second)


def index_sources(cases: Mapping[int, Window]) -> Sources:
    """The cases, inside their windows."""
    person = np.array(sorted(cases), np.int64)
    return Sources(
        person,
        np.array([cases[number].start for number in person.tolist()], np.int64),
        np.array([cases[number].end for number in person.tolist()], np.int64),
        np.ones(person.size, bool),
    )


def passing_sources(first: Met, definition: ContactDefinition) -> Sources:
    """The F1, from when others count as their contacts."""
    return Sources(
        first.person,
        first.first_at + definition.f1_seconds,
        np.full(first.person.size, FOREVER),
        first.certain,
    )
