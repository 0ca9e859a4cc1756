"""What devices send and are answered, as JSON. Moments are milliseconds since 1970 UTC."""

import json
import re
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

MOST_SCANS = 500
MOST_BYTES = 1024 * 1024  # 500 scans with a sealed number each are 450 kB
HALF = re.compile(rb"\\u[dD][89a-fA-F]")
MOST_NUMBER = 2**63 - 1

# No control character: PostgreSQL refuses NUL, and none of them is part of a code or of what a guard types.
Code = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")]
Typed = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
Moment = Annotated[int, msgspec.Meta(ge=0, le=32_503_680_000_000)]  # the year 3000


class ScanMessage(msgspec.Struct, frozen=True, gc=False):
    """One scan; `at` by its phone's clock, the rest as the phone decided."""

    id: UUID
    at: Moment
    direction: Literal["IN", "OUT"]
    subject: Literal["PASS", "CARD", "PERSONAL_QR", "MANUAL"]
    answer: Literal["ALLOWED", "REFUSED", "REVIEW"]
    lane: Code = ""
    pass_: Annotated[str, msgspec.Meta(pattern="^[1-9][0-9]{0,18}$")] | None = msgspec.field(
        default=None, name="pass"
    )
    sealed: Annotated[str, msgspec.Meta(max_length=1024)] | None = None
    typed: Typed = ""
    reason: Code = ""
    offline: bool = False
    undoes: UUID | None = None
    guard: Code = ""


class ClockEvent(msgspec.Struct, frozen=True, gc=False):
    """One line of a factory's own time clock; `at` also as RFC 3339 with its offset."""

    employee: Annotated[Typed, msgspec.Meta(min_length=1)]
    at: Moment | Annotated[datetime, msgspec.Meta(tz=True)]
    direction: Literal["IN", "OUT", ""] = ""


class Envelope(msgspec.Struct, frozen=True):
    """`scans` are read one by one, so that one that is wrong does not hold up the others of its phone."""

    sent_at: Moment
    scans: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=MOST_SCANS)]
    battery: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    snapshot: Code = ""


class ClockEnvelope(msgspec.Struct, frozen=True):
    """`sent_at` may be missing: then the time clock is believed."""

    events: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=MOST_SCANS)]
    sent_at: Moment | None = None


class Refused(msgspec.Struct, frozen=True):
    """A scan that is not kept; `code` never changes. `index` is its place in what was sent."""

    id: str
    index: int
    code: str
    title: str


class Answer(msgspec.Struct, frozen=True):
    """What became of each; `identified` says whose card a sealed number was, as a pass number."""

    server_now: int
    stored: list[UUID]
    doubled: list[UUID]
    refused: list[Refused]
    identified: dict[str, str | None] = {}
    snapshot: str = ""


class ClockAnswer(msgspec.Struct, frozen=True):
    """How many events are kept now, how many were before; the refused ones by their place."""

    server_now: int
    stored: int
    doubled: int
    refused: list[Refused]


class Problem(msgspec.Struct, frozen=True):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[dict[str, Any]] = []


encoder = msgspec.json.Encoder()
scan_envelope = msgspec.json.Decoder(Envelope)
clock_envelope = msgspec.json.Decoder(ClockEnvelope)
one_scan = msgspec.json.Decoder(ScanMessage)
one_event = msgspec.json.Decoder(ClockEvent)


def without_halves(content: bytes) -> bytes | None:
    """The same message with «?» for each half of a letter; None where there is none, or no JSON.

    JavaScript's text may end in the middle of a letter, which no strict reader takes: the whole queue of a phone would
    wait behind it for ever.
    """
    try:
        mended = json.dumps(json.loads(content), ensure_ascii=False).encode(errors="replace")
    except (ValueError, RecursionError):
        return None
    return mended if HALF.search(content) else None
