"""Stays typed as rows."""

import numpy as np

from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.places import NamedPlace
from songhanh.rules.tracing.places import DistanceClass

PLACES = (
    NamedPlace("A", DistanceClass.FAR, None, "KCN-1"),
    NamedPlace("A/C1", DistanceClass.NEAR, "A", "KCN-1"),
    NamedPlace("B", DistanceClass.FAR, None, "KCN-2"),
)
Row = tuple[int, int, int, int]


def stays(*rows: Row) -> Stays:
    """Rows of person, place, start, end."""
    return Stays(*(np.array([row[column] for row in rows], np.int64) for column in range(4)))


def rows_of(columns: Stays) -> list[Row]:
    return list(zip(*(column.tolist() for column in columns), strict=True))
