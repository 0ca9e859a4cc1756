"""How far a task is: kept in the memory of the process that runs it, copied to its row once a second.

A task that writes holds SQLite's one write lock, so nobody could read its progress from the row, and nobody could
write a wish to cancel there: in the embedded mode page and task meet in this memory. With several processes
(PostgreSQL) they meet in the row.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone

from songhanh.core.models import Task

T = TypeVar("T")
BEAT_SECONDS = 1.0
CHUNK = 500  # rows between two looks at the wish to cancel
KNOWN_AFTER = 2.0  # seconds of a step before its speed says anything
At = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Nobody listens."""


class CancelledError(Exception):
    """The asker has called the task off."""


class StoppedError(Exception):
    """The server is about to stop; the task begins anew with the next one."""


class Progress:
    """Step, done of total; `at` and `rows` raise where the work is to end early."""

    def __init__(
        self, *, stopping: Callable[[], bool] = lambda: False, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.step, self.done, self.total = "", 0, 0
        self._stopping, self._seconds = stopping, seconds
        self._cancelled = threading.Event()
        self._since = seconds()

    def at(self, step: str, done: int = 0, total: int = 0) -> None:
        """`done` of `total` (0: not known) in this step."""
        if step != self.step:
            self._since = self._seconds()
        self.step, self.done, self.total = step, done, total
        self.heed()

    def rows(self, step: str, rows: Iterable[T], total: int) -> Iterator[T]:
        """The rows, counted as they go."""
        self.at(step, 0, total)
        for number, row in enumerate(rows, start=1):
            yield row
            if number % CHUNK == 0:
                self.at(step, number, total)
        self.at(step, total, total)

    def heed(self) -> None:
        """Raise where the asker or the server has called it off."""
        if self._cancelled.is_set():
            raise CancelledError
        if self._stopping():
            raise StoppedError

    def cancel(self) -> None:
        """Called off: heard at the next piece of work."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it has been called off."""
        return self._cancelled.is_set()

    @property
    def seconds_left(self) -> int | None:
        """For this step, at its speed so far; None until that is known."""
        passed = self._seconds() - self._since
        if not self.total or not self.done or passed < KNOWN_AFTER:
            return None
        return max(1, round(passed / self.done * (self.total - self.done))) if self.done < self.total else 0

    def values(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {
            "step": self.step,
            "done": self.done,
            "total": self.total,
            "seconds_left": self.seconds_left,
        }


# What runs in this process, by the task's uuid.
RUNNING: dict[UUID, Progress] = {}


@contextmanager
def watched(task: Task, progress: Progress) -> Iterator[None]:
    """While it runs: known to the pages of this process, its row beaten every second from a thread of its own."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat, args=(task.pk, progress, ended), name="task-beat", daemon=True)
    RUNNING[task.uuid] = progress
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        del RUNNING[task.uuid]


def _beat(key: int, progress: Progress, ended: threading.Event) -> None:
    while not ended.wait(BEAT_SECONDS):
        try:
            beat(key, progress)
        except DatabaseError:
            continue  # the task itself holds the lock: the next beat
    connection.close()


def beat(key: int, progress: Progress) -> None:
    """Copy the progress to the row, and hear whether the row says to cancel."""
    # Past the trail: how far a task was at some second is nobody's act.
    row: QuerySet[Any] = QuerySet(Task).filter(pk=key)
    row.update(beat_at=timezone.now(), **progress.values())
    if row.filter(cancel_asked_at__isnull=False).exists():
        progress.cancel()
