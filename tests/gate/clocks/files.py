"""Exports of time clocks as factories send them."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from songhanh.core.models import User
from songhanh.enterprises.models import Enterprise
from songhanh.gate.actions.clock_imports import (
    HowToRead,
    check_clock_file,
    receive_clock_file,
    take_clock_file,
)
from songhanh.gate.intake.clock_preview import findings_of, open_preview
from songhanh.gate.models import ClockImport
from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.reading import all_scans
from songhanh.gate.stream.scans import Scan
from tests.core.cast import NOW, actor

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
PUNCH = ("Mã NLĐ", "Ngày", "Giờ", "Vào/Ra")
DAY = ("Mã NLĐ", "Ngày", "Giờ vào", "Giờ ra")
MOMENT = ("Mã chấm công", "Thời gian")
Rows = Sequence[Sequence[Any]]


def xlsx(heads: Sequence[str], rows: Rows, above: Sequence[str] = ()) -> bytes:
    """A workbook, maybe with lines above the headings."""
    book = Workbook()
    for line in above:
        book.active.append([line])  # type: ignore[union-attr]
    for row in (heads, *rows):
        book.active.append(list(row))  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file(heads: Sequence[str], rows: Rows, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """As clocks write it."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([heads, *rows])
    return out.getvalue().encode(encoding)


def at(text: str) -> int:
    """«16/01/2022 07:31» or with seconds, here, in milliseconds."""
    shape = "%d/%m/%Y %H:%M:%S" if text.count(":") > 1 else "%d/%m/%Y %H:%M"
    return int(datetime.strptime(text, shape).replace(tzinfo=HERE).timestamp() * 1000)


def send(
    user: User, enterprise: Enterprise, content: bytes, name: str = "cham-cong.xlsx", **given: Any
) -> ClockImport:
    """As the user."""
    return receive_clock_file(
        enterprise=enterprise,
        name=name,
        content=content,
        by=actor(user),
        **{"gate": None, "now": NOW, **given},
    )


def again(user: User, import_: ClockImport, **how: Any) -> ClockImport:
    """Read in another way."""
    given = {"mapping": import_.mapping, "answers": import_.answers, "correction": import_.correction, **how}
    return check_clock_file(import_=import_, how=HowToRead(**given), by=actor(user), now=NOW)


def take(user: User, import_: ClockImport, *, part: bool = False, confirmed: bool = False) -> ClockImport:
    """Into the stream."""
    return take_clock_file(
        import_=import_, only_right_rows=part, confirmed=confirmed, by=actor(user), now=NOW
    )


def found(import_: ClockImport) -> set[tuple[int, str, str]]:
    """(row as people count, column, code) of every finding."""
    preview = open_preview(import_.preview or b"")
    return {(each.row + 1, each.column, each.code) for each in findings_of(preview)}


def codes(import_: ClockImport) -> set[str]:
    """The codes of its findings."""
    return {code for _row, _column, code in found(import_)}


def stream() -> list[Scan]:
    """All scans, in the order they were kept."""
    return [each.scan for each in all_scans(stream_rows())]


def passed() -> list[tuple[str, str, int]]:
    """(code, direction, moment) of all scans, by moment."""
    return sorted(((each.typed, each.direction, each.at) for each in stream()), key=lambda each: each[2])
