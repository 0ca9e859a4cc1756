"""Who exposed one person, where and when: the rows behind a line of a traced list, read on demand."""

from collections.abc import Iterator, Mapping

import numpy as np

from songhanh.analytics.presence.days import DayColumns
from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.kernel import index_sources, passing_sources
from songhanh.analytics.tracing.pairs import at_common_places, overlapping
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.sources import Sources, midnight, rows_of, source_rows
from songhanh.rules.tracing.definition import Tier
from songhanh.rules.tracing.encounters import Encounter
from songhanh.rules.tracing.window import Window


def exposures(
    snapshot: Snapshot, cases: Mapping[int, Window], traced: Traced, person: int
) -> list[Encounter]:
    """What an F1 shared with index persons, an F2 with F1, in order of time; nothing for anybody else.

    Moments and places are those of the snapshot; a stay across midnight comes in two parts.
    """
    tier = traced.tier_of(person)
    if tier is None:
        return []
    sources = index_sources(cases) if tier is Tier.F1 else passing_sources(traced.f1, traced.definition)
    return sorted(met for day in snapshot.days for met in _on_day(day, snapshot, sources, person))


def _on_day(day: DayColumns, snapshot: Snapshot, sources: Sources, person: int) -> Iterator[Encounter]:
    near = snapshot.places.near
    visits = rows_of(day, np.array([person]))
    visits, rows = at_common_places(day, visits, source_rows(day, snapshot.places, sources))
    for visit, source in overlapping(visits, rows):
        for mine, other in zip(visit.tolist(), source.tolist(), strict=True):
            yield Encounter(
                midnight(day) + int(max(visits.start[mine], rows.start[other])),
                midnight(day) + int(min(visits.end[mine], rows.end[other])),
                person,
                int(sources.person[rows.owner[other]]),
                int(visits.place[mine]),
                bool(rows.same[other] and near[visits.place[mine]]),
            )
