"""Numbers of identity papers, sealed on the device: turned into pass numbers at once, kept and logged nowhere."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from uuid import UUID

from songhanh.gate.ingest.devices import KnownDevice
from songhanh.gate.stream.scans import UNOPENED, Scan

# The pass number of who carries the sealed number and belongs where the device stands, at a moment (milliseconds);
# None for everybody else. Raises ValueError where it cannot be opened, `AwayError` where nobody can be asked.
Identify = Callable[[bytes, KnownDevice, int], int | None]


def identified(
    scans: list[Scan], sealed: Mapping[UUID, str], device: KnownDevice, identify: Identify
) -> tuple[list[Scan], dict[str, str | None]]:
    """The scans with the passes that were found, and the answer to the device: scan → pass number or null."""
    known, answer = [], {}
    for scan in scans:
        text = sealed.get(scan.id)
        if text is None:
            known.append(scan)
            continue
        try:
            number = identify(b64decode(text, validate=True), device, scan.at)
            known.append(scan._replace(pass_number=number))
        except ValueError:
            number = None
            known.append(scan._replace(marks=f"{scan.marks} {UNOPENED}".strip()))
        answer[str(scan.id)] = None if number is None else str(number)
    return known, answer
