"""The page after Excel: the sheet as a grid, bad cells numbered, the same numbers in the list beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from songhanh.core.files.extent import column_letters
from songhanh.core.files.mark import Level, Mark
from songhanh.core.templatetags.vietnamese import language
from songhanh.definitions.forms import Section
from songhanh.reporting.intake import layout
from songhanh.reporting.models import Upload
from songhanh.reporting.presenters.messages import Choice, Message, messages_of
from songhanh.reporting.queries.filing import OpenReport, open_report_of
from songhanh.reporting.queries.names import cell_name, section_title, unit_name
from songhanh.reporting.queries.typed import shown
from songhanh.rules.formats import format_number

SCALES = {"nghìn": Decimal(1000), "triệu": Decimal(10**6), "tỷ": Decimal(10**9)}


@dataclass(frozen=True)
class Problem:
    """One thing to look at: its number on the page, where it is, what to do, certain fixes."""

    number: int
    address: str  # D8
    sheet: str
    row: int
    cell: str
    title: str
    text: str
    error: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class GridRow:
    """A row of the sheet as it was sent."""

    row: int  # as Excel numbers it
    code: str
    name: str
    unit: str
    value: str
    previous: str
    note: str
    problem: Problem | None


@dataclass(frozen=True)
class GridSheet:
    """One sheet."""

    name: str
    title: str
    rows: tuple[GridRow, ...]
    errors: int


@dataclass(frozen=True)
class UploadPage:
    """Everything the page shows."""

    upload: Upload
    sheets: tuple[GridSheet, ...]
    problems: tuple[Problem, ...]
    right: int
    total: int

    @property
    def errors(self) -> int:
        """How many problems block."""
        return sum(problem.error for problem in self.problems)


def upload_page(upload: Upload) -> UploadPage:
    """Check what the file holds with the one validation, and lay it out."""
    report = open_report_of(upload.obligation, cells=upload.cells)
    problems = tuple(_numbered(upload, report))
    by_cell = {problem.cell: problem for problem in reversed(problems) if problem.cell}
    sheets = tuple(_sheet(upload, report, section, by_cell) for section in report.definition.sections)
    wrong = {problem.cell for problem in problems if problem.error and problem.cell}
    total = len(report.definition.cells)
    return UploadPage(upload, sheets, problems, total - len(wrong), total)


def marks_of(page: UploadPage) -> list[Mark]:
    """The problems as marks on the sender's own workbook, errors first."""
    ordered = sorted(page.problems, key=lambda problem: not problem.error)
    return [
        Mark(
            problem.sheet,
            problem.row,
            layout.VALUE,
            Level.ERROR if problem.error else Level.WARNING,
            f"{problem.title}: {problem.text}",
        )
        for problem in ordered
    ]


def _numbered(upload: Upload, report: OpenReport) -> Iterator[Problem]:
    listed = [*_remarks(upload, report), *_findings(upload, report)]
    listed.sort(key=lambda problem: (not problem.error, problem.sheet, problem.row))
    for number, problem in enumerate(listed, start=1):
        yield replace(problem, number=number)


def _remarks(upload: Upload, report: OpenReport) -> Iterator[Problem]:
    for remark in upload.remarks:
        cell = report.definition.cells.get(remark["cell"])
        title = (
            cell_name(cell) if cell else _("Dòng thêm") if remark["code"] == "EXTRA_ROW" else _("Trang tính")
        )
        place = remark["place"]
        yield Problem(
            0,
            _address(place),
            place["sheet"],
            place["row"],
            remark["cell"],
            title,
            _remark_words(remark),
            remark["code"] not in {"EXTRA_ROW"},
            tuple(_fixes(remark, report)),
        )


