"""Who is inside as far as scans tell: for the lists of devices, which decide by it while they hear of nothing newer.

Presence proper (rosters, missing exits, overlapping sources) is derived elsewhere; this is the last scan alone.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.reading import scans_between
from songhanh.gate.stream.scans import StoredScan

NO_CODES: Mapping[str, int] = {}
LONGEST = timedelta(hours=24)  # an entrance without an exit counts no longer than that


def inside_of(enterprise_code: str, now: datetime, passes: Mapping[str, int] = NO_CODES) -> list[int]:
    """Pass numbers whose last scan of the last day was an entrance, in ascending order; `passes` by worker's code."""
    until = int(now.timestamp() * 1000)
    since = until - int(LONGEST.total_seconds() * 1000)
    scans = scans_between(stream_rows(), since, until + 1, enterprises=[enterprise_code])
    return last_entered(scans, passes)


def last_entered(scans: Iterable[StoredScan], passes: Mapping[str, int] = NO_CODES) -> list[int]:
    """The passes that went in last, of scans in the order they happened; what was refused or undone never was.

    A code that was typed, at the gate or by a time clock, is its worker's pass.
    """
    listed = [each.scan for each in scans]
    undone = {each.undoes for each in listed if each.undoes is not None}
    last: dict[int, str] = {}
    for each in listed:
        counts = each.answer != "REFUSED" and each.undoes is None and each.id not in undone
        number = each.pass_number
        if number is None:
            number = passes.get(each.typed) or passes.get(each.typed.upper())
        if counts and number is not None and each.direction:
            last[number] = each.direction
    return sorted(number for number, direction in last.items() if direction == "IN")
