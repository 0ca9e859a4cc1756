"""Tracing once more with what people have answered: who was no contact passes nothing on, who was is certain."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.hop import Met, hop
from songhanh.analytics.tracing.kernel import index_sources, passing_sources
from songhanh.analytics.tracing.ranges import expanded
from songhanh.analytics.tracing.result import Traced
from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.judging import bar_of
from songhanh.rules.tracing.window import Window


@dataclass(frozen=True, slots=True)
class Settled:
    """Persons by number: those that answers have made contacts of a tier, and those that were none of that tier."""

    f1: frozenset[int]
    f2: frozenset[int]
    not_f1: frozenset[int]
    not_f2: frozenset[int]

    def __bool__(self) -> bool:
        return any((self.f1, self.f2, self.not_f1, self.not_f2))


def retrace(
    snapshot: Snapshot,
    cases: Mapping[int, Window],
    definition: ContactDefinition,
    settled: Settled,
    *,
    tiers: int = 2,
) -> Traced:
    """As `kernel.trace`. Who was no F1 may still be the F2 of another."""
    index = index_sources(cases)
    first = hop(snapshot, index, index.person, bar_of(definition.f1), first=True)
    first = _with(first, settled.f1, settled.not_f1)
    if tiers == 1:
        return Traced(definition, first, Met.nobody())
    done = np.concatenate([index.person, first.person])
    second = hop(snapshot, passing_sources(first, definition), done, bar_of(definition.f2), first=False)
    return Traced(definition, first, _with(second, settled.f2, settled.not_f2))


def _with(met: Met, sure: frozenset[int], none: frozenset[int]) -> Met:
    kept = np.flatnonzero(~np.isin(met.person, _numbers(none)))
    first = met.place_first[kept]
    count = met.place_first[kept + 1] - first
    person = met.person[kept]
    return Met(
        person,
        met.certain[kept] | np.isin(person, _numbers(sure)),
        met.seconds[kept],
        met.first_at[kept],
        np.concatenate([[0], np.cumsum(count)]),
        met.place[expanded(first, count)],
    )


def _numbers(numbers: frozenset[int]) -> Array:
    return np.array(sorted(numbers), np.int64)
