"""What becomes of one scan: kept as it is, kept and marked, or refused with a code. Nothing is dropped in silence."""

from datetime import datetime
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from songhanh.gate.ingest.devices import KnownDevice
from songhanh.gate.ingest.messages import (
    MOST_NUMBER,
    ClockEnvelope,
    Envelope,
    Refused,
    ScanMessage,
    one_event,
    one_scan,
)
from songhanh.gate.stream.scans import FUTURE, LATE, Scan

MINUTE, DAY = 60_000, 24 * 3_600_000
AHEAD = 2 * MINUTE  # what clocks and the way here may differ by
LATE_AFTER = DAY
OLDEST = 31 * DAY
TOO_OLD = "too-old", "Lượt quét cũ hơn 31 ngày: không nhận nữa."
WRONG = "not-as-described", "Lượt quét chưa đúng mô tả: {}."
GATE, CLOCK = "GATE", "CLOCK"


class Arrival(NamedTuple):
    """Who sent, when it arrived, and by how much the device's clock is behind the server's."""

    device: KnownDevice
    now: int
    drift: int


class Judged(NamedTuple):
    """Scans to keep; for those with a sealed number its text by the scan's id; what is refused."""

    scans: list[Scan]
    sealed: dict[UUID, str]
    refused: list[Refused]


def judge_scans(envelope: Envelope, device: KnownDevice, now: int) -> Judged:
    """Every scan of a phone's message."""
    arrival = Arrival(device, now, now - envelope.sent_at)
    judged = Judged([], {}, [])
    for index, raw in enumerate(envelope.scans):
        try:
            message = one_scan.decode(raw)
            scan = scan_of(message, arrival)
        except msgspec.DecodeError as error:
            judged.refused.append(wrong(raw, index, error))
            continue
        if scan is None:
            judged.refused.append(Refused(str(message.id), index, *TOO_OLD))
            continue
        judged.scans.append(scan)
        if message.sealed and scan.pass_number is None:
            judged.sealed[scan.id] = message.sealed
    return judged


def judge_events(envelope: ClockEnvelope, device: KnownDevice, now: int) -> Judged:
    """Every event of a time clock's message."""
    drift = 0 if envelope.sent_at is None else now - envelope.sent_at
    arrival = Arrival(device, now, drift)
    judged = Judged([], {}, [])
    for index, raw in enumerate(envelope.events):
        try:
            event = one_event.decode(raw)
        except msgspec.DecodeError as error:
            judged.refused.append(wrong(raw, index, error))
            continue
        scan = scan_of_event(event.employee, moment(event.at), event.direction, arrival)
        if scan is None:
            judged.refused.append(Refused("", index, *TOO_OLD))
        else:
            judged.scans.append(scan)
    return judged


def scan_of(message: ScanMessage, arrival: Arrival) -> Scan | None:
    """As it is kept; None where it is too old. Raises msgspec's error for a number that no pass has."""
    number = int(message.pass_) if message.pass_ else None
    if number is not None and number > MOST_NUMBER:
        raise msgspec.ValidationError("Expected a pass number below 2^63 - at `$.pass`")
    timed = placed(message.at, arrival)
    if timed is None:
        return None
    at, marks = timed
    device = arrival.device
    return Scan(
        message.id, device.code, device.enterprise, device.gate, message.lane, message.direction,
        message.subject, number, message.typed, message.answer, message.reason, message.offline,
        message.undoes, message.guard, message.at, arrival.drift, at, arrival.now, GATE, marks,
    )  # fmt: skip


def scan_of_event(employee: str, device_at: int, direction: str, arrival: Arrival) -> Scan | None:
    """A time clock's event as a line of the stream; None where it is too old."""
    timed = placed(device_at, arrival)
    if timed is None:
        return None
    at, marks = timed
    device = arrival.device
    return Scan(
        event_id(device.enterprise, employee, device_at, direction), device.code, device.enterprise, device.gate,
        "", direction, "CODE", None, employee, "ALLOWED", "", False, None, "", device_at, arrival.drift, at,
        arrival.now, CLOCK, marks,
    )  # fmt: skip


def placed(device_at: int, arrival: Arrival) -> tuple[int, str] | None:
    """The moment after correction, and its mark; None where it lies too long ago.

    Nobody has passed in the future: somebody did pass, so the scan is kept, at the latest moment it can have been.
    """
    at = device_at + arrival.drift
    if at > arrival.now:
        return arrival.now, FUTURE if at > arrival.now + AHEAD else ""
    if at < arrival.now - OLDEST:
        return None
    return at, LATE if at < arrival.now - LATE_AFTER else ""


def event_id(enterprise: str, employee: str, device_at: int, direction: str) -> UUID:
    """The same event has the same identifier, whichever way and however often it comes."""
    return uuid5(NAMESPACE_URL, f"songhanh:clock:{enterprise}:{device_at}:{direction}:{employee}")


def moment(at: int | datetime) -> int:
    """In milliseconds."""
    return at if isinstance(at, int) else round(at.timestamp() * 1000)


def wrong(raw: msgspec.Raw, index: int, error: msgspec.DecodeError) -> Refused:
    """Which scan it was, as far as that can be read, and what msgspec found."""
    code, title = WRONG
    return Refused(_id_of(raw), index, code, title.format(str(error)[:200]))


def _id_of(raw: msgspec.Raw) -> str:
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return ""
    return str(found.get("id", ""))[:60] if isinstance(found, dict) else ""
