"""«Việc chạy nền»: one's own long work, how far each is, its file. A page never waits for the work."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core import policies, queries
from songhanh.core.actions.tasks import cancel_task, note_reading
from songhanh.core.models import Task
from songhanh.core.reasons import RefusedError
from songhanh.core.tasks.kinds import kinds
from songhanh.core.tasks.page import size_words, task_page
from songhanh.core.tasks.progress import RUNNING
from songhanh.core.tasks.results import has_result, read_result
from songhanh.core.ui.request import Request, sign_in_first
from songhanh.core.views.paging import page_of


@require_safe
def task_list(request: Request) -> HttpResponseBase:
    """One's own, newest first."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    page = page_of(queries.tasks_of(request.actor), request.GET)
    shown = [task_page(task) for task in page.rows]
    return render(request, "core/task_list.html", {"page": page, "tasks": shown, "screen_code": "core-tasks"})


@require_safe
def task(request: Request, uuid: UUID) -> HttpResponseBase:
    """One: steps, how far, time left, its outcome. It looks again by itself while the task is open.

    Who has waited is led on to where the outcome stands; who comes later reads what came of it.
    """
    if request.actor.user_id is None:
        return sign_in_first(request)
    found = own_task(request, uuid)
    if found.leads_on and (request.headers.get("X-Watching") or request.GET.get("watching")):
        messages.success(request, found.message)
        answer = redirect(found.result_url)
        return HttpResponse(status=204, headers={"HX-Redirect": answer.url}) if request.htmx else answer
    context = {
        "page": task_page(found),
        "task": found,
        "size": size_words(found.result_size),
        "screen_code": "core-task",
    }
    return render(request, "core/task.html", context)


@require_POST
def cancel(request: Request, uuid: UUID) -> HttpResponseBase:
    """Call it off."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    try:
        called_off(request, own_task(request, uuid))
    except RefusedError as error:
        messages.error(request, str(error))
    return redirect("core:task", uuid)


@require_safe
def file(request: Request, uuid: UUID) -> HttpResponseBase:
    """The file, by who asked for it and may still have it; that it was fetched is written down."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    found = own_task(request, uuid)
    try:
        return file_answer(request, found)
    except RefusedError as error:
        messages.error(request, str(error))
    except PermissionDenied:
        messages.error(request, _("Tài khoản này không còn quyền xem danh sách trong tệp."))
    return redirect("core:task", uuid)


def own_task(request: Request, uuid: UUID) -> Task:
    """Somebody else's task and an unknown one are both not found, by the same one question."""
    found = queries.task_of(request.actor, uuid, getattr(request, "client", None))
    if found is None:
        raise Http404
    return found


def called_off(request: Request, found: Task) -> Task:
    """The memory first: on SQLite the row can be written only once the task has let go of its lock."""
    progress = RUNNING.get(found.uuid)
    if progress is not None:
        progress.cancel()
    return cancel_task(task=found, by=request.actor, now=request.now)


def file_answer(request: Request, found: Task) -> HttpResponseBase:
    """The opened file; raises RefusedError or PermissionDenied."""
    policies.check_task_file(found, request.actor.scope.kept())
    kind = kinds().get(found.kind)
    if kind is not None and kind.check_reader is not None:
        kind.check_reader(found, request.actor)
    if not has_result(found.uuid):
        raise policies.NotAllowedError(
            "file_gone", _("Tệp không còn trên máy chủ (bản sao lưu không giữ tệp này). Yêu cầu lại.")
        )
    note_reading(task=found, by=request.actor, now=request.now)
    answer = StreamingHttpResponse(read_result(found.uuid), content_type="application/octet-stream")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.result_name) or "attachment"
    )
    answer["Content-Length"] = str(found.result_size)
    return answer
