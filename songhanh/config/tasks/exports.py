"""A long list as a file: the list's own page, run for who asked, as he may and sees now."""

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from songhanh.config.list_files import list_file, may_open
from songhanh.core.actor import Actor
from songhanh.core.models import Task
from songhanh.core.tasks.kinds import Outcome, Run, TaskKind
from songhanh.core.tasks.results import write_result
from songhanh.core.ui.lists.export import KIND


def _run(run: Run) -> Outcome:
    given = run.task.parameters
    run.progress.at("count")
    pieces = list_file(
        given["path"],
        QueryDict(given["query"]),
        user=run.task.user,
        by=run.by,
        now=run.now,
        progress=run.progress,
    )
    if given["form"] == "xlsx":
        run.progress.at("seal", run.progress.total, run.progress.total)
    size = write_result(run.task.uuid, pieces, run.progress.heed)
    return Outcome(given["name"], size)


def _check_reader(task: Task, by: Actor) -> None:
    if not may_open(task.parameters["path"], by):
        raise PermissionDenied


EXPORT = TaskKind(
    code=KIND,
    steps=(("count", _("Đếm dòng")), ("write", _("Ghi tệp")), ("seal", _("Niêm phong tệp"))),
    unit=_("dòng"),
    run=_run,
    check_reader=_check_reader,
)
