"""Scheduled work: what runs by itself, how often. `songhanh serve` runs it beside the pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import OperationalError, connection

from songhanh.config.tasks.clearing import clear_tasks
from songhanh.config.tasks.purging import purge_erased
from songhanh.epidemic.jobs import erase_what_is_due
from songhanh.gate.clock_jobs import forget_old_files
from songhanh.gate.jobs import erase_due_guests, keep_all_passes
from songhanh.presence.jobs import drop_expired, erase_due_additions, rebuild_recent
from songhanh.reporting.jobs import raise_current


@dataclass(frozen=True, slots=True)
class Job:
    """`run` takes the present; it may run twice (after a restart), so it must not mind.

    `apart`: what works for seconds on end, so that a server runs it in a process of its own.
    """

    name: str
    run: Callable[[datetime], object]
    every: timedelta
    apart: bool = False


def raise_periods(now: datetime) -> None:
    """Obligations of the periods that are coming to their end; nothing changes where they are raised already."""
    raise_current(now=now)


def keep_passes(now: datetime) -> None:
    """Passes of joiners and leavers; nothing changes where they are in step with the register already."""
    keep_all_passes(now=now)


def rebuild_presence(now: datetime) -> None:
    """Days of presence that may still change; the same scans give the same day."""
    rebuild_recent(now=now)
    drop_expired(now=now)


def erase_health_data(now: datetime) -> None:
    """Cases and traced lists whose time is over."""
    erase_what_is_due(now=now)


def forget_clock_files(now: datetime) -> None:
    """Files of time clocks that nobody took; nothing where none lies too long."""
    forget_old_files(now=now)


def erase_guests(now: datetime) -> None:
    """Guests and people added in roll calls whose time is over."""
    erase_due_guests(now=now)
    erase_due_additions(now=now)


def drop_old_sessions(now: datetime) -> None:
    """Sessions that have ended; nothing else ever deletes them."""
    call_command("clearsessions")


def refresh_statistics(now: datetime) -> None:
    """What the query planner knows about the tables. PostgreSQL does it by itself; where another writes, it waits."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute("PRAGMA optimize")
        except OperationalError as error:
            if "locked" not in str(error):
                raise


SCHEDULE: Sequence[Job] = (
    Job("periods", raise_periods, timedelta(hours=1)),
    Job("passes", keep_passes, timedelta(minutes=10)),
    Job("presence", rebuild_presence, timedelta(hours=1), apart=True),
    Job("clocks", forget_clock_files, timedelta(hours=6)),
    Job("sessions", drop_old_sessions, timedelta(hours=1)),
    Job("tasks", clear_tasks, timedelta(hours=1)),
    Job("health", erase_health_data, timedelta(hours=6)),
    Job("guests", erase_guests, timedelta(hours=6)),
    Job("erasures", purge_erased, timedelta(minutes=5)),
    Job("statistics", refresh_statistics, timedelta(hours=6)),
)
