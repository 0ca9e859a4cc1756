"""Runs of row numbers, one after the other, without a loop."""

import numpy as np

from songhanh.analytics.presence.columns import Array


def expanded(first: Array, count: Array) -> Array:
    """`first[0], first[0] + 1, …` so many as `count[0]` says, then those of `first[1]`, and so on."""
    ends = np.cumsum(count, dtype=np.int64)
    total = int(ends[-1]) if ends.size else 0
    return np.repeat(first - (ends - count), count) + np.arange(total, dtype=np.int64)


def run_starts(values: Array) -> Array:
    """Where a new value begins in a sorted array."""
    if not values.size:
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
