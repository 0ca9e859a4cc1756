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
    person = np.array(sorted(cases), np.int64)
    index = Sources(
        person,
        np.array([cases[number].start for number in person.tolist()], np.int64),
        np.array([cases[number].end for number in person.tolist()], np.int64),
        np.ones(person.size, bool),
    )
    first = hop(snapshot, index, person, bar_of(definition.f1))
    if tiers == 1:
        return Traced(definition, first, Met.nobody())
    passing = Sources(
        first.person,
        first.first_at + definition.f1_seconds,
        np.full(first.person.size, FOREVER),
        first.certain,
    )
    second = hop(snapshot, passing, np.concatenate([person, first.person]), bar_of(definition.f2))
    return Traced(definition, first, second)
