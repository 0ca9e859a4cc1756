"""The kinds of long work: told by the slices above. The setting TASK_KINDS names them; config alone knows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from songhanh.core.actor import Actor
from songhanh.core.models import Task
from songhanh.core.tasks.progress import Progress


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `by` is the asker with the permissions and scope of this moment."""

    task: Task
    by: Actor
    now: datetime
    progress: Progress


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: perhaps a file (name, bytes) of ``core.tasks.results``; `message` in words."""

    file_name: str = ""
    file_size: int | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class TaskKind:
    """`steps` are (code, words) in order. `run` may run twice (after a crash), so it must not mind.

    `check_reader` (task, by) raises where the asker may no longer have the file.
    """

    code: str
    steps: tuple[tuple[str, str | Promise], ...]
    unit: str | Promise
    run: Callable[[Run], Outcome]
    check_reader: Callable[[Task, Actor], None] | None = None


def kinds() -> dict[str, TaskKind]:
    """All of them by code."""
    told: list[TaskKind] = [import_string(path) for path in settings.TASK_KINDS]
    return {kind.code: kind for kind in told}
