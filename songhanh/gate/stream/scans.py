"""A scan as it is kept: everything by public codes, every moment in milliseconds since 1970 UTC."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

FUTURE = "FUTURE"  # its device's clock was set back before sending: kept at the moment of arrival
LATE = "LATE"  # arrived more than a day after it happened
UNOPENED = "UNOPENED"  # the sealed number of a card could not be opened: nobody is known by it


class Scan(NamedTuple):
    """One line of the stream; its place in it, `seq`, is given by the store."""

    id: UUID  # made on the device; nothing is kept twice
    device: str
    enterprise: str
    gate: str
    lane: str
    direction: str  # IN, OUT; of a time clock also «»
    subject: str  # PASS, CARD, PERSONAL_QR, MANUAL; of a time clock CODE
    pass_number: int | None
    typed: str  # what a guard typed, or a time clock's code of the worker
    answer: str  # ALLOWED, REFUSED, REVIEW
    reason: str
    offline: bool
    undoes: UUID | None
    guard: str
    device_at: int  # as the device's clock said
    drift_ms: int  # the server's clock minus the device's, when it was sent
    at: int  # device_at + drift_ms
    received_at: int
    source: str  # GATE, CLOCK
    marks: str = ""  # FUTURE, LATE, UNOPENED, with spaces


class StoredScan(NamedTuple):
    """A scan with its place: of two, the one with the larger `seq` was kept later."""

    seq: int
    scan: Scan


TABLE = "gate_scan"
COLUMNS = Scan._fields


class Store(Protocol):
    """Where scans are kept; used by one thread."""

    def store(self, scans: Sequence[Scan]) -> list[bool]:
        """All of them durably or none; of each whether it is new (True) or was kept before (False).

        Raises `FullError` and `AwayError`, and the driver's error where a value itself cannot be kept.
        """

    def close(self) -> None:
        """Let go; never raises."""


class FullError(RuntimeError):
    """No room left on the disk; nothing of the group was kept."""


class AwayError(RuntimeError):
    """The store cannot be reached or does not answer; nothing of the group counts as kept."""


def told_apart(scans: Sequence[Scan], kept: Iterable[tuple[str, UUID]]) -> list[bool]:
    """Of each scan whether it is among those just `kept`, by enterprise and id; the second of two alike is not."""
    fresh = set(kept)
    found = []
    for scan in scans:
        found.append((scan.enterprise, scan.id) in fresh)
        fresh.discard((scan.enterprise, scan.id))
    return found
