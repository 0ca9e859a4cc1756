"""Files of time clocks through the API. A clock that sends by itself does so to ``/gate/ingest/clock``."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, page
from songhanh.core.api.tasks import TaskOut, told
from songhanh.core.api.values import Code, Words, whole
from songhanh.core.files.refusals import FileError
from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui.request import Request, visible
from songhanh.gate import policies
from songhanh.gate.actions import clock_imports as actions
from songhanh.gate.api.passes import enterprise_of
from songhanh.gate.api.sites import OfEnterprise
from songhanh.gate.clock_jobs import LONG_FILE, is_long, later
from songhanh.gate.intake.clock_preview import findings_of, open_preview
from songhanh.gate.intake.clock_words import message
from songhanh.gate.models import ClockImport, ClockState, Gate
from songhanh.gate.presenters.clock_list import moment_of
from songhanh.gate.presenters.clock_page import doubts_of
from songhanh.gate.queries.clock_imports import clock_import_of, clock_imports

router = Router(tags=["gate"])
MOST_LETTERS = 4 * 1024 * 1024  # of base64: a larger file is sent on the page
MOST_FINDINGS = 500
Minutes = Annotated[
    int, Field(ge=-policies.MOST_CORRECTION, le=policies.MOST_CORRECTION), BeforeValidator(whole)
]
Column = Literal[
    "", "employee", "moment", "date", "time", "direction", "in_1", "out_1", "in_2", "out_2", "in_3", "out_3"
]


class Answers(Schema):
    """How a column reads that reads two ways."""

    date: Literal["DAY_FIRST", "MONTH_FIRST", "SWAP"] | None = None
    direction: Literal["ZERO_IN", "ONE_IN", "ONE_IN_ZERO"] | None = None


class FileIn(Schema):
    """A file in base64; `correction` in minutes is what its clock is behind, `gate` where it hangs."""

    enterprise: Code
    gate: Code | None = None
    name: Annotated[Words, Field(min_length=1)]
    content: Annotated[str, Field(max_length=MOST_LETTERS, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]
    correction: Minutes = 0


class HeadingIn(Schema):
    """A heading as the file has it, and which column it is ("": not needed)."""

    heading: Words
    column: Column


class ReadingIn(Schema):
    """Which heading is which column, answers, the clock's lag; what is not named stays as it was."""

    columns: Annotated[list[HeadingIn], Field(max_length=300)] = []
    answers: Answers = Answers()
    correction: Minutes | None = None


class TakingIn(Schema):
    """Whether rows with errors are left behind; whether what is odd about the whole file was looked at."""

    only_right_rows: bool = False
    confirmed: bool = False


class ClockFindingOut(Schema):
    """A cell, its row counted from 1 as in the file; an ERROR keeps its row out, a WARNING only tells."""

    row: int
    column: str
    code: str
    level: str
    message: str


class FileOut(Schema):
    """`counts`: rows, right, wrong, told, idle, punches, kept_before, people, unknown, unsaid, stored, undone."""

    uuid: UUID
    enterprise: str
    gate: str | None
    state: str
    name: str
    hash: str
    uploaded_at: datetime
    decided_at: datetime | None
    undone_at: datetime | None
    correction: int
    first_at: datetime | None
    last_at: datetime | None
    counts: dict[str, int]
    doubts: list[str]


class CheckedOut(FileOut):
    """With the columns as they are read and the first 500 findings, as long as the file is not decided."""

    columns: dict[str, str]
    missing: list[str]
    findings: list[ClockFindingOut]


@router.get("/gate/clock-files", response=Page[FileOut])
@needs(Permission.GATE_READ)
def file_list(request: Request, asked: Query[OfEnterprise]) -> Any:
    """Files within scope, the newest first."""
    rows = clock_imports(scope=request.actor.scope)
    return page(rows.filter(enterprise__code=asked.enterprise) if asked.enterprise else rows, asked, _plain)


@router.get("/gate/clock-files/{uuid}", response=CheckedOut)
@needs(Permission.GATE_READ)
def one_file(request: Request, uuid: UUID) -> Any:
    """One of them."""
    return _checked(_import(request, uuid))


@router.post("/gate/clock-files", response={201: CheckedOut, 202: TaskOut})
@needs(Permission.GATE_MANAGE)
def send_file(request: Request, response: HttpResponse, sent: FileIn) -> Any:
    """Check a file; nothing of it is kept as scans. A long one is checked by a task."""
    content = _content(sent.content)
    enterprise = enterprise_of(request, sent.enterprise)
    try:
        import_ = actions.receive_clock_file(
            enterprise=enterprise,
            gate=visible(Gate.objects.all(), request.actor, code=sent.gate) if sent.gate else None,
            name=sent.name,
            content=content,
            correction=sent.correction,
            later=len(content) > LONG_FILE,
            **who(request),
        )
    except FileError as error:
        raise policies.GateRefusedError("file", error.message(language())) from error
    if import_.state == ClockState.RECEIVED:
        return _later(request, response, import_, "gate.check_clock")
    return Status(201, _checked(import_))


