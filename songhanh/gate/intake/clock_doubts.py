"""What is odd about a whole file: told before anything is taken, and to be confirmed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from songhanh.gate.intake.clock_punches import ENOUGH

FEW = 3  # people; fewer tell nothing of a file
OFF = 60  # minutes between when people come and when a shift begins: more is worth a look
HALF_A_DAY = 720


@dataclass(frozen=True, slots=True)
class Doubt:
    """A code and values; the words are in `intake.clock_words`."""

    code: str
    values: dict[str, int] = field(default_factory=dict)


def doubts_of(
    *, twelve_hours: bool, people: int, unknown: int, comings: Sequence[dt.time], begins: Iterable[dt.time]
) -> list[Doubt]:
    """`comings`: when each person came first on each day; `begins`: when the enterprise's shifts begin."""
    found = [Doubt("twelve_hours")] if twelve_hours else []
    if people >= FEW and unknown * 2 > people:
        found.append(Doubt("mostly_unknown", {"unknown": unknown, "people": people}))
    off = minutes_off(comings, list(begins))
    if abs(off) >= OFF:
        found.append(Doubt("clock_ahead" if off > 0 else "clock_behind", {"minutes": abs(off)}))
    return found


def minutes_off(comings: Sequence[dt.time], begins: Sequence[dt.time]) -> int:
    """By how much people usually come after the nearest beginning of a shift (before it: below 0); 0 where unknown."""
    if len(comings) < ENOUGH or not begins:
        return 0
    shifts = [_minutes(each) for each in begins]
    return round(median(min((_apart(_minutes(at), each) for each in shifts), key=abs) for at in comings))


def _minutes(at: dt.time) -> int:
    return at.hour * 60 + at.minute


def _apart(at: int, begin: int) -> int:
    """Round the clock: 23:50 is ten minutes before midnight."""
    return (at - begin + HALF_A_DAY) % (2 * HALF_A_DAY) - HALF_A_DAY
