"""A task as its page, the list of tasks and the API show it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import ngettext

from songhanh.core.models import Task, TaskState
from songhanh.core.tasks.kinds import kinds
from songhanh.core.tasks.progress import RUNNING
from songhanh.core.tasks.results import has_result
from songhanh.core.templatetags.vietnamese import number

SHOWN = {
    "QUEUED": "WAITING",
    "RUNNING": "WORKING",
    "DONE": "DONE",
    "FAILED": "FAILED",
    "CANCELLED": "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is a code of `ui.states`."""

    words: str | Promise
    state: str
    current: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    """All that ``core/task.html`` shows; `done` of `total` (0: not known), `left` in words («» until known)."""

    uuid: UUID
    title: str
    state: str  # a code of `ui.states`
    is_open: bool
    cancelling: bool
    step: str
    steps: tuple[Step, ...]
    done: int
    total: int
    unit: str | Promise
    seconds_left: int | None
    left: str
    has_file: bool
    task: Task


def task_page(task: Task) -> TaskPage:
    """What the running process knows, else what the row says."""
    progress = RUNNING.get(task.uuid)
    running = progress is not None and task.state == TaskState.RUNNING
    known = progress.values() if progress is not None and running else {}
    step = known.get("step", task.step)
    left = known.get("seconds_left", task.seconds_left) if task.state == TaskState.RUNNING else None
    kind = kinds().get(task.kind)
    return TaskPage(
        uuid=task.uuid,
        title=task.title,
        state=SHOWN[task.state],
        is_open=task.is_open,
        cancelling=task.is_open
        and (task.cancel_asked_at is not None or (progress is not None and progress.cancelled)),
        step=step,
        steps=_steps(kind.steps if kind else (), step, task.state),
        done=known.get("done", task.done),
        total=known.get("total", task.total),
        unit=kind.unit if kind else "",
        seconds_left=left,
        left=time_left(left),
        has_file=task.has_file and has_result(task.uuid),
        task=task,
    )


def time_left(seconds: int | None) -> str:
    """«còn khoảng 2 phút»; «» where nobody knows."""
    if seconds is None:
        return ""
    if seconds < 60:
        words = ngettext("còn khoảng %(count)s giây", "còn khoảng %(count)s giây", seconds)
        return words % {"count": number(max(seconds, 1))}
    minutes = round(seconds / 60)
    words = ngettext("còn khoảng %(count)s phút", "còn khoảng %(count)s phút", minutes)
    return words % {"count": number(minutes)}


def _steps(steps: tuple[tuple[str, str | Promise], ...], current: str, state: str) -> tuple[Step, ...]:
    """Those before the current one are done; where it failed, the current one failed."""
    codes = [code for code, _words in steps]
    at = codes.index(current) if current in codes else -1
    now = {TaskState.RUNNING: "WORKING", TaskState.FAILED: "FAILED", TaskState.CANCELLED: "CANCELLED"}
    shown = []
    for place, (_code, words) in enumerate(steps):
        if state == TaskState.DONE or place < at:
            shown.append(Step(words, "DONE", current=False))
        elif place == at and state in now:
            shown.append(Step(words, now[TaskState(state)], current=state == TaskState.RUNNING))
        else:
            shown.append(Step(words, "WAITING", current=False))
    return tuple(shown)


def size_words(size: int | None) -> str:
    """«2,9 MB»."""
    if not size:
        return ""
    whole = f"{number(size / 1_048_576, 1)} MB"
    return whole if size >= 104_858 else f"{number(max(1, round(size / 1024)))} KB"
