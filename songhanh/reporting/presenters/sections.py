"""The parts of a report at the left of the form, each with how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.definitions.forms import Section
from songhanh.reporting.presenters.messages import Message
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import address, section_title
from songhanh.reporting.queries.typed import is_blank

LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class Step:
    """One part: letter, title, address, the code of its state (`ui.states`) and the words for it."""

    code: str
    letter: str
    title: str
    url: str
    state: str
    words: str
    left: bool  # something has to be done there

    @property
    def name(self) -> str:
        """«B. Lao động, tiền lương»."""
        return f"{self.letter}. {self.title}"


def steps_of(report: OpenReport, messages: Mapping[str, list[Message]]) -> tuple[Step, ...]:
    """Every section, then «Kiểm tra và nộp»."""
    sections = [
        Step(
            section.code,
            letter,
            section_title(section),
            address(report.obligation, "section", section.code),
            *(state := _state(report, section, messages)),
            state[0] != "DONE" and not _all_optional(section),
        )
        for letter, section in zip(LETTERS, report.definition.sections, strict=False)
    ]
    waiting = any(message.blocks for of_cell in messages.values() for message in of_cell)
    state = ("EMPTY", _("Chưa sẵn sàng")) if waiting else ("DONE", _("Nộp được"))
    last = Step(
        "check",
        LETTERS[len(sections)],
        _("Kiểm tra và nộp"),
        address(report.obligation, "check"),
        *state,
        left=True,
    )
    return (*sections, last)


def _state(report: OpenReport, section: Section, messages: Mapping[str, list[Message]]) -> tuple[str, str]:
    said = [message for cell in section.cells for message in messages.get(cell.code, ())]
    errors = sum(message.error and not message.missing for message in said)
    unexplained = sum(message.blocks and not message.error for message in said)
    if errors or unexplained:
        return _faults(errors, unexplained)
    filled = sum(cell.code in report.values for cell in section.cells)
    left = sum(message.missing for message in said)
    if not filled and _all_optional(section):
        return "EMPTY", _("Không bắt buộc")
    if not filled:
        return "EMPTY", _("Chưa nhập")
    if left:
        return "DRAFT", ngettext("Còn %d ô", "Còn %d ô", left) % left
    estimates = sum(bool(report.cells.get(cell.code, {}).get("estimate")) for cell in section.cells)
    if estimates:
        return "DONE", ngettext("Xong, %d số ước", "Xong, %d số ước", estimates) % estimates
    known = all(
        report.from_register(cell.code) for cell in section.cells if not is_optional(report, cell.code)
    )
    return "DONE", _("Xong, lấy tự động") if known else _("Xong")


def _all_optional(section: Section) -> bool:
    return not any(cell.required for cell in section.cells)


def is_optional(report: OpenReport, code: str) -> bool:
    """Whether a cell may stay empty and is."""
    return not report.definition.cells[code].required and is_blank(report.cells.get(code))


def _faults(errors: int, unexplained: int) -> tuple[str, str]:
    said = []
    if errors:
        said.append(ngettext("%d lỗi", "%d lỗi", errors) % errors)
    if unexplained:
        said.append(ngettext("%d cần giải trình", "%d cần giải trình", unexplained) % unexplained)
    return ("ERROR" if errors else "WARNING"), ", ".join(said)
