"""A list as a file: all its rows, with the columns and filters that the page shows."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.timezone import is_aware, make_naive
from django.utils.translation import gettext as _

from songhanh.core.actions.tasks import ask_task
from songhanh.core.files.export import (
    DATE_FORMAT,
    TIME_FORMAT,
    ListColumn,
    ListSheet,
    Value,
    about_list,
    csv_lines,
    write_xlsx,
)
from songhanh.core.reasons import RefusedError
from songhanh.core.tasks.progress import Progress
from songhanh.core.templatetags.vietnamese import datetime as written_moment
from songhanh.core.ui.days import written_day
from songhanh.core.ui.lists.asked import Asked, asked
from songhanh.core.ui.lists.rows import Rows, count, matching, more_than, ordered
from songhanh.core.ui.lists.spec import NOT_EXPORTED, Column, Kind, ListSpec
from songhanh.core.ui.request import Request
from songhanh.core.ui.states import STATES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 4 * 1024 * 1024
DIRECT_ROWS = 5000  # more become a task (config.tasks.exports runs it)
KIND = "core.export"
FORMATS = {
    Kind.NUMBER: "#,##0.######",
    Kind.PERCENT: '0.0"%"',
    Kind.DATE: DATE_FORMAT,
    Kind.MOMENT: TIME_FORMAT,
}


def export_answer(request: Request, rows: Rows, spec: ListSpec, form: str) -> HttpResponseBase:
    """The list that `request` asks for, as «xlsx» or «csv»; a long one becomes a task with a page of its own."""
    ask = asked(request.GET, spec)
    found = matching(rows, ask, spec)
    progress: Progress | None = getattr(request, "progress", None)
    if progress is None and more_than(found, DIRECT_ROWS):
        return _as_task(request, spec, form)
    total = count(found)
    if spec.exported:
        spec.exported(total)
    sheet = sheet_of(request, ordered(found, ask, spec), ask, spec)
    if progress is not None:
        sheet = replace(sheet, rows=progress.rows("write", sheet.rows, total))
    return file_answer(sheet, f"{spec.export_name}.{form}", form)


def _as_task(request: Request, spec: ListSpec, form: str) -> HttpResponseBase:
    """Asked again while it is open, it is the same task: a link may be followed twice."""
    words = {"xlsx": "Excel", "csv": "CSV"}
    name = f"{spec.export_name}-{request.now:%Y%m%d}.{form}"
    parameters = {"path": request.path, "query": request.GET.urlencode(), "form": form, "name": name}
    title = f"{spec.title} · {words[form]}"
    try:
        task = ask_task(kind=KIND, title=title, parameters=parameters, by=request.actor, now=request.now)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("core:tasks")
    return redirect("core:task", task.uuid)


def file_answer(sheet: ListSheet, name: str, form: str) -> HttpResponseBase:
    """The sheet as the file `name`, «xlsx» or «csv»."""
    if form == "csv":
        answer = StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=name) or "attachment"
        )
        return answer
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    write_xlsx(file, [sheet])  # type: ignore[arg-type]
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def sheet_of(request: Request, found: Rows, ask: Asked, spec: ListSpec) -> ListSheet:
    """Columns, rows, and the lines above them that say what was asked for and as of when."""
    columns = [
        column for column in spec.columns if column.key in ask.cols and column.kind not in NOT_EXPORTED
    ]
    as_of = _("Số liệu đến %(at)s") % {"at": written_moment(request.now)}
    return ListSheet(
        name=_("Danh sách"),
        columns=[
            ListColumn(str(column.label), _width(column), FORMATS.get(column.kind, "")) for column in columns
        ],
        rows=([value_of(row, column) for column in columns] for row in _all(found)),
        about=about_list(str(spec.title), in_words(spec, ask), as_of, ""),
    )


def in_words(spec: ListSpec, ask: Asked) -> list[tuple[str, str]]:
    """The filters in force as (label, values)."""
    said = [(_("Tìm"), ask.q)] if ask.q else []
    for each in spec.filters:
        if each.key in ask.filters:
            words = {str(value): str(label) for value, label in each.options()}
            shown = [written_day(value) if each.day else words[value] for value in ask.filters[each.key]]
            said.append((str(each.label), ", ".join(shown)))
    return said


def value_of(row: Any, column: Column) -> Value:
    """A value as a workbook keeps it: numbers as numbers, moments in local time, states by their words."""
    value = column.value(row)
    if value is None:
        return None
    if column.kind is Kind.STATE:
        code, detail = value if isinstance(value, tuple) else (value, "")
        return f"{STATES[code].word} {detail}".strip()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return make_naive(value) if is_aware(value) else value
    if column.kind is Kind.TEXT:
        return str(value)
    return value  # type: ignore[no-any-return]


def _all(rows: Rows) -> Iterator[Any]:
    return rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else iter(rows)


def _width(column: Column) -> float:
    return 32 if column.kind is Kind.TEXT else 16
