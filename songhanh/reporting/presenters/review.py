"""A report as the officer reviews it: each value beside earlier ones, what differs, what was explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from songhanh.definitions.forms import Cell, ValueType
from songhanh.reporting.models import Obligation, Question
from songhanh.reporting.policies import may_type
from songhanh.reporting.presenters.messages import Message
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import cell_name, row_name, section_title, unit_name
from songhanh.reporting.queries.typed import is_blank
from songhanh.rules.exchange import Dong

HUNDRED = Decimal(100)
JUMP = Decimal(15)  # percent: a change from here on is set in bold


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One cell. `accepted` is what counts now (another version), `marked` says that it differs from that."""

    code: str
    name: str
    unit: str
    is_text: bool
    number: Decimal | None
    text: str
    estimate: bool
    note: str
    accepted: Decimal | None
    accepted_text: str
    marked: bool
    previous: Decimal | None
    last_year: Decimal | None
    change_pct: Decimal | None
    jumps: bool
    messages: tuple[Message, ...]
    questions: tuple[Question, ...]
    unlocked: bool
    asked_to: str
    dong: Dong | None


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """One section."""

    title: str
    goal: str
    lines: tuple[ReviewLine, ...]


def review_groups(
    report: OpenReport,
    *,
    accepted: Mapping[str, Mapping[str, Any]],
    messages: Mapping[str, Sequence[Message]],
    questions: Sequence[Question],
    asked_to: Mapping[str, str],
) -> tuple[ReviewGroup, ...]:
    """Section by section. `accepted` are the cells of the accepted version where it is another one, else empty."""
    return tuple(
        ReviewGroup(
            section_title(section),
            {"SAFETY": "safe", "PRODUCTION": "prod"}.get(section.goal, ""),
            tuple(
                _line(
                    report,
                    cell,
                    accepted=accepted,
                    said=tuple(m for m in messages.get(cell.code, ()) if not m.missing),
                    questions=tuple(q for q in questions if q.cell == cell.code),
                    asked_to=asked_to.get(cell.code, ""),
                )
                for cell in section.cells
            ),
        )
        for section in report.definition.sections
    )


def _line(
    report: OpenReport,
    cell: Cell,
    *,
    accepted: Mapping[str, Mapping[str, Any]],
    said: tuple[Message, ...],
    questions: tuple[Question, ...],
    asked_to: str,
) -> ReviewLine:
    value, previous = report.values.get(cell.code), report.previous(cell.code)
    number = value.number if value is not None else None
    change = (number - previous) / previous * HUNDRED if number is not None and previous else None
    before = accepted.get(cell.code)
    before_number = Decimal(before["number"]) if before and before.get("number") is not None else None
    before_text = str(before.get("text", "")) if before and not is_blank(before) else ""
    return ReviewLine(
        code=cell.code,
        name=cell_name(cell) if cell.column else row_name(cell),
        unit=unit_name(cell, report.currency),
        is_text=cell.value_type is ValueType.TEXT,
        number=number,
        text=value.text if value is not None else "",
        estimate=value.estimate if value is not None else False,
        note=value.note if value is not None else "",
        accepted=before_number,
        accepted_text=before_text,
        marked=bool(accepted) and (number, value.text if value else "") != (before_number, before_text),
        previous=previous,
        last_year=report.last_year(cell.code),
        change_pct=change,
        jumps=change is not None and abs(change) >= JUMP,
        messages=said,
        questions=questions,
        unlocked=_unlocked(report.obligation, cell.code),
        asked_to=asked_to,
        dong=report.dong(cell.code),
    )


def _unlocked(obligation: Obligation, code: str) -> bool:
    return bool(obligation.unlocked) and may_type(obligation, code)
