"""Withholding small counts: in a table that leaves the house nobody must be found by being one of a few.

A count below the least, other than 0, is withheld. What is withheld could be had together from the group's total: so
at least two go, and as many as make together the least; the next smallest of the group go along.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

K = TypeVar("K")


def withheld(counts: Mapping[K, int], least: int) -> dict[K, int | None]:
    """The counts of one group whose total is told; None for what is withheld."""
    hidden = {key for key, count in counts.items() if 0 < count < least}
    others = sorted((key for key in counts if counts[key] and key not in hidden), key=lambda key: counts[key])
    while hidden and others and (len(hidden) < 2 or sum(counts[key] for key in hidden) < least):
        hidden.add(others.pop(0))
    return {key: None if key in hidden else count for key, count in counts.items()}


def total_withheld(counts: Sequence[int], least: int) -> int | None:
    """The total of a group: told unless it is small itself."""
    total = sum(counts)
    return None if 0 < total < least else total
