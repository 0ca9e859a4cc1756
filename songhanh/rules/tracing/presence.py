"""Stays: who was where from when until when."""

from collections.abc import Iterable
from dataclasses import dataclass

from songhanh.rules.tracing.window import Window


@dataclass(frozen=True, order=True, slots=True)
class Stay:
    """One person in one place for the seconds `[start, end)`."""

    person: int
    place: int
    start: int
    end: int

    def within(self, window: Window) -> "Stay | None":
        """The part of it inside a window, if there is any."""
        start, end = max(self.start, window.start), min(self.end, window.end)
        return Stay(self.person, self.place, start, end) if start < end else None


def merged(stays: Iterable[Stay]) -> list[Stay]:
    """One person's stays in one place joined where they overlap or touch, so that no second counts twice.

    A person in two places at once stays so: that presence has to be reconciled before; here each place counts.
    """
    joined: list[Stay] = []
    for stay in sorted(each for each in stays if each.start < each.end):
        last = joined[-1] if joined else None
        if last and (last.person, last.place) == (stay.person, stay.place) and stay.start <= last.end:
            joined[-1] = Stay(last.person, last.place, last.start, max(last.end, stay.end))
        else:
            joined.append(stay)
    return joined
