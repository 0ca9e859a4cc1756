"""Taking a long worker list as a task: the same act as at once, told how far it is."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.reasons import RefusedError
from songhanh.core.tasks.kinds import Outcome, Run, TaskKind
from songhanh.people import queries
from songhanh.people.actions.imports import take_import
from songhanh.people.models import ImportState


def _take(run: Run) -> Outcome:
    given = run.task.parameters
    import_ = queries.import_of(scope=run.by.scope, uuid=UUID(given["import"]))
    if import_ is None:
        raise RefusedError("out_of_scope", _("Danh sách này không còn trong phạm vi được xem."))
    if import_.state != ImportState.TAKEN:  # else: taken just before the server stopped
        import_ = take_import(
            import_=import_,
            only_right_rows=given["only_right_rows"],
            confirmed=given["confirmed"],
            at=run.progress.at,
            by=run.by,
            now=run.now,
        )
    return Outcome(message=_("Đã ghi danh sách. Có thể hoàn tác ở trang của tệp."))


TAKE_IMPORT = TaskKind(
    code="people.take_import",
    steps=(
        ("read", gettext_lazy("Đọc tệp")),
        ("check", gettext_lazy("Kiểm tra từng dòng")),
        ("compare", gettext_lazy("So với danh sách đang có")),
        ("write", gettext_lazy("Ghi vào danh sách")),
    ),
    unit=gettext_lazy("dòng"),
    run=_take,
)
