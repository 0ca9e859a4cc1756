"""Who is inside as far as scans tell: for the lists of devices, which decide by it while they hear of nothing newer.

Presence proper (rosters, missing exits, overlapping sources) is derived elsewhere; this is the last scan alone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.reading import scans_between
from songhanh.gate.stream.scans import StoredScan

LONGEST = timedelta(hours=24)  # an entrance without an exit counts no longer than that


def inside_of(enterprise_code: str, now: datetime) -> list[int]:
    """Pass numbers whose last scan of the last day was an entrance, in ascending order."""
    until = int(now.timestamp() * 1000)
    since = until - int(LONGEST.total_seconds() * 1000)
    scans = scans_between(stream_rows(), since, until + 1, enterprises=[enterprise_code])
    return last_entered(scans)


def last_entered(scans: Iterable[StoredScan]) -> list[int]:
    """The passes that went in last, of scans in the order they happened; what was refused or undone never was."""
    listed = [each.scan for each in scans]
    undone = {each.undoes for each in listed if each.undoes is not None}
    last: dict[int, str] = {}
    for each in listed:
        counts = each.answer != "REFUSED" and each.undoes is None and each.id not in undone
        if counts and each.pass_number is not None:
            last[each.pass_number] = each.direction
    return sorted(number for number, direction in last.items() if direction == "IN")
