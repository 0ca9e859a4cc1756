"""By which places the second tier was reached: where each F1 was while others counted as contacts."""

from typing import NamedTuple

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import PLACE_BITS
from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.kernel import passing_sources
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.sources import source_rows


class Routes(NamedTuple):
    """Pairs, each once, by person and place: an F1, and a place where somebody of F2 was exposed."""

    person: Array
    place: Array


NO_ROUTES = Routes(np.zeros(0, np.int64), np.zeros(0, np.int64))


def routes(snapshot: Snapshot, traced: Traced) -> Routes:
    """Only places that stand in the F2 list; a stay in a larger or smaller place counts as tracing counts it.

    That both were there is certain, that they met is not: who met whom is `exposure.exposures`, person by person.
    """
    wanted = np.unique(traced.f2.place)
    sources = passing_sources(traced.f1, traced.definition)
    pairs = [np.zeros(0, np.int64)]
    for day in snapshot.days:
        rows = source_rows(day, snapshot.places, sources)
        kept = np.isin(rows.place, wanted)
        packed = sources.person[rows.owner[kept]].astype(np.int64) << PLACE_BITS | rows.place[kept]
        pairs.append(np.unique(packed))
    found = np.unique(np.concatenate(pairs))
    return Routes(found >> PLACE_BITS, found & (1 << PLACE_BITS) - 1)
