"""Group commit: one thread keeps what many requests bring; while it waits for the disk, the next group gathers.

Nothing is acknowledged before it is durable, and whatever goes wrong is told to exactly those it went wrong for.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from songhanh.gate.stream.scans import AwayError, FullError, Scan, Store

MOST_WAITING = 20_000  # scans; more than the store takes in two seconds, so that nobody waits longer in vain
MOST_AT_ONCE = 4_000  # scans in one group

logger = logging.getLogger(__name__)


class BusyError(RuntimeError):
    """More scans wait than may; come back later."""


class Batch(NamedTuple):
    """Scans of one request, and who waits for them."""

    scans: Sequence[Scan]
    kept: "asyncio.Future[list[bool]]"


Outcome = tuple[Batch, list[bool] | Exception]


class Writer:
    """Owns the store: opened in the writing thread, opened again after a fault."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        loop: asyncio.AbstractEventLoop,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self.open_store, self.loop, self.most_waiting = open_store, loop, most_waiting
        self.queue: SimpleQueue[Batch | None] = SimpleQueue()
        self.taken_in = 0  # counted by the loop's thread only
        self.done = 0  # counted by the writing thread only
        self.store: Store | None = None
        self.well = True
        self.thread = Thread(target=self._run, name="scans")
        self.thread.start()

    def submit(self, scans: Sequence[Scan]) -> "asyncio.Future[list[bool]]":
        """Of each scan, once it is durable, whether it is new. Called on the loop; raises `BusyError` at once.

        The future raises `FullError`, `AwayError`, or what the store has said of a value.
        """
        if self.taken_in - self.done + len(scans) > self.most_waiting:
            raise BusyError(f"{self.taken_in - self.done} scans wait")
        self.taken_in += len(scans)
        batch = Batch(scans, self.loop.create_future())
        self.queue.put(batch)
        return batch.kept

    def close(self) -> None:
        """Keep what waits, then let go of the store."""
        self.queue.put(None)
        self.thread.join()

    def _run(self) -> None:
        while group := self._next_group():
            outcomes = list(self._keep(group))
            self.done += sum(len(batch.scans) for batch in group)
            self._tell(outcomes)
        self._drop_store()

    def _next_group(self) -> list[Batch]:
        """What waits, up to a full group; empty at the end."""
        group, size = [], 0
        first = self.queue.get()
        while first is not None:
            group.append(first)
            size += len(first.scans)
            if size >= MOST_AT_ONCE:
                break
            try:
                first = self.queue.get_nowait()
            except Empty:
                break
        if group and first is None:
            self.queue.put(None)  # the end is for the next call
        return group

    def _keep(self, group: list[Batch]) -> Iterator[Outcome]:
        kept = self._kept([scan for batch in group for scan in batch.scans])
        if isinstance(kept, list):
            at = 0
            for batch in group:
                yield batch, kept[at : at + len(batch.scans)]
                at += len(batch.scans)
        elif len(group) == 1 or isinstance(kept, FullError | AwayError):
            yield from ((batch, kept) for batch in group)
        else:  # one of them holds what cannot be kept: the others do not suffer for it
            for batch in group:
                yield batch, self._kept(batch.scans)

    def _kept(self, scans: Sequence[Scan]) -> list[bool] | Exception:
        """Once more on a new connection where the old one has broken: the server may just have started anew."""
        had_one = self.store is not None
        kept = self._tried(scans)
        return self._tried(scans) if had_one and isinstance(kept, AwayError) else kept

    def _tried(self, scans: Sequence[Scan]) -> list[bool] | Exception:
        try:
            if self.store is None:
                self.store = self.open_store()
            kept = self.store.store(scans)
        except Exception as error:
            self._drop_store()
            self._say(well=False, why=error)
            return error
        self._say(well=True)
        return kept

    def _say(self, *, well: bool, why: Exception | None = None) -> None:
        """Once when it begins and once when it is over, not with every group in between."""
        if well == self.well:
            return
        self.well = well
        if why is None:
            logger.warning("scans are kept again")
        else:
            logger.warning("scans are not kept for now: %s: %s", type(why).__name__, why)

    def _drop_store(self) -> None:
        if self.store is not None:
            self.store.close()
        self.store = None

    def _tell(self, outcomes: list[Outcome]) -> None:
        try:
            self.loop.call_soon_threadsafe(tell, outcomes)
        except RuntimeError:  # the loop has ended; who waited is gone with it
            logger.warning("nobody is left to be told that %s batches are done", len(outcomes))


def tell(outcomes: list[Outcome]) -> None:
    """To who waits; some have gone meanwhile."""
    for batch, outcome in outcomes:
        if batch.kept.done():
            continue
        if isinstance(outcome, Exception):
            batch.kept.set_exception(outcome)
        else:
            batch.kept.set_result(outcome)
