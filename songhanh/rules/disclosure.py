"""Withholding small counts: in a table that leaves the house nobody must be found by being one of a few.

A count below the least, other than 0, is withheld. Where only one of a group is withheld it could be had from the
group's total: then the next smallest of the group goes too.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

K = TypeVar("K")


def withheld(counts: Mapping[K, int], least: int) -> dict[K, int | None]:
    """The counts of one group whose total is told; None for what is withheld."""
    hidden = {key for key, count in counts.items() if 0 < count < least}
    if len(hidden) == 1:
        others = sorted(
            (count, place) for place, (key, count) in enumerate(counts.items()) if count and key not in hidden
        )
        if others:
            hidden.add(list(counts)[others[0][1]])
    return {key: None if key in hidden else count for key, count in counts.items()}


def total_withheld(counts: Sequence[int], least: int) -> int | None:
    """The total of a group: told unless it is small itself."""
    total = sum(counts)
    return None if 0 < total < least else total
