"""Punches in the stream: which ones of a file are kept already, which ones came with a file."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.reading import SELECT, scans_with, stored
from songhanh.gate.stream.scans import TABLE, Scan

AT_ONCE = 500
CLOCK = "CLOCK"


class Placed(NamedTuple):
    """A scan under the identifier it can be kept by; `kept_by` is the device that has brought it already, or «»."""

    scan: Scan
    kept_by: str


class Seen(NamedTuple):
    """What the stream knows of a typed code."""

    code: str
    direction: str
    at: int


def undoing_id(scan: UUID) -> UUID:
    """Of the scan that takes another one back: there is one at most."""
    return uuid5(NAMESPACE_URL, f"songhanh:clock:undone:{scan}")


def again_id(scan: UUID) -> UUID:
    """Of the same event, brought once more after it was taken back."""
    return uuid5(NAMESPACE_URL, f"songhanh:clock:again:{scan}")


def placed(scans: Sequence[Scan], enterprise: str) -> list[Placed]:
    """Each scan as it can be kept: what is kept already stays so; what was taken back comes under a new identifier."""
    found = [Placed(scan, "") for scan in scans]
    open_ = list(range(len(found)))
    while open_:
        kept = _devices([found[nth].scan.id for nth in open_], enterprise)
        there = [nth for nth in open_ if found[nth].scan.id in kept]
        undone = _devices([undoing_id(found[nth].scan.id) for nth in there], enterprise)
        open_ = []
        for nth in there:
            scan = found[nth].scan
            if undoing_id(scan.id) in undone:
                found[nth] = Placed(scan._replace(id=again_id(scan.id)), "")
                open_.append(nth)
            else:
                found[nth] = Placed(scan, kept[scan.id])
    return found


def _devices(ids: Sequence[UUID], enterprise: str) -> dict[UUID, str]:
    """Identifier → device, of those that are kept."""
    rows, found = stream_rows(), {}
    for at in range(0, len(ids), AT_ONCE):
        for each in scans_with(rows, ids[at : at + AT_ONCE], enterprises=[enterprise]):
            found[each.scan.id] = each.scan.device
    return found


def scans_of_device(enterprise: str, device: str, since: int, until: int) -> Iterator[list[Scan]]:
    """What a device has brought of [since, until), in the order it was kept, a piece at a time; no undoing ones."""
    rows, seq = stream_rows(), 0
    while True:
        piece = [
            stored(row)
            for row in rows(
                f"{SELECT} WHERE enterprise = %s AND at >= %s AND at < %s AND device = %s AND seq > %s"
                " AND undoes IS NULL ORDER BY seq LIMIT %s",
                [enterprise, since, until, device, seq, AT_ONCE],
            )
        ]
        if not piece:
            return
        yield [each.scan for each in piece]
        seq = piece[-1].seq


def seen_before(enterprise: str, since: int, until: int) -> list[Seen]:
    """Punches of time clocks in [since, until) that were not taken back, in the order they happened."""
    found = stream_rows()(
        f"SELECT typed, direction, at FROM {TABLE} WHERE enterprise = %s AND at >= %s AND at < %s AND source = %s"
        f" AND undoes IS NULL AND id NOT IN (SELECT undoes FROM {TABLE} WHERE undoes IS NOT NULL AND enterprise = %s"
        " AND at >= %s) ORDER BY at, seq",
        [enterprise, since, until, CLOCK, enterprise, since],
    )
    return [Seen(str(typed), str(direction), int(at)) for typed, direction, at in found]
