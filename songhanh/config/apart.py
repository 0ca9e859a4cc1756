"""A scheduled job in a process of its own: ``python -m songhanh.config.apart presence``.

Deriving a day keeps a core busy for seconds; inside the server's process phones at the gates would wait meanwhile.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

import django

NICENESS = 10  # pages and gates come first
POLL_SECONDS = 0.5


class ApartError(Exception):
    """The process ended badly; why, it has said itself."""


def run_apart(name: str, stopping: Callable[[], bool]) -> None:
    """Run the job `name` of the schedule and wait for its end. Raises ApartError.

    When the server stops, it is broken off: nothing of it counts before it is whole, and its next run begins anew.
    """
    command = [sys.executable, "-m", "songhanh.config.apart", name]
    # Of a group of its own: Ctrl+C is for the server, which then ends it. Not of a session of its own: Linux shares
    # the cores out among sessions (autogroup), and niceness would count for nothing against the server's.
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0) as process:
        while process.poll() is None:
            if stopping():
                process.terminate()
                return
            with suppress(subprocess.TimeoutExpired):
                process.wait(POLL_SECONDS)
    if process.returncode not in {0, -signal.SIGTERM}:
        raise ApartError(f"exit code {process.returncode}")


def stand_back() -> None:
    """Take the cores that pages and gates leave over. Niceness alone made a scan wait for the end of a turn."""
    os.nice(NICENESS)  # where the system knows no better
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def main(name: str) -> None:
    """The job, once, now."""
    stand_back()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songhanh.config.settings")
    django.setup()
    from songhanh.config.schedule import SCHEDULE  # noqa: PLC0415 (after django.setup)
    from songhanh.core import clock  # noqa: PLC0415

    next(job for job in SCHEDULE if job.name == name).run(clock.now())


if __name__ == "__main__":
    main(sys.argv[1])