def _remark_words(remark: Mapping[str, Any]) -> str:
    words = {
        "BROKEN_FORMULA": _("Công thức bị hỏng (%(found)s). Nhập số vào ô này."),
        "UNCALCULATED": _("Ô này là công thức chưa tính. Mở tệp bằng Excel, lưu lại rồi gửi lại."),
        "UNIT_CHANGED": _("Tệp đổi đơn vị thành %(found)s, biểu mẫu dùng %(wanted)s."),
        "AMBIGUOUS": _("«%(found)s» đọc được hai cách: %(readings)s. Phần thập phân viết bằng dấu phẩy."),
        "EXTRA_ROW": _(
            "«%(name)s»: biểu mẫu không có dòng này, số không được nhận. Báo thêm ở phần khó khăn."
        ),
        "MISSING_SHEET": _("Tệp thiếu trang «%(sheet)s». Tải lại mẫu đã điền sẵn."),
    }
    return str(words[remark["code"]] % remark["values"])


def _fixes(remark: Mapping[str, Any], report: OpenReport) -> Iterator[Choice]:
    """Values that are certain: a converted unit, either reading of a number, the register's count."""
    code = remark["cell"]
    if remark["code"] == "AMBIGUOUS":
        for reading in remark["values"]["readings"].split(" / "):
            yield _choice(report, code, Decimal(reading), _("Ghi %(value)s"))
    if remark["code"] == "UNIT_CHANGED" and (number := _converted(remark, report)) is not None:
        yield _choice(report, code, number, _("Đổi thành %(value)s"))
    if remark["code"] == "BROKEN_FORMULA" and code in report.register:
        yield _choice(report, code, report.register[code], _("Lấy %(value)s từ danh sách"))


def _converted(remark: Mapping[str, Any], report: OpenReport) -> Decimal | None:
    typed = str(report.cells[remark["cell"]].get("typed", "")).split(" ")[0]
    found, wanted = (_scale(remark["values"][key]) for key in ("found", "wanted"))
    if found is None or wanted is None or found[1] != wanted[1]:
        return None
    try:
        return (Decimal(typed) * found[0] / wanted[0]).normalize()
    except InvalidOperation:
        return None


def _scale(unit: str) -> tuple[Decimal, str] | None:
    """«triệu USD» is 1,000,000 of USD."""
    first, _space, rest = unit.replace("VND", "đồng").partition(" ")
    return (SCALES[first], rest) if first in SCALES else (Decimal(1), unit)


def _choice(report: OpenReport, code: str, number: Decimal, words: str) -> Choice:
    unit = unit_name(report.definition.cells[code], report.currency)
    return Choice(
        words % {"value": f"{format_number(number, None, language())} {unit}"}, f"{code}={number:f}"
    )


def _findings(upload: Upload, report: OpenReport) -> Iterator[Problem]:
    remarked = {remark["cell"] for remark in upload.remarks}
    for code, messages in messages_of(report).items():
        if code in remarked or code not in upload.places:
            continue
        for message in messages:
            if message.blocks:
                yield _problem(upload, report, code, message)


def _problem(upload: Upload, report: OpenReport, code: str, message: Message) -> Problem:
    place = upload.places[code]
    title = cell_name(report.definition.cells[code])
    return Problem(
        0,
        _address(place),
        place["sheet"],
        place["row"],
        code,
        title,
        message.text,
        message.error,
        message.choices,
    )


def _sheet(
    upload: Upload, report: OpenReport, section: Section, problems: Mapping[str, Problem]
) -> GridSheet:
    rows = tuple(
        GridRow(
            row=upload.places[cell.code]["row"] + 1,
            code=cell.code,
            name=cell_name(cell),
            unit=unit_name(cell, report.currency),
            value=shown(upload.cells[cell.code], language()),
            previous=_written(report.previous(cell.code)),
            note=str(upload.cells[cell.code].get("note", "")),
            problem=problems.get(cell.code),
        )
        for cell in section.cells
        if cell.code in upload.places
    )
    errors = sum(row.problem is not None and row.problem.error for row in rows)
    return GridSheet(layout.sheet_name(report.definition, section), section_title(section), rows, errors)


def _written(value: Decimal | None) -> str:
    return "–" if value is None else format_number(value, None, language())


def _address(place: Mapping[str, Any]) -> str:
    return f"{column_letters(place['column'])}{place['row'] + 1}"
