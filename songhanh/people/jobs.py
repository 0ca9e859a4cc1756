"""Checking and taking a long worker list as tasks: the same acts as at once, told how far they are."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.files.refusals import FileError
from songhanh.core.reasons import RefusedError
from songhanh.core.tasks.kinds import Outcome, Run, TaskKind
from songhanh.people import queries
from songhanh.people.actions.imports import check_again, drop_import, take_import
from songhanh.people.actions.long_lists import check_list_kept
from songhanh.people.models import ImportState, PeopleImport

READING = (
    ("read", gettext_lazy("Đọc tệp")),
    ("check", gettext_lazy("Kiểm tra từng dòng")),
    ("compare", gettext_lazy("So với danh sách đang có")),
)


def _import(run: Run) -> PeopleImport:
    import_ = queries.import_of(scope=run.by.scope, uuid=UUID(run.task.parameters["import"]))
    if import_ is None:
        raise RefusedError("out_of_scope", _("Danh sách này không còn trong phạm vi được xem."))
    return import_


def _check(run: Run) -> Outcome:
    import_ = _import(run)
    if import_.state == ImportState.RECEIVED:  # else: checked just before the server stopped
        try:
            check_list_kept(import_=import_, at=run.progress.at, by=run.by, now=run.now)
        except FileError:
            drop_import(
                import_=import_, by=run.by, now=run.now
            )  # as at once: what cannot be read is not kept
            raise
    return Outcome(message=_("Đã kiểm tra. Chưa có dòng nào được ghi."))


def _check_again(run: Run) -> Outcome:
    how: dict[str, Any] = dict(run.task.parameters["how"])
    how["listed_on"] = date.fromisoformat(how["listed_on"])
    check_again(import_=_import(run), **how, at=run.progress.at, by=run.by, now=run.now)
    return Outcome(message=_("Đã kiểm tra. Chưa có dòng nào được ghi."))


def _take(run: Run) -> Outcome:
    given, import_ = run.task.parameters, _import(run)
    if import_.state != ImportState.TAKEN:  # else: taken just before the server stopped
        take_import(
            import_=import_,
            only_right_rows=given["only_right_rows"],
            confirmed=given["confirmed"],
            at=run.progress.at,
            by=run.by,
            now=run.now,
        )
    return Outcome(message=_("Đã ghi danh sách. Có thể hoàn tác ở trang của tệp."))


CHECK_IMPORT = TaskKind("people.check_import", READING, gettext_lazy("dòng"), _check)
CHECK_AGAIN = TaskKind("people.check_again", READING, gettext_lazy("dòng"), _check_again)
TAKE_IMPORT = TaskKind(
    "people.take_import",
    (*READING, ("write", gettext_lazy("Ghi vào danh sách"))),
    gettext_lazy("dòng"),
    _take,
)
