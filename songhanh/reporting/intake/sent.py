"""Reading a returned template: every cell of the form, where it stood, and what is odd about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from songhanh.core.files.sheet import Cell as Raw
from songhanh.core.files.sheet import CellError, Row
from songhanh.core.files.workbook import Workbook
from songhanh.definitions.forms import ReportForm, Section
from songhanh.reporting.intake import layout
from songhanh.reporting.queries.typed import clean, read_typed
from songhanh.rules.checks.cells import Cell, ValueType
from songhanh.rules.numbers import Style, style_of

LONGEST = 5000


@dataclass(frozen=True)
class Place:
    """A cell of the file, counted from 0."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True)
class Remark:
    """Something odd: `code` is BROKEN_FORMULA, UNCALCULATED, UNIT_CHANGED, AMBIGUOUS, EXTRA_ROW or MISSING_SHEET."""

    code: str
    cell: str
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass
class SentReport:
    """A draft's cells, the place of each, and the remarks."""

    cells: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def read_sent(workbook: Workbook, form: ReportForm, currency: str) -> SentReport:
    """Every cell of `form` that the file holds; nothing is guessed, nothing of the file is dropped unsaid."""
    sent = SentReport()
    for section in form.sections:
        name = layout.sheet_name(form, section)
        if name not in workbook.extents:
            sent.remarks.append(Remark("MISSING_SHEET", "", Place(name, 0, 0), {"sheet": name}))
            continue
        _read_section(sent, section, name, list(workbook.sheet(name).rows()), currency)
    return sent


def _read_section(sent: SentReport, section: Section, name: str, rows: list[Row], currency: str) -> None:
    known = {cell.code: cell for cell in section.cells}
    style = style_of(
        text for row in rows[layout.FIRST_ROW :] if isinstance(text := _at(row, layout.VALUE), str)
    )
    for number, row in enumerate(rows):
        if number <= layout.HEADING_ROW:
            continue
        code = _text(_at(row, layout.CODE))
        if code in known:
            _read_cell(sent, known[code], row, Place(name, number, layout.VALUE), style, currency)
        elif _text(_at(row, layout.VALUE)):
            extra = {"name": _text(_at(row, layout.NAME)) or code}
            sent.remarks.append(Remark("EXTRA_ROW", "", Place(name, number, layout.VALUE), extra))


def _read_cell(
    sent: SentReport, cell: Cell, row: Row, place: Place, style: Style | None, currency: str
) -> None:
    raw = _at(row, layout.VALUE)
    drafted: dict[str, Any] = {
        "number": None,
        "text": "",
        "estimate": _text(_at(row, layout.ESTIMATE)).lower() == layout.ESTIMATE_MARK,
        "note": _text(_at(row, layout.NOTE))[:500],
    }
    sent.places[cell.code] = place
    for remark in _filled(drafted, cell, raw, style, currency, _text(_at(row, layout.UNIT))):
        sent.remarks.append(Remark(remark[0], cell.code, place, remark[1]))
    sent.cells[cell.code] = drafted


def _filled(
    drafted: dict[str, Any], cell: Cell, raw: Raw, style: Style | None, currency: str, unit: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """Fill the draft's cell; yields what is odd."""
    if isinstance(raw, CellError):
        drafted["typed"] = drafted["text"] = raw.text
        yield ("UNCALCULATED" if raw.uncalculated else "BROKEN_FORMULA", {"found": raw.text})
        return
    if cell.value_type is ValueType.TEXT:
        drafted["text"] = _text(raw)[:LONGEST]
        return
    wanted = layout.unit_label(cell.unit_in(currency))
    if unit and unit != wanted and _text(raw):
        drafted["typed"] = drafted["text"] = f"{_text(raw)} {unit}"
        yield ("UNIT_CHANGED", {"found": unit, "wanted": wanted})
        return
    yield from _number(drafted, cell, raw, style, currency)


def _number(
    drafted: dict[str, Any], cell: Cell, raw: Raw, style: Style | None, currency: str
) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(raw, float) and not isinstance(raw, bool):
        # Excel keeps 15 significant digits: 0.1 + 0.2 is 0.3 there, not 0.30000000000000004.
        drafted["number"] = format(Decimal(f"{raw:.15g}"), "f")
        return
    typed = _text(raw)
    if not typed:
        return
    reading = read_typed(cell, typed, style, currency)
    drafted["typed"] = typed
    if reading.number is not None:
        drafted["number"] = format(reading.number, "f")
        return
    drafted["text"] = typed
    if reading.candidates:
        yield (
            "AMBIGUOUS",
            {"found": typed, "readings": " / ".join(format(n, "f") for n in reading.candidates)},
        )


def _at(row: Row, column: int) -> Raw:
    return row[column] if column < len(row) else ""


def _text(raw: Raw) -> str:
    if isinstance(raw, CellError):
        return raw.text
    if isinstance(raw, float) and raw == int(raw):
        return str(int(raw))
    return clean(str(raw)).strip()
