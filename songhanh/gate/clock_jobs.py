"""Long files of time clocks as tasks: the same acts as at once, told how far they are. And what lies too long."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.actions.tasks import ask_task
from songhanh.core.actor import Actor, system
from songhanh.core.files.refusals import FileError
from songhanh.core.models import ApiClient, Task
from songhanh.core.reasons import RefusedError
from songhanh.core.tasks.kinds import Outcome, Run, TaskKind
from songhanh.core.ui.lists.export import DIRECT_ROWS
from songhanh.gate.actions.clock_imports import (
    HowToRead,
    check_clock_file,
    drop_clock_file,
    forget_clock_files,
    take_clock_file,
    undo_clock_file,
)
from songhanh.gate.models import ClockImport, ClockState
from songhanh.gate.queries.clock_imports import clock_import_of

KEPT = timedelta(days=31)  # by then every punch of a file is too old to be taken
READING = (
    ("read", gettext_lazy("Đọc tệp")),
    ("check", gettext_lazy("Kiểm tra từng dòng")),
    ("compare", gettext_lazy("So với danh sách lao động và lượt đã ghi")),
)
UNIT = gettext_lazy("dòng")
LONG_FILE = 400_000  # bytes: some 10,000 rows; how many there are is known only once it is read
TITLES = {
    "gate.check_clock": gettext_lazy("Kiểm tra tệp chấm công: %(file)s"),
    "gate.take_clock": gettext_lazy("Ghi tệp chấm công: %(file)s"),
    "gate.undo_clock": gettext_lazy("Hoàn tác tệp chấm công: %(file)s"),
}


def is_long(import_: ClockImport) -> bool:
    """Whether it takes longer than anybody waits for an answer."""
    return bool(import_.counts.get("rows", 0) > DIRECT_ROWS)


def later(
    import_: ClockImport, kind: str, *, by: Actor, now: datetime, client: ApiClient | None = None, **how: Any
) -> Task:
    """Ask for it as a task, which comes back to the file's page. Raises RefusedError where too many wait."""
    return ask_task(
        kind=kind,
        title=str(TITLES[kind]) % {"file": import_.file_name},
        parameters={"import": str(import_.uuid), **how},
        result_url=reverse("gate:clock", args=[import_.uuid]),
        client=client,
        by=by,
        now=now,
    )


def forget_old_files(*, now: datetime) -> None:
    """Files that nobody has taken in a month go."""
    forget_clock_files(before=now - KEPT, by=system("job"), now=now)


def _import(run: Run) -> ClockImport:
    import_ = clock_import_of(scope=run.by.scope, uuid=UUID(run.task.parameters["import"]))
    if import_ is None:
        raise RefusedError("out_of_scope", _("Tệp này không còn trong phạm vi được xem."))
    return import_


def _check(run: Run) -> Outcome:
    import_, given = _import(run), run.task.parameters.get("how")
    how = HowToRead(**given) if given else None
    try:
        check_clock_file(import_=import_, how=how, at=run.progress.at, by=run.by, now=run.now)
    except FileError:
        if import_.state == ClockState.RECEIVED:  # as at once: what cannot be read is not kept
            drop_clock_file(import_=import_, by=run.by, now=run.now)
        raise
    return Outcome(message=_("Đã kiểm tra. Chưa có lượt nào được ghi."))


def _take(run: Run) -> Outcome:
    given, import_ = run.task.parameters, _import(run)
    if import_.state != ClockState.TAKEN:  # else: taken just before the server stopped
        take_clock_file(
            import_=import_,
            only_right_rows=given["only_right_rows"],
            confirmed=given["confirmed"],
            at=run.progress.at,
            by=run.by,
            now=run.now,
        )
    return Outcome(message=_("Đã ghi tệp chấm công. Có thể hoàn tác ở trang của tệp."))


def _undo(run: Run) -> Outcome:
    import_ = _import(run)
    if import_.state != ClockState.UNDONE:
        undo_clock_file(import_=import_, at=run.progress.at, by=run.by, now=run.now)
    return Outcome(message=_("Đã hoàn tác tệp chấm công."))


WRITING = ("write", gettext_lazy("Ghi lượt chấm"))
CHECK_CLOCK = TaskKind("gate.check_clock", READING, UNIT, _check)
TAKE_CLOCK = TaskKind("gate.take_clock", (*READING, WRITING), UNIT, _take)
UNDO_CLOCK = TaskKind("gate.undo_clock", (WRITING,), gettext_lazy("lượt"), _undo)
