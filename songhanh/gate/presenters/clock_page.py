"""A time clock's file as a page: what taking it would do, how it was read, the rows to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from songhanh.core.files.findings import Finding, Kind, by_kind
from songhanh.core.files.mark import Level
from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.column_map import ColumnRow, column_rows
from songhanh.core.ui.column_words import left_out
from songhanh.gate.intake.clock_columns import LABELS
from songhanh.gate.intake.clock_preview import findings_of, open_preview
from songhanh.gate.intake.clock_words import ANSWER_OF, ASKED, READINGS, SHORT, WAYS, doubt, label, message
from songhanh.gate.models import ClockImport

ROWS_NAMED = 3


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of finding: where, how many, what becomes of it, the readings to choose from."""

    key: str
    css: str  # err, warn
    column: str
    count: int
    rows: str
    message: str
    answer: str
    readings: Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row to look at: its number in the sheet, its cells as sent, what is said of it."""

    number: int
    cells: tuple[str, ...]
    said: tuple[tuple[str, str], ...]  # css, words


@dataclass(frozen=True, slots=True)
class Sample:
    """A punch as it was read; `said` whether the file says which way."""

    row: int
    employee: str
    at: datetime
    way: str
    said: bool


@dataclass(frozen=True, slots=True)
class ClockPage:
    """Everything that is known of a file which is not decided yet."""

    title: str
    sheet: str
    ready: bool
    asked: bool  # something reads two ways
    kinds: tuple[KindRow, ...]
    lines: tuple[Line, ...]
    more: int
    samples: tuple[Sample, ...]
    columns: tuple[ColumnRow, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def clock_page(import_: ClockImport, *, masked: bool) -> ClockPage:
    """Of a file whose preview is kept; `masked`: the reader is not of the enterprise, other columns may hold names."""
    preview = open_preview(import_.preview or b"")
    findings = findings_of(preview)
    counted = {(each["code"], each["column"]): each["count"] for each in import_.findings}
    used = sorted(set(preview["columns"].values()))
    return ClockPage(
        title=_title(import_),
        sheet=preview["sheet"],
        ready=not (preview["missing"] or preview["ambiguous"]),
        asked=any(each["code"] in ASKED for each in import_.findings),
        kinds=tuple(kind_row(kind, counted[kind.code, kind.column]) for kind in by_kind(findings)),
        lines=tuple(_lines(preview, findings, used)),
        more=preview["left_out"],
        samples=tuple(_samples(preview, import_.correction)),
        columns=_columns(import_, preview, masked),
        missing=tuple(label(code) for code in preview["missing"]),
        notes=tuple(_notes(import_, preview)),
    )


def kinds_kept(import_: ClockImport) -> list[tuple[str, str, int]]:
    """(css, words, count) of a file that is decided: no row and no value of it is kept."""
    return [
        ("err" if each["level"] == Level.ERROR else "warn", _general(each), each["count"])
        for each in import_.findings
    ]


def doubts_of(import_: ClockImport) -> list[str]:
    """What is odd about the whole file."""
    return [doubt(each["code"], each["values"]) for each in import_.doubts]


def answers_in_force(import_: ClockImport) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    """(column, what was chosen, readings) of answers given before, so that they are seen and can be changed."""
    asked = {
        "date": [*READINGS["date_order"], READINGS["date_swapped"][1]],
        "direction": READINGS["direction_codes"],
    }
    return [
        (code, f"{label(code)}: {dict(readings)[import_.answers[code]]}", readings)
        for code, readings in asked.items()
        if import_.answers.get(code) in dict(readings)
    ]


def kind_row(kind: Kind, count: int) -> KindRow:
    """The first of them stands for all."""
    rows = ", ".join(str(each.row + 1) for each in kind.findings[:ROWS_NAMED])
    return KindRow(
        key=f"{kind.code}.{kind.column}",
        css="err" if kind.level is Level.ERROR else "warn",
        column=label(kind.column),
        count=count,
        rows=rows + (" …" if count > ROWS_NAMED else ""),
        message=message(kind.findings[0]),
        answer=ANSWER_OF.get(kind.code, ""),
        readings=READINGS.get(kind.code, []),
    )


def _title(import_: ClockImport) -> str:
    counts = import_.counts
    if counts["wrong"]:
        return _("%(wrong)s dòng có lỗi, chưa ghi được") % {"wrong": number(counts["wrong"])}
    return _("Đọc được cả tệp: %(punches)s lượt chấm") % {"punches": number(counts["punches"])}


def _lines(preview: dict[str, Any], findings: Sequence[Finding], used: Sequence[int]) -> Iterator[Line]:
    by_row: dict[int, list[Finding]] = {}
    for each in findings:
        by_row.setdefault(each.row, []).append(each)
    for place in sorted(by_row):
        texts = preview["rows"].get(place, [])
        said = tuple(
            ("err" if each.level is Level.ERROR else "warn", f"{label(each.column)}: {message(each)}")
            for each in by_row[place]
        )
        yield Line(place + 1, tuple(texts[at] if at < len(texts) else "" for at in used), said)


def _samples(preview: dict[str, Any], correction: int) -> Iterator[Sample]:
    for place, employee, at, said, way in preview["samples"]:
        moment = datetime.fromtimestamp(at / 1000 + correction * 60, UTC)
        yield Sample(place + 1, employee, moment, str(WAYS[way]), bool(said))


def _columns(import_: ClockImport, preview: dict[str, Any], masked: bool) -> tuple[ColumnRow, ...]:
    choices = [("", _("không dùng")), *((code, str(words)) for code, words in LABELS.items())]
    rows = [preview["rows"][place] for place in sorted(preview["rows"])]

    def samples(at: int, code: str) -> Iterator[str]:
        return (row[at] for row in rows if at < len(row) and (code or not masked))

    return column_rows(preview, import_.mapping, choices, samples)


def _notes(import_: ClockImport, preview: dict[str, Any]) -> Iterator[str]:
    counts = import_.counts
    if counts["idle"]:
        yield _("%(rows)s dòng không có giờ nào (ngày không đi làm): không có lượt chấm.") % {
            "rows": number(counts["idle"])
        }
    if counts["unsaid"]:
        yield _(
            "%(punches)s lượt không ghi vào hay ra: lần lượt vào rồi ra theo từng người, "
            "đi qua nửa đêm vẫn tính tiếp, quá 16 giờ thì tính là vào lại; hiện diện quyết định sau cùng."
        ) % {"punches": number(counts["unsaid"])}
    yield from left_out(preview["skipped"], preview["hidden"])


def _general(kind: dict[str, Any]) -> str:
    """What a kind of finding was, without its values."""
    return f"{label(kind['column'])}: {SHORT[kind['code']]}"
