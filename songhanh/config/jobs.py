"""Running the schedule in a thread of the server: one runner at a time, however many processes there are."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import close_old_connections, connection

from songhanh.config.apart import run_apart
from songhanh.config.locks import advisory_lock
from songhanh.config.schedule import SCHEDULE, Job
from songhanh.config.tasks.runner import run_next
from songhanh.core import clock

logger = logging.getLogger(__name__)
LOCK = 0x5048414E  # a number of our own for PostgreSQL's advisory locks
POLL_SECONDS = 1.0


def run_here(job: Job) -> None:
    """In this process."""
    job.run(clock.now())


class Runner:
    """Runs each job when its time has come; a job that fails is logged and tried again at its next time."""

    def __init__(self, schedule: Sequence[Job] = SCHEDULE, run: Callable[[Job], object] = run_here) -> None:
        self.next_at = dict.fromkeys(schedule, 0.0)
        self.run = run

    def run_due(self, moment: float) -> list[str]:
        """Run what is due at `moment` (seconds of a steady clock); gives the names of what ran."""
        due = [job for job, at in self.next_at.items() if at <= moment]
        if not due:
            return []
        with only_one() as mine:
            if mine:
                for job in due:
                    self._run(job)
        for job in due:
            self.next_at[job] = moment + job.every.total_seconds()
        return [job.name for job in due] if mine else []

    def _run(self, job: Job) -> None:
        """What goes wrong in it stops neither the others nor the pages."""
        try:
            self.run(job)
        except Exception:
            logger.exception("job %s failed", job.name)


def run_beside_pages(job: Job) -> None:
    """As a server does it."""
    if job.apart:
        run_apart(job.name, _main_has_ended)
    else:
        run_here(job)


def _main_has_ended() -> bool:
    return not threading.main_thread().is_alive()


@contextmanager
def only_one() -> Iterator[bool]:
    """Whether this process may run jobs now. SQLite has a single serving process; PostgreSQL locks."""
    if connection.vendor != "postgresql":
        yield True
        return
    with advisory_lock(LOCK) as mine:
        yield mine


def start_jobs() -> None:
    """Start the threads: one for the schedule, one for long work, so that neither waits for the other.

    They are no daemons: a job under way is finished or, in a process of its own, broken off before the process ends,
    a task is put back in the queue.
    """
    runner = Runner(run=run_beside_pages)
    threading.Thread(
        target=_until_main_ends, args=(lambda: runner.run_due(time.monotonic()),), name="jobs"
    ).start()
    threading.Thread(target=_until_main_ends, args=(_run_tasks,), name="tasks").start()


def _run_tasks() -> None:
    while not _main_has_ended() and run_next(_main_has_ended):
        close_old_connections()


def _until_main_ends(work: Callable[[], object]) -> None:
    main = threading.main_thread()
    while main.is_alive():
        try:
            work()
        except Exception:
            logger.exception("%s could not be run", threading.current_thread().name)
        close_old_connections()
        main.join(POLL_SECONDS)
    connection.close()
