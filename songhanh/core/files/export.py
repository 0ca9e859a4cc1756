"""Lists written for people to take away: xlsx and csv, streaming, with formulas in text made harmless."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import rustpy_xlsxwriter as writer

from songhanh.core.files.formulas import neutralise
from songhanh.core.files.xmltext import FORBIDDEN

LONGEST = 32_767
TEXT_FORMAT, DATE_FORMAT, TIME_FORMAT = "@", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"

Value = str | int | float | bool | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its heading, width in characters, and Excel number format ("" for general)."""

    heading: str
    width: float = 16
    format: str = ""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list: `about` are the lines above it (title, filters in force, as-of line, snapshot id)."""

    name: str
    columns: Sequence[ListColumn]
    rows: Iterable[Sequence[Value]]
    about: Sequence[str] = ()


def about_list(title: str, filters: Sequence[tuple[str, str]], as_of: str, snapshot: str) -> tuple[str, ...]:
    """The lines above a list: what it is, what it was filtered by, as of when, and from which snapshot."""
    chosen = "; ".join(f"{label}: {value}" for label, value in filters)
    return tuple(line for line in (title, chosen, as_of, snapshot) if line)


def write_xlsx(target: str | Path | BinaryIO, sheets: Sequence[ListSheet]) -> None:
    """Write the lists, one sheet each, row by row. The heading row is frozen and has filter buttons.

    Headings of one sheet must differ. Texts are written as texts (never formulas) and neutralised all the
    same, because such a list is often saved on as CSV.
    """
    names = [sheet.name for sheet in sheets]
    at = {sheet.name: len(sheet.about) + 1 if sheet.about else 0 for sheet in sheets}
    for sheet in sheets:
        _check_headings(sheet)
    writer.write_worksheets(
        [(sheet.name, _records(sheet)) for sheet in sheets],
        str(target) if isinstance(target, Path) else target,
        freeze_panes={name: {"row": at[name] + 1, "col": 0} for name in names},
        column_widths={sheet.name: [column.width for column in sheet.columns] for sheet in sheets},
        column_formats={sheet.name: _formats(sheet) for sheet in sheets},
        header_format={name: writer.Format().set_bold().set_text_wrap().set_border("thin") for name in names},
        header_row=at,
        merge_ranges={sheet.name: _about_cells(sheet) for sheet in sheets if sheet.about},
        autofilter=dict.fromkeys(names, True),
    )


def write_csv(target: io.TextIOBase | BinaryIO | Path, sheet: ListSheet, *, delimiter: str = ",") -> None:
    """Write one list as CSV in UTF-8 with its mark (Excel needs it), row by row, headings first."""
    if isinstance(target, Path):
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            _write_lines(file, sheet, delimiter)
    elif isinstance(target, io.TextIOBase):
        _write_lines(target, sheet, delimiter)
    else:
        text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
        _write_lines(text, sheet, delimiter)
        text.detach()


def csv_lines(sheet: ListSheet, *, delimiter: str = ",") -> Iterator[str]:
    """The lines of `write_csv` one by one, for a streamed answer; the first begins with the UTF-8 mark."""
    buffer = io.StringIO()
    lines = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    yield "\ufeff"
    for row in _csv_rows(sheet):
        lines.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _write_lines(file: Any, sheet: ListSheet, delimiter: str) -> None:
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(_csv_rows(sheet))


def _csv_rows(sheet: ListSheet) -> Iterator[list[Value]]:
    yield [neutralise(column.heading) for column in sheet.columns]
    for row in sheet.rows:
        yield [_csv_value(value) for value in row]


def _csv_value(value: Value) -> Value:
    if isinstance(value, str):
        return neutralise(value.replace("\0", ""))
    return value.isoformat(" ") if isinstance(value, dt.datetime) else value


def _check_headings(sheet: ListSheet) -> None:
    headings = [column.heading for column in sheet.columns]
    if len(set(headings)) != len(headings):
        raise ValueError(f"headings of {sheet.name!r} are not unique")


def _records(sheet: ListSheet) -> Iterator[dict[str, Value]]:
    headings = [neutralise(column.heading) for column in sheet.columns]
    empty = True
    for row in sheet.rows:
        empty = False
        yield dict(zip(headings, map(_xlsx_value, row), strict=True))
    if empty:
        yield dict.fromkeys(headings)


def _xlsx_value(value: Value) -> Value:
    return neutralise(FORBIDDEN.sub("\ufffd", value))[:LONGEST] if isinstance(value, str) else value


def _formats(sheet: ListSheet) -> dict[str, Any]:
    return {
        neutralise(column.heading): writer.Format().set_num_format(column.format)
        for column in sheet.columns
        if column.format
    }


def _about_cells(sheet: ListSheet) -> list[Any]:
    last = max(len(sheet.columns) - 1, 1)
    return [
        (row, 0, row, last, neutralise(FORBIDDEN.sub("\ufffd", line))) for row, line in enumerate(sheet.about)
    ]
