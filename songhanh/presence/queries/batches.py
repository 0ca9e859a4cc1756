"""Lists of values too long for one question: cut into pieces."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 5_000  # values in one question: few questions, within what both databases take


def pieces(values: Iterable[T]) -> Iterator[list[T]]:
    """Up to so many at once."""
    listed = list(values)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
