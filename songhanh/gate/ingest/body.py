"""The body of a device's request, up to its limit."""

from typing import TYPE_CHECKING

from songhanh.gate.ingest.messages import MOST_BYTES
from songhanh.gate.ingest.problems import TOO_BIG, ProblemError

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope


async def read(scope: "Scope", protocol: "HTTPProtocol") -> bytes:
    """All of it. Raises `ProblemError`: 413, before a byte is read where the length is announced."""
    announced = scope.headers.get("content-length", "")
    if announced.isdecimal():
        if int(announced) > MOST_BYTES:
            raise ProblemError(TOO_BIG)
        return await protocol()
    pieces, size = [], 0
    async for piece in protocol:
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            raise ProblemError(TOO_BIG)
    return b"".join(pieces)
