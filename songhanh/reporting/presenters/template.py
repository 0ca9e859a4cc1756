"""The enterprise's own pre-filled workbook: lists, locked heads, a version stamp, last period and last year beside."""

import io
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils import translation

from songhanh.core.files.formulas import neutralise
from songhanh.definitions.forms import Section
from songhanh.reporting.intake import layout
from songhanh.reporting.intake.stamp import stamp_of
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import cell_name
from songhanh.rules.checks.cells import Cell, ValueType
from songhanh.rules.formats import format_date, format_number

HINT = "Chỉ điền ô màu vàng. Không phát sinh thì nhập 0. Không đổi đơn vị, không thêm dòng."
WIDTHS = (20, 46, 14, 18, 9, 16, 18, 40)
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "hint": {"italic": True, "font_color": "#475060"},
    "head": {"bold": True, "bg_color": "#E3F1F1", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "cell": {"border": 1, "text_wrap": True, "valign": "vcenter"},
    "past": {"border": 1, "font_color": "#475060", "num_format": "#,##0.#####"},
    "input": {"border": 1, "locked": False, "bg_color": "#FFFBE6", "num_format": "#,##0.#####"},
    "text": {"border": 1, "locked": False, "bg_color": "#FFFBE6", "text_wrap": True, "num_format": "@"},
    "mark": {"border": 1, "locked": False, "bg_color": "#FFFBE6", "align": "center"},
}


def template_workbook(report: OpenReport) -> bytes:
    """The workbook as bytes; only the yellow cells can be written in."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    looks = {
        name: book.add_format({"font_name": "Times New Roman", "font_size": 12, **look})
        for name, look in LOOKS.items()
    }
    with translation.override("vi"):  # the workbook is Vietnamese, whoever fetches it
        for section in report.definition.sections:
            _section(book, looks, report, section)
    _stamp(book, report)
    book.close()
    return target.getvalue()


def _section(book: Any, looks: dict[str, Any], report: OpenReport, section: Section) -> None:
    sheet = book.add_worksheet(layout.sheet_name(report.definition, section))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    obligation = report.obligation
    sheet.write_string(0, 0, f"{report.definition.name}, {report.period.label_vi()}", looks["title"])
    sheet.write_string(1, 0, f"{obligation.enterprise.name} · mã số thuế {obligation.enterprise.tax_code}")
    sheet.write_string(2, 0, f"{section.title} · hạn nộp {format_date(obligation.due_at.date())}")
    sheet.write_string(
        3,
        0,
        HINT,
        looks["hint"],
    )
    if said := _rate(report):
        sheet.write_string(layout.RATE_ROW, 0, said)
    for column, heading in enumerate(layout.HEADINGS):
        sheet.write_string(layout.HEADING_ROW, column, heading, looks["head"])
    for number, cell in enumerate(section.cells, start=layout.FIRST_ROW):
        _row(sheet, looks, report, cell, number)
    sheet.freeze_panes(layout.FIRST_ROW, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _rate(report: OpenReport) -> str:
    """What the workbook says of the exchange rate; empty where no amount is in dollars."""
    exchange = report.exchange
    if exchange is None:
        return ""
    if exchange.rate is None:
        day = format_date(exchange.day)
        return f"Tỷ giá: bảng của Ban chưa có cho ngày {day}; nhập ở trang kiểm tra trước khi nộp."
    rate = f"Tỷ giá: {format_number(exchange.rate)} đồng/USD"
    if exchange.entry is None:
        return f"{rate}, do người nộp tự nhập."
    return f"{rate}, áp dụng từ {format_date(exchange.entry.valid_from)}. {exchange.entry.source}"


def _row(sheet: Any, looks: dict[str, Any], report: OpenReport, cell: Cell, number: int) -> None:
    value = report.values.get(cell.code)
    sheet.write_string(number, layout.CODE, cell.code, looks["cell"])
    sheet.write_string(number, layout.NAME, cell_name(cell), looks["cell"])
    sheet.write_string(number, layout.UNIT, layout.unit_label(cell.unit_in(report.currency)), looks["cell"])
    _input(sheet, looks, cell, number, value.number if value else None, value.text if value else "")
    sheet.write_string(number, layout.ESTIMATE, "x" if value and value.estimate else "", looks["mark"])
    sheet.data_validation(
        number, layout.ESTIMATE, number, layout.ESTIMATE, {"validate": "list", "source": ["x"]}
    )
    _past(sheet, looks, number, layout.PREVIOUS, report.previous(cell.code))
    _past(sheet, looks, number, layout.LAST_YEAR, report.last_year(cell.code))
    sheet.write_string(number, layout.NOTE, neutralise(value.note) if value else "", looks["text"])


def _input(
    sheet: Any, looks: dict[str, Any], cell: Cell, row: int, number: Decimal | None, text: str
) -> None:
    if cell.value_type is ValueType.TEXT:
        sheet.write_string(row, layout.VALUE, neutralise(text), looks["text"])
    elif number is not None:
        sheet.write_number(row, layout.VALUE, float(number), looks["input"])
    else:
        sheet.write_blank(row, layout.VALUE, None, looks["input"])


def _past(sheet: Any, looks: dict[str, Any], row: int, column: int, value: Decimal | None) -> None:
    if value is None:
        sheet.write_string(row, column, "–", looks["past"])
    else:
        sheet.write_number(row, column, float(value), looks["past"])


def _stamp(book: Any, report: OpenReport) -> None:
    sheet = book.add_worksheet(layout.STAMP_SHEET)
    for number, (key, value) in enumerate(stamp_of(report.obligation).lines()):
        sheet.write_string(number, 0, key)
        sheet.write_string(number, 1, value)
    sheet.very_hidden()
