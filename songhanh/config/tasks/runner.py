"""Runs what waits, one task at a time, however many processes there are.

Who holds the lock runs; what is called RUNNING while nobody holds it has lost its process and is begun again, once.
"""

import fcntl
import logging
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from songhanh.config.disk import said
from songhanh.config.locks import advisory_lock
from songhanh.core import clock, queries
from songhanh.core.accounts.actors import actor_of
from songhanh.core.accounts.api_clients import actor_of_client, holds
from songhanh.core.actions.tasks import end_task, note_scope, put_back, start_task
from songhanh.core.actor import Actor, system
from songhanh.core.files.refusals import FileError
from songhanh.core.models import Task, TaskState
from songhanh.core.reasons import RefusedError
from songhanh.core.tasks.kinds import Outcome, Run, kinds
from songhanh.core.tasks.progress import CancelledError, Progress, StoppedError, watched

logger = logging.getLogger(__name__)
LOCK = 0x5441534B  # a number of our own for PostgreSQL's advisory locks
MOST_TRIES = 2
BY = system("job")


def run_next(stopping: Callable[[], bool] = lambda: False) -> Task | None:
    """Run the task that waits longest; None where there is none or somebody else runs one."""
    if not queries.next_tasks().exists():
        return None
    with alone() as mine:
        if not mine:
            return None
        recover()
        waiting = queries.next_tasks().filter(state=TaskState.QUEUED).select_related("user", "client").first()
        task = start_task(task=waiting, by=BY, now=clock.now()) if waiting else None
        return run_task(task, Progress(stopping=stopping)) if task else None


def recover() -> None:
    """What died with its process: once more, then no more."""
    for task in queries.next_tasks().filter(state=TaskState.RUNNING):
        if task.cancel_asked_at is not None:
            _end(task, TaskState.CANCELLED)
        elif task.tries < MOST_TRIES:
            put_back(task=task, counts=True, by=BY, now=clock.now())
        else:
            with override(task.language):
                words = _("Máy chủ đã dừng hai lần khi đang làm việc này. Yêu cầu lại, hoặc báo quản trị.")
            _end(task, TaskState.FAILED, message=words)


def run_task(task: Task, progress: Progress) -> Task:
    """Run one that has been started, to whatever end it comes."""
    end = _ended(task, progress)
    # Only here, where what was raised is forgotten: it holds the rows that were being read, and SQLite lets nobody
    # write on a connection that reads an older state.
    if end is None:
        return put_back(task=task, counts=False, by=BY, now=clock.now())
    state, values = end
    return _end(task, state, **progress.values(), **values)


def _ended(task: Task, progress: Progress) -> tuple[TaskState, dict[str, Any]] | None:
    """How it ended; None where the server stops."""
    try:
        with override(task.language), watched(task, progress):
            outcome = _outcome(task, progress)
    except CancelledError:
        return TaskState.CANCELLED, {}
    except StoppedError:
        return None
    except Exception as error:
        with override(task.language):
            return TaskState.FAILED, {"message": words_of(error)[:500]}
    values = {"result_name": outcome.file_name, "result_size": outcome.file_size, "message": outcome.message}
    return TaskState.DONE, values


def _outcome(task: Task, progress: Progress) -> Outcome:
    now = clock.now()
    by = asker(task, now)
    if by.scope.kept() != task.scope:
        note_scope(task=task, scope=by.scope, by=BY, now=now)
    return kinds()[task.kind].run(Run(task, by, now, progress))


def asker(task: Task, now: datetime) -> Actor:
    """Who asked, with the permissions and scope of now; raises `RefusedError` for who has left."""
    today = timezone.localdate(now)
    if task.client is not None and holds(task.client, today):
        return actor_of_client(task.client, "job")
    if task.user is not None and task.user.is_active:
        return actor_of(task.user, on=today, origin="job")
    raise RefusedError("asker_gone", _("Tài khoản hoặc mã truy cập đã yêu cầu việc này không còn dùng được."))


def words_of(error: Exception) -> str:
    """Why it failed, for who asked; a fault of ours goes to the log under a code."""
    if isinstance(error, RefusedError):
        return str(error)
    if isinstance(error, FileError):
        return error.message()
    if isinstance(error, PermissionDenied):
        return _("Tài khoản này không còn quyền làm việc này.")
    cause = error.__cause__ if isinstance(error, OperationalError) else error
    if isinstance(cause, OSError | sqlite3.Error):
        logger.warning("task failed: %s", error)
        return said(cause)
    code = secrets.token_hex(4)
    logger.error("task error %s", code, exc_info=error)
    return _("Hệ thống gặp lỗi, chưa ghi gì. Yêu cầu lại; còn lỗi thì báo quản trị mã %(code)s.") % {
        "code": code
    }


def _end(task: Task, state: TaskState, **values: Any) -> Task:
    return end_task(task=task, state=state, values=values, by=BY, now=clock.now())


@contextmanager
def alone() -> Iterator[bool]:
    """Whether this process may run tasks now: the lock goes with the process, however it ends."""
    if connection.vendor != "postgresql":
        with _file_locked(Path(settings.VAR) / "tasks.lock") as mine:
            yield mine
        return
    with advisory_lock(LOCK) as mine:
        yield mine


@contextmanager
def _file_locked(path: Path) -> Iterator[bool]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
