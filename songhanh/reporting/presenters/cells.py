"""The cells of a section as the form shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from songhanh.core.templatetags.vietnamese import language
from songhanh.definitions.forms import Section
from songhanh.reporting.forms import mark
from songhanh.reporting.models import Question
from songhanh.reporting.policies import may_type
from songhanh.reporting.presenters.messages import Message
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import cell_name, column_name, row_name, unit_name
from songhanh.reporting.queries.typed import DraftCell, is_blank, shown
from songhanh.rules.checks.cells import Cell, ValueType
from songhanh.rules.exchange import Dong

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell: its input and what stands beside it. `locked` is «», «UNLOCK» (the Board opened others) or
    «REGISTER» (the figure comes from the list of workers); `was` seals what the page shows."""

    code: str
    id: str
    label: str
    name: str
    column: str
    column_name: str
    place: str
    unit: str
    is_text: bool
    shown: str
    estimate: bool
    note: str
    was: str
    locked: str
    register: Decimal | None
    previous: Decimal | None
    last_year: Decimal | None
    cumulative: Decimal | None
    plan: Decimal | None
    plan_pct: Decimal | None
    messages: tuple[Message, ...]
    wants_note: bool
    asked_to: str
    questions: tuple[Question, ...]
    dong: Dong | None

    @property
    def has_error(self) -> bool:
        """Whether something in it is wrong."""
        return any(message.error for message in self.messages)

    @property
    def has_line(self) -> bool:
        """Whether a line stands below the figures."""
        return bool(self.messages or self.wants_note or self.asked_to or self.questions)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of a section with columns: «1.1 Nhà đầu tư Việt Nam» and its cells A, B, C."""

    code: str
    name: str
    unit: str
    cells: tuple[CellRow | None, ...]

    @property
    def lines(self) -> tuple[CellRow, ...]:
        """The cells that have something said below."""
        return tuple(cell for cell in self.cells if cell is not None and cell.has_line)


def cell_rows(
    report: OpenReport,
    section: Section,
    messages: Mapping[str, list[Message]],
    *,
    tried: bool = False,
    typed: Mapping[str, DraftCell] | None = None,
    asked_to: Mapping[str, str] | None = None,
    questions: Sequence[Question] = (),
) -> tuple[CellRow, ...]:
    """The section's cells. `tried`: say also where nothing was entered yet; `typed` is shown instead of the
    draft (what could not be kept); `asked_to` are the Board's messages by cell."""
    return tuple(
        _row(
            report,
            cell,
            place=index if len(section.cells) > 1 else 0,
            said=[m for m in messages.get(cell.code, ()) if tried or not m.missing],
            held=(typed or {}).get(cell.code) or report.cells.get(cell.code),
            asked_to=(asked_to or {}).get(cell.code, ""),
            questions=tuple(question for question in questions if question.cell == cell.code),
        )
        for index, cell in enumerate(section.cells, start=1)
    )


def matrix(rows: Sequence[CellRow]) -> tuple[tuple[str, ...], tuple[MatrixRow, ...]]:
    """Rows of a section whose cells stand in columns: the columns' names, then the rows."""
    columns = tuple(dict.fromkeys(row.column for row in rows))
    by_row: dict[str, dict[str, CellRow]] = {}
    for row in rows:
        by_row.setdefault(row.code.removesuffix(f".{row.column}"), {})[row.column] = row
    names = tuple(column_name(column) for column in columns)
    return names, tuple(
        MatrixRow(
            code,
            next(iter(cells.values())).name,
            next(iter(cells.values())).unit,
            tuple(cells.get(column) for column in columns),
        )
        for code, cells in by_row.items()
    )


def _row(
    report: OpenReport,
    cell: Cell,
    *,
    place: int,
    said: Sequence[Message],
    held: DraftCell | None,
    asked_to: str,
    questions: tuple[Question, ...],
) -> CellRow:
    cumulative, plan = report.cumulative(cell.code), report.plans.get(cell.code)
    note, is_text = str((held or {}).get("note", "")), cell.value_type is ValueType.TEXT
    return CellRow(
        code=cell.code,
        id="c-" + cell.code.replace(".", "-"),
        label=cell_name(cell),
        name=row_name(cell),
        column=cell.column,
        column_name=column_name(cell.column) if cell.column else "",
        place=f"{place:02d}" if place else "",
        unit=unit_name(cell, report.currency),
        is_text=is_text,
        shown=shown(held, language()),
        estimate=bool((held or {}).get("estimate")),
        note=note,
        was=mark(report.cells.get(cell.code), language()),
        locked=_lock(report, cell.code, held),
        register=report.register.get(cell.code),
        previous=report.previous(cell.code),
        last_year=report.last_year(cell.code),
        cumulative=cumulative,
        plan=plan,
        plan_pct=cumulative / plan * HUNDRED if plan and cumulative is not None else None,
        messages=tuple(said),
        wants_note=bool(note) or any(not message.error for message in said),
        asked_to=asked_to,
        questions=questions,
        dong=report.dong(cell.code),
    )


def _lock(report: OpenReport, code: str, held: DraftCell | None) -> str:
    """Why a cell is no input, if it is none."""
    if not may_type(report.obligation, code):
        return "UNLOCK"
    return "REGISTER" if code in report.register and is_blank(held) else ""
