"""Punches in the stream: which ones of a file are kept already, which ones came with a file."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.reading import SELECT, stored
from songhanh.gate.stream.scans import TABLE, Scan

AT_ONCE = 5_000  # identifiers in one question; both databases take six times as many
PIECE = 5_000  # scans in one answer
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


def placed(scans: Sequence[Scan]) -> list[Placed]:
    """Each scan of one enterprise as it can be kept: what is kept already stays so; what was taken back comes under a
    new identifier.
    """
    found = [Placed(scan, "") for scan in scans]
    owner = scans[0].enterprise if scans else ""
    open_ = list(range(len(found)))
    while open_:
        kept = _devices(owner, [found[nth].scan.id for nth in open_])
        there = [nth for nth in open_ if found[nth].scan.id in kept]
        undone = _devices(owner, [undoing_id(found[nth].scan.id) for nth in there])
        open_ = []
        for nth in there:
            scan = found[nth].scan
            if undoing_id(scan.id) in undone:
                found[nth] = Placed(scan._replace(id=again_id(scan.id)), "")
                open_.append(nth)
            else:
                found[nth] = Placed(scan, kept[scan.id])
    return found


def _devices(enterprise: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Identifier → device, of those that the enterprise has kept.

    Nothing else is asked for, so that their index serves: an order, or another condition, would lead through the whole
    stream for every few hundred of them.
    """
    rows, found = stream_rows(), {}
    for begin in range(0, len(ids), AT_ONCE):
        piece = ids[begin : begin + AT_ONCE]
        marks = ", ".join(["%s"] * len(piece))
        for id_, device in rows(
            f"SELECT id, device FROM {TABLE} WHERE enterprise = %s AND id IN ({marks})", [enterprise, *piece]
        ):
            found[id_ if isinstance(id_, UUID) else UUID(bytes=bytes(id_))] = str(device)
    return found


def scans_of_device(enterprise: str, device: str, since: int, until: int) -> Iterator[list[Scan]]:
    """What a device has brought of [since, until), in the order it happened, a piece at a time; no undoing ones."""
    rows, at, seq = stream_rows(), since, 0
    while True:
        piece = [
            stored(row)
            for row in rows(
                f"{SELECT} WHERE enterprise = %s AND at >= %s AND at < %s AND (at, seq) > (%s, %s) AND device = %s"
                " AND undoes IS NULL ORDER BY at, seq LIMIT %s",
                [enterprise, at, until, at, seq, device, PIECE],
            )
        ]
        if not piece:
            return
        yield [each.scan for each in piece]
        at, seq = piece[-1].scan.at, piece[-1].seq


def seen_before(enterprise: str, since: int, until: int) -> list[Seen]:
    """Punches of time clocks in [since, until) that were not taken back, in the order they happened."""
    found = stream_rows()(
        f"SELECT typed, direction, at FROM {TABLE} WHERE enterprise = %s AND at >= %s AND at < %s AND source = %s"
        f" AND undoes IS NULL AND id NOT IN (SELECT undoes FROM {TABLE} WHERE undoes IS NOT NULL AND enterprise = %s"
        " AND at >= %s) ORDER BY at, seq",
        [enterprise, since, until, CLOCK, enterprise, since],
    )
    return [Seen(str(typed), str(direction), int(at)) for typed, direction, at in found]
