"""Requests of devices, on the event loop: read, check, hand to the writer, answer when it is durable."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from granian.rsgi import ProtocolClosed, ProtocolError

from songhanh.gate.ingest import problems
from songhanh.gate.ingest.body import read
from songhanh.gate.ingest.devices import Devices, KnownDevice
from songhanh.gate.ingest.heard import Heard, Listening
from songhanh.gate.ingest.messages import (
    Answer,
    ClockAnswer,
    clock_envelope,
    encoder,
    scan_envelope,
    without_halves,
)
from songhanh.gate.ingest.outcomes import judge_events, judge_scans
from songhanh.gate.ingest.problems import ProblemError, problem
from songhanh.gate.ingest.sealed import Identify, identified
from songhanh.gate.stream.scans import AwayError, FullError, Scan, Store
from songhanh.gate.stream.writer import MOST_WAITING, BusyError, Writer

if TYPE_CHECKING:
    from granian.rsgi import HTTPProtocol, Scope

PREFIX = "/gate/ingest/"
WAIT_SECONDS = 15.0  # for the store; a device that asks again hears «doubled» of what was kept after all
REFRESH_SECONDS = 3.0
HEADERS = [("content-type", "application/json"), ("cache-control", "no-store")]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class House:
    """What the ingest is given by who runs it. Each but `now` is called in a thread, never on the loop."""

    open_store: Callable[[], Store]
    load_devices: Callable[[], Mapping[str, KnownDevice]]
    identify: Identify
    note: Callable[[Sequence[Heard]], None]
    now: Callable[[], int]  # milliseconds since 1970 UTC
    most_waiting: int = MOST_WAITING


class Ingest:
    """Everything of one process; made where its loop is known."""

    def __init__(self, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self.house, self.loop = house, loop
        self.pool = ThreadPoolExecutor(2, thread_name_prefix="ingest")
        # Opening hundreds of cards takes seconds: neither the list of devices nor another phone's card waits for that.
        self.card_pool = ThreadPoolExecutor(2, thread_name_prefix="cards")
        self.opening: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.devices = Devices(house.load_devices, self.pool)
        self.listening = Listening()
        self.writer = Writer(house.open_store, loop, house.most_waiting)
        self.keeping_up = loop.create_task(self._keep_up())
        self.ways = {PREFIX + "scans": ("PHONE", self._scans), PREFIX + "clock": ("CLOCK", self._clock)}

    async def respond(self, scope: "Scope", protocol: "HTTPProtocol") -> None:
        """Answer one request."""
        try:
            status, headers, body = 200, HEADERS, await self._answer(scope, protocol)
        except ProblemError as error:
            status, headers, body = problem(error)
        except (ProtocolClosed, ProtocolError):  # the device has gone before it was done
            return
        except Exception:
            logger.exception("a message of a device could not be taken")
            status, headers, body = problem(ProblemError(problems.BROKEN))
        protocol.response_bytes(status, headers, body)

    async def close(self) -> None:
        """Keep what was taken in, write down what was heard. Runs on the loop, when no request is under way."""
        self.keeping_up.cancel()
        with suppress(asyncio.CancelledError):
            await self.keeping_up
        await self._write_down()
        await self.loop.run_in_executor(None, self.writer.close)
        self.pool.shutdown()
        self.card_pool.shutdown()

    async def _answer(self, scope: "Scope", protocol: "HTTPProtocol") -> bytes:
        kind, handle = self.ways.get(scope.path, ("", None))
        if handle is None:
            raise ProblemError(problems.NOT_FOUND)
        if scope.method != "POST":
            raise ProblemError(problems.METHOD)
        device = await self.devices.sender(scope.headers.get("authorization", ""))
        if device.kind != kind:
            raise ProblemError(problems.DEVICE_KIND)
        return await handle(device, await read(scope, protocol))

    async def _scans(self, device: KnownDevice, content: bytes) -> bytes:
        envelope, now = decoded(scan_envelope, content), self.house.now()
        judged = judge_scans(envelope, device, now)
        scans: list[Scan] = judged.scans
        found: dict[str, str | None] = {}
        if judged.sealed:
            scans, found = await self._identified(judged.scans, judged.sealed, device)
        new = await self._kept(scans)
        self.listening.hear(
            Heard(device.id, now, envelope.battery, now - envelope.sent_at, envelope.snapshot)
        )
        return encoder.encode(
            Answer(
                server_now=self.house.now(),
                stored=[scan.id for scan, is_new in zip(scans, new, strict=True) if is_new],
                doubled=[scan.id for scan, is_new in zip(scans, new, strict=True) if not is_new],
                refused=judged.refused,
                identified=found,
                snapshot=device.snapshot,
            )
        )

    async def _clock(self, device: KnownDevice, content: bytes) -> bytes:
        envelope, now = decoded(clock_envelope, content), self.house.now()
        judged = judge_events(envelope, device, now)
        new = await self._kept(judged.scans)
        drift = 0 if envelope.sent_at is None else now - envelope.sent_at
        self.listening.hear(Heard(device.id, now, None, drift, ""))
        return encoder.encode(
            ClockAnswer(server_now=now, stored=sum(new), doubled=len(new) - sum(new), refused=judged.refused)
        )

    async def _kept(self, scans: list[Scan]) -> list[bool]:
        """Of each whether it is new, as soon as all are durable."""
        if not scans:
            return []
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                return await self.writer.submit(scans)
        except (BusyError, TimeoutError) as error:
            raise ProblemError(problems.BUSY) from error
        except FullError as error:
            raise ProblemError(problems.DISK_FULL) from error
        except AwayError as error:
            raise ProblemError(problems.STORE_AWAY) from error

    async def _identified(
        self, scans: list[Scan], sealed: dict[Any, str], device: KnownDevice
    ) -> tuple[list[Scan], dict[str, str | None]]:
        try:
            async with self.opening[device.id]:
                return await self.loop.run_in_executor(
                    self.card_pool, identified, scans, sealed, device, self.house.identify
                )
        except AwayError as error:
            raise ProblemError(problems.STORE_AWAY) from error

    async def _keep_up(self) -> None:
        while True:
            await self.devices.refresh()
            await self._write_down()
            await asyncio.sleep(REFRESH_SECONDS)

    async def _write_down(self) -> None:
        taken = self.listening.take()
        if not taken:
            return
        try:
            await self.loop.run_in_executor(self.pool, self.house.note, taken)
        except Exception as error:
            logger.warning("what devices say could not be written down: %s", type(error).__name__)
            self.listening.put_back(taken)


def decoded(decoder: "msgspec.json.Decoder[Any]", content: bytes, *, again: bool = True) -> Any:
    """The message. Raises `ProblemError`: 422 with the place, or 400 where it is no JSON."""
    try:
        return decoder.decode(content)
    except msgspec.ValidationError as error:
        raise ProblemError(problems.NOT_AS_DESCRIBED, str(error)[:300]) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        mended = without_halves(content) if again else None
        if mended is None:
            raise ProblemError(problems.UNREADABLE) from error
    return decoded(decoder, mended, again=False)
