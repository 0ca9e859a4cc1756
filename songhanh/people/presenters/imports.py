"""An import as a page: what will change, the cells to look at, the kinds of errors, the columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from songhanh.core.files.extent import cell_name, column_letters
from songhanh.core.files.findings import Kind, by_kind
from songhanh.core.files.mark import Level, Mark
from songhanh.core.files.marking import MarkedWorkbook, mark
from songhanh.core.files.summary import ENGLISH, VIETNAMESE
from songhanh.core.ui.column_map import ColumnRow
from songhanh.core.ui.column_words import DATE_READINGS, left_out
from songhanh.people.intake.births import WHOLE
from songhanh.people.intake.columns import DATES, LABELS
from songhanh.people.intake.findings import ASKED, REPAIRABLE
from songhanh.people.intake.preview import findings_of, open_preview, places_in_words
from songhanh.people.intake.words import label, message
from songhanh.people.models import CellCorrection, PeopleImport
from songhanh.people.models.corrections import corrections_of
from songhanh.people.presenters.import_columns import columns_of
from songhanh.people.presenters.import_grid import Content, Grid, asked_of, grid, kind_key
from songhanh.people.presenters.persons import grouped, language

CELLS_NAMED = 3
STATES = {
    "RECEIVED": ("WAITING", _lazy("Chưa kiểm tra")),
    "CHECKED": ("DRAFT", _lazy("Chưa ghi")),
    "TAKEN": ("DONE", _lazy("Đã ghi")),
    "DROPPED": ("EXEMPT", _lazy("Đã bỏ")),
    "UNDONE": ("RETURNED", _lazy("Đã hoàn tác")),
}
READINGS: dict[str, list[tuple[str, Any]]] = {
    **DATE_READINGS,
    "number_two_ways": [
        ("VI", _lazy("Dấu chấm tách hàng nghìn: 1.503 là 1503")),
        ("EN", _lazy("Dấu chấm là phần lẻ: 1.503 là 1,503")),
    ],
}


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of error with its cells, the repair that is certain, the readings to choose from."""

    number: int
    key: str
    css: str
    column: str
    rows: str
    cells: str
    doors: tuple[tuple[str, str], ...]  # the first cells: name, address of the correction
    more: bool
    message: str
    repair: str
    repair_label: str
    answer: str
    readings: list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One corrected cell: what the file says, what is taken instead, who has said so."""

    cell: str
    row: int  # of the sheet, from 1
    at: int
    column: str
    was: str
    now: str
    by: str
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Everything the page shows."""

    title: str
    lead: str
    sheet: str
    letters: tuple[str, ...]
    headings: tuple[str, ...]
    heading_row: int
    grid: Grid
    corrections: tuple[CorrectionRow, ...]
    alone: int
    kinds: tuple[KindRow, ...]
    columns: tuple[ColumnRow, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    ready: bool
    masked: bool


def content_of(import_: PeopleImport, *, masked: bool) -> Content:
    """An import whose file is kept, opened for a reader of the employer's or (`masked`) another."""
    preview = open_preview(import_.preview or b"")
    findings = findings_of(preview)
    corrections = {(each.row, each.column): each for each in corrections_of(import_)}
    return Content(import_, preview, findings, by_kind(findings), corrections, masked)


def import_page(import_: PeopleImport, data: QueryDict | None = None, *, masked: bool = True) -> ImportPage:
    """The page of an import whose file is kept; `data` asks for rows of the grid."""
    content = content_of(import_, masked=masked)
    preview, kinds = content.preview, content.kinds
    letters = {code: column_letters(at) for code, at in preview["columns"].items()}
    return ImportPage(
        title=_title(import_),
        lead=_lead(import_),
        sheet=preview["sheet"],
        letters=tuple(column_letters(at) for at, _text in preview["headings"]),
        headings=tuple(text for _at, text in preview["headings"]),
        heading_row=preview["heading_row"] + 1,
        grid=grid(content, asked_of(data if data is not None else QueryDict())),
        corrections=tuple(_correction(each, content) for each in content.corrections.values()),
        alone=len(preview["alone"]),
        kinds=tuple(_kind_row(import_, number, kind, letters) for number, kind in enumerate(kinds, 1)),
        columns=columns_of(content),
        missing=tuple(label(code) for code in preview["missing"]),
        notes=tuple(left_out(preview["skipped"], preview["hidden"])),
        ready=not (preview["missing"] or preview["ambiguous"]),
        masked=masked,
    )


def _correction(each: CellCorrection, content: Content) -> CorrectionRow:
    code = next((code for code, at in content.preview["columns"].items() if at == each.column), "")
    return CorrectionRow(
        cell=cell_name(each.row, each.column),
        row=each.row + 1,
        at=each.column,
        column=label(code) if code else "",
        was=content.text(code, each.was) or _("ô trống"),
        now=content.text(code, each.now) or _("ô trống"),
        by=str(each.corrected_by or ""),
        corrected_at=each.corrected_at,
    )


def _title(import_: PeopleImport) -> str:
    counts = import_.counts
    if not counts["wrong"] and not counts["doubtful"]:
        return _("Cả %(rows)s dòng đều đúng") % {"rows": grouped(counts["rows"])}
    words = {"wrong": grouped(counts["wrong"]), "doubtful": grouped(counts["doubtful"])}
    if not counts["wrong"]:
        return _("%(doubtful)s dòng cần xác nhận") % words
    if not counts["doubtful"]:
        return _("Chưa nhận tệp: %(wrong)s dòng có lỗi") % words
    return _("Chưa nhận tệp: %(wrong)s dòng có lỗi, %(doubtful)s dòng cần xác nhận") % words


def _lead(import_: PeopleImport) -> str:
    return _("%(right)s dòng đúng. Chưa có dòng nào được ghi vào hệ thống.") % {
        "right": grouped(import_.counts["right"])
    }


def _kind_row(import_: PeopleImport, number: int, kind: Kind, letters: dict[str, str]) -> KindRow:
    repair = kind.code if kind.code in REPAIRABLE else ""
    words = _("Thêm số 0 ở đầu cho %(cells)s ô") % {"cells": grouped(kind.count)}
    return KindRow(
        number=number,
        key=kind_key(kind),
        css="err" if kind.level is Level.ERROR else "warn",
        column=label(kind.column),
        rows=ngettext("%(rows)s dòng", "%(rows)s dòng", kind.count) % {"rows": grouped(kind.count)},
        cells=places_in_words(kind.findings, letters, CELLS_NAMED),
        doors=tuple(_doors(import_, kind, letters)),
        more=kind.count > CELLS_NAMED,
        message=message(kind.findings[0]),
        repair=repair,
        repair_label=words if repair else "",
        answer=WHOLE.get(kind.column, kind.column) if kind.code in ASKED else "",
        readings=READINGS.get(kind.code, []),
    )


def _doors(import_: PeopleImport, kind: Kind, letters: dict[str, str]) -> Iterator[tuple[str, str]]:
    for finding in kind.findings[:CELLS_NAMED]:
        name = f"{letters.get(finding.column, '')}{finding.row + 1}"
        row = reverse("people:import-row", args=[import_.uuid, finding.row + 1])
        yield name, f"{row}?cell={name}"


def marked(import_: PeopleImport, content: bytes, *, masked: bool = True) -> MarkedWorkbook:
    """The sender's own workbook with the cells coloured and commented, important errors first.

    Corrected cells keep the text they were sent with; a note says what they were corrected to, as its reader
    may see it.
    """
    reader = content_of(import_, masked=masked)
    preview = reader.preview
    columns, sheet = preview["columns"], preview["sheet"]
    marks = [
        Mark(
            sheet,
            f.row,
            columns.get(f.column, columns.get("identity_number", 0)),
            f.level,
            f"{label(f.column)}: {message(f)}",
        )
        for f in reader.findings
    ]
    marks += [
        Mark(sheet, each.row, each.column, Level.NOTE, _corrected_words(_correction(each, reader)))
        for each in reader.corrections.values()
    ]
    return mark(content, marks, summary=ENGLISH if language() == "en" else VIETNAMESE)


def _corrected_words(each: CorrectionRow) -> str:
    """The sender's text stays in his workbook; who sends it again has to know."""
    return _("Trong tệp: «%(was)s». Đã sửa trên trang thành «%(now)s». Gửi lại tệp này thì sửa cả ở đây.") % {
        "was": each.was,
        "now": each.now,
    }


def answers_in_force(import_: PeopleImport) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    """(column, label, readings) of answers given before, so that they can be changed."""
    every = {"wage": READINGS["number_two_ways"]}
    dates = [*READINGS["date_order"], READINGS["date_swapped"][1]]
    return [
        (code, label(code), every.get(code, dates if code in DATES else []))
        for code in import_.answers
        if code in LABELS
    ]
