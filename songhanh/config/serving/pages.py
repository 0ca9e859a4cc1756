"""Django's WSGI application behind RSGI, in as many threads as pages may be made at once.

What the server is handed without a limit it keeps until the client has taken it, so a slow reader holds no thread;
what is streamed is sent in pieces as it is made.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from io import BytesIO
from typing import TYPE_CHECKING, Any

from granian.rsgi import ProtocolClosed, ProtocolError

from songhanh.config.serving.body import body_of
from songhanh.config.serving.environ import environ_of

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
WHOLE = 1024 * 1024  # bytes; an answer that is announced as no longer is sent in one piece
PIECE = 64 * 1024  # bytes; smaller ones are gathered
FLUSH_SECONDS = 0.5  # but nobody waits longer for what has been made

logger = logging.getLogger(__name__)


class Pages:
    """Each request in a thread of its own, `threads` at a time; the others wait for their turn.

    Large bodies are read by their threads while they arrive; one thread is never theirs.
    """

    def __init__(self, application: Application, threads: int) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self.large = asyncio.Semaphore(max(threads - 1, 1))

    async def respond(self, scope: "Scope", protocol: "HTTPProtocol") -> None:
        """Answer one request."""
        loop = asyncio.get_running_loop()
        environ = environ_of(scope)
        try:
            environ["wsgi.input"] = await body_of(protocol, environ.get("CONTENT_LENGTH", ""), loop)
        except ProtocolError:  # the client has gone before it was done
            return
        async with nullcontext() if isinstance(environ["wsgi.input"], BytesIO) else self.large:
            await loop.run_in_executor(self.pool, self._answer, environ, protocol, loop)

    def close(self) -> None:
        """Let the pages that are being made come to their end."""
        self.pool.shutdown()

    def _answer(
        self, environ: dict[str, Any], protocol: "HTTPProtocol", loop: asyncio.AbstractEventLoop
    ) -> None:
        head = Head()
        try:
            chunks = self.application(environ, head)
            try:
                if environ["REQUEST_METHOD"] == "HEAD":  # HTTP/2 takes a body as a broken answer
                    protocol.response_empty(head.status, head.headers)
                else:
                    send(chunks, head, protocol, loop)
            finally:
                if close := getattr(chunks, "close", None):
                    close()
        except ProtocolClosed:
            logger.info("the client left in the middle of an answer")
        except Exception:
            logger.exception("no answer could be made")
            protocol.response_empty(500, [])  # heard only where nothing was sent yet


class Head:
    """WSGI's ``start_response``: keeps the status and the headers."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[str, str]] = []

    def __call__(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        """What comes later replaces what came before."""
        self.status = int(status[:3])
        self.headers = headers

    def length(self) -> int | None:
        """The announced length; None where it will be seen at the end."""
        found = [value for name, value in self.headers if name.lower() == "content-length"]
        return int(found[0]) if found else None


def send(
    chunks: Iterable[bytes], head: Head, protocol: "HTTPProtocol", loop: asyncio.AbstractEventLoop
) -> None:
    """Hand the answer over, whole or in pieces; raises `ProtocolClosed` when nobody takes it any more."""
    length = head.length()
    if length is not None and length <= WHOLE:
        protocol.response_bytes(head.status, head.headers, b"".join(chunks))
        return
    transport = protocol.response_stream(head.status, head.headers)

    async def pass_on(piece: bytes) -> None:
        await transport.send_bytes(piece)

    for piece in gathered(chunks):
        asyncio.run_coroutine_threadsafe(pass_on(piece), loop).result()


def gathered(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are worth a call: at least `PIECE`, or what half a second has brought."""
    waiting: list[bytes] = []
    size, since = 0, time.monotonic()
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size >= PIECE or time.monotonic() - since >= FLUSH_SECONDS:
            yield b"".join(waiting)
            waiting, size, since = [], 0, time.monotonic()
    if size:
        yield b"".join(waiting)
