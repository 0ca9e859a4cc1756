"""The invented comings and goings of a worker: when in and out on each day, by which gate, what goes wrong.

Everything follows from the seed and the worker's code, so that the same demo has the same scans.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from songhanh.rules.deadlines import VIETNAM

FIRST = date(2022, 1, 4)  # the third was the day off for New Year's Day
ABSENT, OVERTIME, NO_EXIT, SCANNED_TWICE, BY_SECOND_GATE = 0.05, 0.12, 0.012, 0.004, 0.22
HOURS = {
    "Ca 1": (time(6), time(14)),
    "Ca 2": (time(14), time(22)),
    "Ca 3": (time(22), time(6)),
    "Ca ngày": (time(7), time(16)),
    "Hành chính": (time(7, 30), time(16, 30)),
}
SUNDAY, SATURDAY = 7, 6


@dataclass(frozen=True, slots=True)
class Coming:
    """One passing: `gate` is the place of the gate among the enterprise's own."""

    at: datetime
    inward: bool
    gate: int


def workdays(until: date, shift: str) -> list[date]:
    """From the first day of the demo's presence to `until`; the office has its Saturdays off."""
    days = [FIRST + timedelta(days=each) for each in range((until - FIRST).days + 1)]
    last = SATURDAY if shift == "Hành chính" else SUNDAY
    return [day for day in days if day.isoweekday() < last]


def comings(
    seed: int, code: str, shift: str, days: Sequence[date], gates: int, now: datetime
) -> Iterator[Coming]:
    """Of one worker (`code` names the enterprise too) up to `now`."""
    chance = Random(f"{seed}:{code}")
    early, gate = chance.randint(6, 28), int(gates > 1 and chance.random() < BY_SECOND_GATE)
    begins, ends = HOURS.get(shift, HOURS["Ca ngày"])
    for day in days:
        for each in _day(chance, day, begins, ends, early, gate):
            if each.at <= now:
                yield each


def _day(chance: Random, day: date, begins: time, ends: time, early: int, gate: int) -> Iterator[Coming]:
    if chance.random() < ABSENT:
        return
    start = datetime.combine(day, begins, VIETNAM)
    end = datetime.combine(day + timedelta(days=1) if ends <= begins else day, ends, VIETNAM)
    came = start - timedelta(minutes=max(early + chance.randint(-4, 6), 1), seconds=chance.randint(0, 59))
    left = end + timedelta(minutes=chance.randint(1, 18), seconds=chance.randint(0, 59))
    if chance.random() < OVERTIME:
        left += timedelta(hours=2)
    yield Coming(came, True, gate)
    if chance.random() < SCANNED_TWICE:
        yield Coming(came + timedelta(minutes=chance.randint(4, 40)), True, gate)
    if chance.random() >= NO_EXIT:
        yield Coming(left, False, gate)
