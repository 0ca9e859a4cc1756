"""Long work: asked for, begun, put back, ended, called off, read, cleared. What it does is an act of its own slice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from songhanh.core import acts, policies
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import ApiClient, Notice, Task, TaskState, User
from songhanh.core.queries import open_tasks
from songhanh.core.scope import Scope

KEPT_FOR = timedelta(days=3)


@act("core:task:asked", gettext_lazy("Yêu cầu một việc chạy nền"))
def ask_task(
    *, kind: str, title: str, parameters: Mapping[str, Any], result_url: str = "", client: ApiClient | None = None,
    by: Actor, now: datetime,
) -> Task:  # fmt: skip
    """Queue it; its outcome will stand at `result_url`. The same work asked again while it is open is the same task."""
    waiting = list(open_tasks(by, client))
    for task in waiting:
        if (task.kind, task.parameters) == (kind, dict(parameters)):
            return task
    policies.check_can_ask_task(len(waiting))
    task = Task(
        user_id=by.user_id,
        client=client,
        kind=kind,
        title=title[:200],
        parameters=dict(parameters),
        language=(get_language() or "vi")[:2],
        scope=by.scope.kept(),
        result_url=result_url,
        asked_at=now,
    )
    task.save()
    return task


@act("core:task:started", gettext_lazy("Bắt đầu việc chạy nền"))
def start_task(*, task: Task, by: Actor, now: datetime) -> Task | None:
    """Begin it, unless it was called off meanwhile."""
    task = _locked(task)
    if task.state != TaskState.QUEUED:
        return None
    task.state, task.tries, task.started_at = TaskState.RUNNING, task.tries + 1, now
    task.step, task.done, task.total, task.seconds_left = "", 0, 0, None
    task.save()
    return task


@act("core:task:scope_noted", gettext_lazy("Ghi phạm vi của việc chạy nền"))
def note_scope(*, task: Task, scope: Scope, by: Actor, now: datetime) -> Task:
    """The scope in which it really runs: from now on the file's."""
    task.scope = scope.kept()
    task.save(update_fields=["scope"])
    return task


@act("core:task:put_back", gettext_lazy("Xếp lại việc chạy nền bị ngắt"))
def put_back(*, task: Task, counts: bool, by: Actor, now: datetime) -> Task:
    """Queue it once more: the server stopped (`counts` not as a try) or died under it."""
    task = _locked(task)
    task.state, task.tries = TaskState.QUEUED, task.tries - (not counts)
    task.save()
    return task


@act("core:task:ended", gettext_lazy("Kết thúc việc chạy nền"))
def end_task(*, task: Task, state: TaskState, values: Mapping[str, Any], by: Actor, now: datetime) -> Task:
    """Done, failed or called off, with `values` of its outcome; the user is told under the bell."""
    task = _locked(task)
    for name, value in values.items():
        setattr(task, name, value)
    task.state, task.finished_at, task.expires_at = state, now, now + KEPT_FOR
    task.seconds_left = None
    task.save()
    if task.user is not None and state != TaskState.CANCELLED:
        _tell(task, task.user, now)
    return task


@act("core:task:cancelled", gettext_lazy("Hủy việc chạy nền"))
def cancel_task(*, task: Task, by: Actor, now: datetime) -> Task:
    """Call it off: at once while it waits, at its next piece of work while it runs."""
    task = _locked(task)
    policies.check_can_cancel_task(task)
    if task.state == TaskState.QUEUED:
        task.state, task.finished_at, task.expires_at = TaskState.CANCELLED, now, now + KEPT_FOR
    if task.cancel_asked_at is None:
        task.cancel_asked_at = now
    task.save()
    return task


@act("core:task:file_read", gettext_lazy("Tải tệp của việc chạy nền"))
def note_reading(*, task: Task, by: Actor, now: datetime) -> None:
    """The file left the system: which list, how many rows."""
    note = {"kind": task.kind, "file": task.result_name, "size": task.result_size, "rows": task.total}
    acts.current("Task").note(acts.subject(task), {}, note)


@act("core:task:cleared", gettext_lazy("Xóa tệp của việc chạy nền đã hết hạn"))
def note_clearing(*, task: Task, by: Actor, now: datetime) -> Task:
    """Its file is deleted; so is what was searched for (after the list's name and a colon in its title)."""
    task.parameters, task.cleared_at = {}, now
    task.title = task.title.split(":", maxsplit=1)[0]
    task.save()
    return task


def _tell(task: Task, user: User, now: datetime) -> None:
    with override(task.language):
        done = _("Đã xong: %(title)s.") if task.state == TaskState.DONE else _("Không xong: %(title)s.")
        text = done % {"title": task.title}
    url = reverse("core:task", args=[task.uuid])
    Notice(user=user, kind="core.task", text=text, url=url, sent_at=now).save()


def _locked(task: Task) -> Task:
    """The row as it is now, held until the act ends."""
    rows = Task.objects.filter(pk=task.pk)
    return (rows.select_for_update() if connection.features.has_select_for_update else rows).get()
