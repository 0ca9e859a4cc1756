"""The page on which one section of a report is filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.definitions.forms import Section
from songhanh.reporting import policies
from songhanh.reporting.models import Decision, Draft, Obligation, ObligationState, Question, Review
from songhanh.reporting.policies import due_of
from songhanh.reporting.presenters.cells import CellRow, MatrixRow, cell_rows, matrix
from songhanh.reporting.presenters.messages import Message
from songhanh.reporting.presenters.sections import Step
from songhanh.reporting.presenters.states import shown_state
from songhanh.reporting.queries.exchange import Exchange
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import (
    address,
    cell_name,
    owner_code,
    period_days,
    report_title,
    section_title,
    this_period,
)
from songhanh.reporting.queries.typed import DraftCell


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What stands at the top of every page of a report."""

    form: str
    period: str
    owner: str
    title: str
    enterprise: str
    project: str
    days: str
    due_at: datetime
    state: str
    state_detail: str
    form_version: int
    legal_basis: str
    on_behalf: bool
    may_write: bool
    waiting: bool
    exchange: Exchange | None
    urls: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Returned:
    """What the Board wants changed: who said so, why, until when, which cells."""

    by: str
    reason: str
    due_at: datetime | None
    cells: tuple[tuple[str, str], ...]  # name, message


@dataclass(frozen=True, slots=True)
class Saved:
    """The line that says how the draft stands."""

    at: datetime | None
    by: str
    by_other: bool
    by_board: bool = False  # nobody has typed yet: the Board's returning or unlocking opened it


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section: its cells as a list or, where they stand in columns, as a matrix."""

    code: str
    letter: str
    title: str
    goal: str
    is_text: bool
    heads: tuple[str, str, str]
    rows: tuple[CellRow, ...]
    columns: tuple[str, ...]
    matrix: tuple[MatrixRow, ...]
    has_plan: bool
    has_register: bool
    can_copy: bool
    undo_count: int
    next_step: Step | None


PAGES = (
    "report",
    "check",
    "submit",
    "history",
    "questions",
    "cell",
    "copy",
    "discard",
    "take_back",
    "send_back",
)


def head_of(report: OpenReport, by: Actor, now: datetime) -> ReportHead:
    """The head of a report's pages for this reader."""
    obligation = report.obligation
    state, detail = shown_state(obligation, now)
    on_behalf = by.may(Permission.REPORTS_FILE_ON_BEHALF)
    return ReportHead(
        form=obligation.form_code,
        period=obligation.period_code,
        owner=owner_code(obligation),
        title=report_title(report.definition, report.period),
        enterprise=str(obligation.enterprise),
        project=obligation.project.name if obligation.project else "",
        days=period_days(report.period),
        due_at=due_of(obligation),
        state=state,
        state_detail=detail,
        form_version=obligation.form_version,
        legal_basis=report.definition.legal_basis,
        on_behalf=on_behalf,
        may_write=policies.may_write(by, obligation),
        waiting=report.draft is not None and report.draft.waiting_since is not None,
        exchange=report.exchange,
        urls={page: address(obligation, page) for page in PAGES},
    )


def section_page(
    report: OpenReport,
    section: Section,
    steps: Sequence[Step],
    messages: Mapping[str, list[Message]],
    *,
    tried: bool = False,
    typed: Mapping[str, DraftCell] | None = None,
    asked_to: Mapping[str, str] | None = None,
    questions: Sequence[Question] = (),
) -> SectionPage:
    """The section with everything beside its inputs."""
    rows = cell_rows(
        report, section, messages, tried=tried, typed=typed, asked_to=asked_to, questions=questions
    )
    in_columns = len({row.column for row in rows if row.column}) > 1
    columns, matrix_rows = matrix(rows) if in_columns else ((), ())
    place = next(index for index, step in enumerate(steps) if step.code == section.code)
    undo = dict(report.draft.undo) if report.draft else {}
    return SectionPage(
        code=section.code,
        letter=steps[place].letter,
        title=section_title(section),
        goal="safe" if section.goal == "SAFETY" else "prod" if section.goal == "PRODUCTION" else "",
        is_text=all(row.is_text for row in rows),
        heads=this_period(report.period),
        rows=rows,
        columns=columns,
        matrix=matrix_rows,
        has_plan=any(row.plan is not None for row in rows),
        has_register=any(row.register is not None for row in rows),
        can_copy=any(not row.shown and not row.locked and row.previous is not None for row in rows),
        undo_count=sum(row.code in undo for row in rows),
        next_step=steps[place + 1] if place + 1 < len(steps) else None,
    )


def saved_line(draft: Draft | None, by: Actor) -> Saved:
    """When the draft was last saved, and by whom if not by the reader."""
    if draft is None:
        return Saved(None, "", by_other=False)
    other = draft.saved_by_id != by.user_id
    returned_ = draft.obligation.state == ObligationState.RETURNED
    if returned_ and not draft.revision:
        return Saved(draft.saved_at, "", by_other=False, by_board=True)
    return Saved(draft.saved_at, str(draft.saved_by or _("hệ thống")), by_other=other)


def returned(report: OpenReport, review: Review | None) -> Returned | None:
    """The Board's word, while the report is to be corrected."""
    open_ = report.obligation.state == ObligationState.RETURNED
    if review is None or review.decision == Decision.ACCEPTED or not open_:
        return None
    cells = report.definition.cells
    named = tuple(
        (cell_name(cells[each["cell"]]), str(each.get("message", "")))
        for each in review.cells
        if each.get("cell") in cells
    )
    return Returned(review.decided_by_name, review.reason, review.due_at, named)


def asked_to(obligation: Obligation, review: Review | None) -> dict[str, str]:
    """The Board's messages by cell, while the report is to be corrected."""
    if review is None or obligation.state != ObligationState.RETURNED:
        return {}
    return {str(each["cell"]): str(each.get("message", "")) for each in review.cells if each.get("cell")}
