"""Long work through the API: one's own tasks, calling off, the file."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from ninja import Query, Router, Schema

from songhanh.core import queries
from songhanh.core.api.gate import everybody
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.models import Task
from songhanh.core.tasks.page import task_page
from songhanh.core.ui.request import Request
from songhanh.core.views.tasks import called_off, file_answer, own_task

router = Router(tags=["tasks"])
BINARY = {
    "responses": {
        200: {
            "description": "The file",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class TaskOut(Schema):
    """`state` is QUEUED, RUNNING, DONE, FAILED or CANCELLED; `total` 0 and `seconds_left` null are not known yet.

    `url` is asked again until `state` is one of the last three; `file` is there until `expires_at`.
    """

    uuid: UUID
    kind: str
    title: str
    state: str
    step: str
    done: int
    total: int
    seconds_left: int | None
    asked_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    expires_at: datetime | None
    message: str
    url: str
    file: str | None


def told(task: Task) -> dict[str, Any]:
    """A task as `TaskOut` says it."""
    shown = task_page(task)
    kept = (
        "uuid",
        "kind",
        "title",
        "state",
        "asked_at",
        "started_at",
        "finished_at",
        "expires_at",
        "message",
    )
    return {name: getattr(task, name) for name in kept} | {
        "step": shown.step,
        "done": shown.done,
        "total": shown.total,
        "seconds_left": shown.seconds_left,
        "url": reverse("api:task", args=[task.uuid]),
        "file": reverse("api:task_file", args=[task.uuid]) if shown.has_file else None,
    }


@router.get("/tasks", response=Page[TaskOut])
@everybody
def tasks(request: Request, asked: Query[Paging]) -> Any:
    """One's own, newest first."""
    return page(queries.tasks_of(request.actor, getattr(request, "client", None)), asked, told)


@router.get("/tasks/{uuid}", response=TaskOut, url_name="task")
@everybody
def task(request: Request, uuid: UUID) -> Any:
    """How far it is."""
    return told(own_task(request, uuid))


@router.post("/tasks/{uuid}/cancel", response=TaskOut)
@everybody
def cancel(request: Request, uuid: UUID) -> Any:
    """Call it off: at once while it waits, soon while it runs."""
    return told(called_off(request, own_task(request, uuid)))


@router.get("/tasks/{uuid}/file", url_name="task_file", openapi_extra=BINARY)
@everybody
def file(request: Request, uuid: UUID) -> HttpResponseBase:
    """The file; that it was fetched is written down."""
    return file_answer(request, own_task(request, uuid))
