"""What is wrong with a report, cell by cell: the same words at the field, in the summary, in a fragment."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui.amounts import written_out
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import cell_name, unit_name
from songhanh.reporting.queries.typed import Typed, both_readings
from songhanh.rules.checks.cells import Level
from songhanh.rules.checks.findings import Finding, FindingCode
from songhanh.rules.checks.messages import message_en, message_vi


@dataclass(frozen=True, slots=True)
class Choice:
    """One of two readings of a typed number: how it is written out and what choosing it sends."""

    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Message:
    """One finding in words. `blocks` is false for a warning that has its note."""

    cell: str
    text: str
    error: bool
    blocks: bool
    missing: bool  # nothing was entered yet
    choices: tuple[Choice, ...] = ()


def messages_of(report: OpenReport, problems: Mapping[str, str] | None = None) -> dict[str, list[Message]]:
    """All findings by cell; `problems` (words by cell) go before: what could not even be kept."""
    found: dict[str, list[Message]] = {}
    for code, text in (problems or {}).items():
        found[code] = [Message(code, text, error=True, blocks=True, missing=False)]
    for finding in report.findings:
        if finding.cell not in (problems or {}):
            found.setdefault(finding.cell, []).append(_message(report, finding))
    return found


def summary(report: OpenReport, messages: Mapping[str, list[Message]]) -> list[tuple[str, str]]:
    """Lines of the error summary: everything that blocks, as (words, cell code)."""
    cells = report.definition.cells
    return [
        (f"{cell_name(cells[code])}: {message.text}" if code in cells else message.text, code)
        for code, of_cell in messages.items()
        for message in of_cell
        if message.blocks
    ]


def _message(report: OpenReport, finding: Finding) -> Message:
    cells = report.definition.cells
    missing = finding.code is FindingCode.REQUIRED
    if finding.code is FindingCode.NOT_A_NUMBER and finding.cell in cells:
        typed = str(report.cells.get(finding.cell, {}).get("typed", ""))
        # Saved as a question, it stays one with both its answers, whatever the other cells tell by now.
        read = both_readings(cells[finding.cell], typed, report.currency)
        if text := _reading_words(report, finding.cell, typed, read):
            choices = tuple(_choice(report, finding.cell, number) for number in read.candidates)
            return Message(finding.cell, text, error=True, blocks=True, missing=False, choices=choices)
    say = message_en if language() == "en" else message_vi
    error = finding.level is Level.ERROR
    return Message(
        finding.cell, _dong(say(finding, cells)), error=error, blocks=finding.blocks, missing=missing
    )


def _dong(text: str) -> str:
    """The unit as the columns beside it say it."""
    return text.replace(" VND", " đồng") if language() == "vi" else text


def _reading_words(report: OpenReport, code: str, typed: str, read: Typed) -> str:
    if read.other_unit:
        return _(
            "Nhập «%(typed)s», ô này tính bằng %(unit)s. Đổi ra %(unit)s rồi nhập số, không kèm đơn vị."
        ) % {
            "typed": typed,
            "unit": unit_name(report.definition.cells[code], report.currency),
        }
    if not read.candidates:
        return ""
    one, other = (written_out(number) for number in read.candidates[:2])
    return _("«%(typed)s» đọc được hai cách: %(one)s hoặc %(other)s. Chọn một.") % {
        "typed": typed,
        "one": one,
        "other": other,
    }


def _choice(report: OpenReport, code: str, number: Decimal) -> Choice:
    unit = unit_name(report.definition.cells[code], report.currency)
    return Choice(f"{written_out(number)} {unit}".strip(), f"{code}={number:f}")