@router.post("/gate/clock-files/{uuid}/readings", response={201: CheckedOut, 202: TaskOut})
@needs(Permission.GATE_MANAGE)
def read_file(request: Request, response: HttpResponse, uuid: UUID, sent: ReadingIn) -> Any:
    """Read it in another way; columns and answers are remembered for the enterprise's next file."""
    import_ = _import(request, uuid)
    answers = {name: value for name, value in sent.answers.dict().items() if value}
    correction = import_.correction if sent.correction is None else sent.correction
    mapping: dict[str, str] = import_.mapping | {each.heading: each.column for each in sent.columns}
    how = actions.HowToRead(mapping, {**import_.answers, **answers}, correction)
    if is_long(import_):
        plain = {"mapping": how.mapping, "answers": how.answers, "correction": how.correction}
        return _later(request, response, import_, "gate.check_clock", how=plain)
    try:
        return Status(201, _checked(actions.check_clock_file(import_=import_, how=how, **who(request))))
    except FileError as error:
        raise policies.GateRefusedError("file", error.message(language())) from error


@router.post("/gate/clock-files/{uuid}/takings", response={201: FileOut, 202: TaskOut})
@needs(Permission.GATE_MANAGE)
def take_file(request: Request, response: HttpResponse, uuid: UUID, sent: TakingIn) -> Any:
    """Keep its punches as scans; what is kept already stays as it is."""
    import_ = _import(request, uuid)
    if is_long(import_) and import_.state == ClockState.CHECKED:
        return _later(request, response, import_, "gate.take_clock", **sent.dict())
    return Status(201, _plain(actions.take_clock_file(import_=import_, **sent.dict(), **who(request))))


@router.post("/gate/clock-files/{uuid}/withdrawals", response={201: FileOut, 202: TaskOut})
@needs(Permission.GATE_MANAGE)
def withdraw_file(request: Request, response: HttpResponse, uuid: UUID) -> Any:
    """Drop it where it is not taken; else take back the scans that it has brought."""
    import_ = _import(request, uuid)
    if import_.state != ClockState.TAKEN:
        return Status(201, _plain(actions.drop_clock_file(import_=import_, **who(request))))
    if is_long(import_):
        return _later(request, response, import_, "gate.undo_clock")
    return Status(201, _plain(actions.undo_clock_file(import_=import_, **who(request))))


def _later(request: Request, response: HttpResponse, import_: ClockImport, kind: str, **how: Any) -> Any:
    answer = told(later(import_, kind, client=request.client, **who(request), **how))
    response["Location"] = answer["url"]
    return Status(202, answer)


def _content(letters: str) -> bytes:
    try:
        return base64.b64decode(letters, validate=True)
    except binascii.Error as error:
        raise policies.GateRefusedError("file", _("Nội dung tệp không phải base64.")) from error


def _import(request: Request, uuid: UUID) -> ClockImport:
    found = clock_import_of(scope=request.actor.scope, uuid=uuid)
    if found is None:
        raise Http404
    return found


def _plain(row: ClockImport) -> dict[str, Any]:
    kept = ("uuid", "state", "uploaded_at", "decided_at", "undone_at", "correction")
    counts = {
        name: value for name, value in row.counts.items() if not name.endswith("_at") and name != "ours"
    }
    return {name: getattr(row, name) for name in kept} | {
        "enterprise": row.enterprise.code,
        "gate": row.gate.code if row.gate else None,
        "name": row.file_name,
        "hash": row.file_hash,
        "first_at": moment_of(row, "first_at"),
        "last_at": moment_of(row, "last_at"),
        "counts": counts,
        "doubts": doubts_of(row),
    }


def _checked(row: ClockImport) -> dict[str, Any]:
    if row.preview is None:
        return _plain(row) | {"columns": {}, "missing": [], "findings": []}
    preview = open_preview(row.preview)
    headings = dict(preview["headings"])
    findings = [
        {"row": f.row + 1, "column": f.column, "code": f.code, "level": f.level, "message": message(f)}
        for f in findings_of(preview)[:MOST_FINDINGS]
    ]
    columns = {headings[at]: code for code, at in preview["columns"].items()}
    return _plain(row) | {"columns": columns, "missing": list(preview["missing"]), "findings": findings}
