"""Who sends: devices by their code and secret, from a list in memory that is read again every few seconds."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from hashlib import sha256
from hmac import compare_digest
from typing import NamedTuple

from songhanh.gate.ingest.problems import DEVICE_REVOKED, DEVICE_UNKNOWN, NOT_READY, ProblemError

SCHEME = "Device "
PAUSE_SECONDS = 1.0  # between two readings that unknown devices have asked for

logger = logging.getLogger(__name__)


class KnownDevice(NamedTuple):
    """What must be known of one; `secret_hash` is SHA-256 of its secret's text in hex, «» before it is enrolled."""

    id: int
    code: str
    secret_hash: str
    kind: str  # PHONE, CLOCK
    gate: str
    enterprise: str
    revoked: bool = False
    snapshot: str = ""  # the newest there is for it


class Devices:
    """The list, and when it was read; a database that is away leaves the last one in force."""

    def __init__(self, load: Callable[[], Mapping[str, KnownDevice]], pool: Executor) -> None:
        self.load, self.pool = load, pool
        self.known: Mapping[str, KnownDevice] | None = None
        self.well = True
        self.reading: asyncio.Task[None] | None = None
        self.asked_at = float("-inf")

    async def refresh(self) -> None:
        """Read the list again; who comes while it is being read waits for the same reading."""
        if self.reading is None:
            self.reading = asyncio.create_task(self._read())
        await asyncio.shield(self.reading)

    async def _read(self) -> None:
        try:
            self.known = await asyncio.get_running_loop().run_in_executor(self.pool, self.load)
            self.well = True
        except Exception as error:
            if self.well:
                logger.warning("devices could not be read: %s: %s", type(error).__name__, error)
            self.well = False
        finally:
            self.reading = None

    async def sender(self, authorization: str) -> KnownDevice:
        """Whose code and secret these are. Raises `ProblemError`: 401, or 503 before the first list is there.

        Someone unknown may have been enrolled a moment ago: then the list is read again, not too often.
        """
        device = self._known(authorization)
        now = asyncio.get_running_loop().time()
        if device is None and now - self.asked_at >= PAUSE_SECONDS:
            self.asked_at = now
            await self.refresh()
            device = self._known(authorization)
        if self.known is None:
            raise ProblemError(NOT_READY)
        if device is None:
            raise ProblemError(DEVICE_UNKNOWN)
        if device.revoked:
            raise ProblemError(DEVICE_REVOKED)
        return device

    def _known(self, authorization: str) -> KnownDevice | None:
        if not authorization.startswith(SCHEME) or self.known is None:
            return None
        code, _, secret = authorization.removeprefix(SCHEME).strip().partition(".")
        device = self.known.get(code)
        given = sha256(secret.encode()).hexdigest()
        return device if device and compare_digest(given, device.secret_hash) else None
