"""The body of a request as a page reads it: a file."""

import asyncio
import io
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol

AT_ONCE = 64 * 1024  # bytes; below, the body is fetched before a thread takes the page
# A large body that comes more slowly than this, after a first while, is cut off: it keeps a thread.
FIRST_SECONDS, SLOWEST = 30, 4096  # bytes a second


class CutOffError(OSError):
    """The client went away in the middle of what it had announced; Django says so of its request."""


async def body_of(protocol: "HTTPProtocol", announced: str, loop: asyncio.AbstractEventLoop) -> Any:
    """`announced` is the content length; without one there is no body that a page would read."""
    length = int(announced) if announced.isdecimal() else 0
    if not length:
        return io.BytesIO()
    if length <= AT_ONCE:
        return io.BytesIO(await protocol())
    return io.BufferedReader(ArrivingBody(protocol.__aiter__(), length, loop), AT_ONCE)


class ArrivingBody(io.RawIOBase):
    """A large body, read by the page's thread while it arrives: never whole in memory, never on the loop."""

    def __init__(self, pieces: AsyncIterator[bytes], length: int, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self.pieces, self.missing, self.loop = pieces, length, loop
        self.rest = memoryview(b"")
        self.began, self.arrived = time.monotonic(), 0

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """As many bytes as are there; 0 at the end. Raises `CutOffError` where the end comes too early."""
        if not self.rest and self.missing:
            piece = self._piece()
            if not piece:
                raise CutOffError("the client has gone")
            self.rest = memoryview(piece)
            self.missing -= len(piece)
            self.arrived += len(piece)
        count = min(len(buffer), len(self.rest))
        buffer[:count] = self.rest[:count]
        self.rest = self.rest[count:]
        return count

    def _piece(self) -> bytes:
        until = self.began + FIRST_SECONDS + self.arrived / SLOWEST
        coming = asyncio.run_coroutine_threadsafe(self._next(), self.loop)
        try:
            return coming.result(max(until - time.monotonic(), 0))
        except TimeoutError as error:
            coming.cancel()
            raise CutOffError("the client sends too slowly") from error

    async def _next(self) -> bytes:
        try:
            return await self.pieces.__anext__()
        except StopAsyncIteration:
            return b""
