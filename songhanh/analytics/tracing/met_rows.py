"""What an SQL engine answers, as the columns that the kernel answers."""

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.tracing.hop import Met
from songhanh.analytics.tracing.ranges import run_starts
from songhanh.analytics.tracing.result import Traced
from songhanh.rules.tracing.definition import ContactDefinition

COLUMNS = ("tier", "person", "certain", "place", "seconds", "first_at")


def traced_of(definition: ContactDefinition, columns: dict[str, Array]) -> Traced:
    """Out of rows of `sql.trace_sql`, ordered by tier, person and place."""
    tier = columns["tier"]
    return Traced(definition, _met(columns, tier == 1), _met(columns, tier == 2))


def _met(columns: dict[str, Array], kept: Array) -> Met:
    person, certain, place, seconds, first_at = (columns[name][kept] for name in COLUMNS[1:])
    first = run_starts(person)
    if not first.size:
        return Met.nobody()
    return Met(
        person[first].astype(np.int64),
        certain[first].astype(bool),
        np.add.reduceat(seconds, first).astype(np.int64),
        np.minimum.reduceat(first_at, first).astype(np.int64),
        np.append(first, person.size),
        place.astype(np.int64),
    )
