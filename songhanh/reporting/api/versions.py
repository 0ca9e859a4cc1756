"""Submitting a report, and the sealed versions of it."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from ninja import Field, Header, Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.values import Amount, Words, exact
from songhanh.core.ui.request import Request
from songhanh.reporting import policies
from songhanh.reporting.actions import approval
from songhanh.reporting.actions.drafts import save_cells
from songhanh.reporting.actions.submitting_once import submit_once
from songhanh.reporting.actions.versions import Filing, RejectedError, submit_reports
from songhanh.reporting.api.arguments import report_of
from songhanh.reporting.api.drafts import WRITERS, CellsIn, RejectedCellsError, check_known, on_behalf, stored
from songhanh.reporting.models import Obligation, OnBehalf, ReportVersion, Source
from songhanh.reporting.queries.filing import OpenReport, open_report_of
from songhanh.reporting.queries.submitted import submission_under

router = Router(tags=["filing"])
Key = Annotated[str, Field(pattern=r"^[\x21-\x7e]{1,100}$")]


class SubmissionIn(Schema):
    """The draft is submitted with `cells` put over it; a reason where something was filed before.

    `exchange_rate` (dong for 1 USD) is only for reports with amounts in dollars whose day the table does not know.
    """

    model_config = ConfigDict(extra="forbid")

    cells: CellsIn = {}
    correction_reason: Words = ""
    exchange_rate: Amount | None = None
    on_behalf: Literal["", "PAPER", "PHONE"] = ""


class ValueOut(Schema):
    """One cell of a version; `number` is exact, as text."""

    cell: str
    number: str | None
    unit: str
    text: str
    estimate: bool
    note: str


class VersionOut(Schema):
    """A sealed version; `digest` is SHA-256 over its values.

    `exchange_rate` is dong for 1 USD as it was on the day of first creation, from the authority's table or typed.
    """

    uuid: UUID
    number: int
    form: str
    form_version: int
    receipt: str
    filed_at: datetime
    filed_by: str
    source: str
    on_behalf: str
    late: bool
    correction_reason: str
    exchange_rate: str | None
    exchange_rate_from: date | None
    exchange_rate_source: str
    exchange_rate_typed: bool
    digest: str


class VersionDetail(VersionOut):
    """With its values and the warnings that were answered."""

    values: list[ValueOut]
    answered: list[dict[str, str]]


class Waiting(Schema):
    """The draft was handed to the enterprise's own approver."""

    state: Literal["WAITING_INSIDE"]


@router.post("/obligations/{uuid}/versions", response={201: VersionOut, 202: Waiting})
@needs(*WRITERS)
def submit(
    request: Request,
    uuid: UUID,
    sent: SubmissionIn,
    idempotency_key: Annotated[Key | None, Header(alias="Idempotency-Key")] = None,
) -> Any:
    """Submit. The same Idempotency-Key with the same content gives the same version again."""
    obligation = report_of(request, uuid)
    policies.check_can_write(request.actor, obligation)
    digest = hashlib.sha256(sent.model_dump_json().encode()).hexdigest()
    if idempotency_key and (before := submission_under(obligation, idempotency_key)) is not None:
        policies.check_same_submission(before, digest)
        return Status(201, _version(before.version))
    check_known(obligation, sent.cells)
    opened = _with(obligation, stored(sent.cells))
    if policies.needs_inside_approval(request.actor, obligation, request.now):
        return _hand_inside(request, opened, sent)
    filing = Filing(
        obligation,
        opened.values,
        Source.API,
        OnBehalf(on_behalf(request, sent.on_behalf)),
        sent.correction_reason,
        sent.exchange_rate,
    )
    return Status(201, _version(_file(request, filing, opened, idempotency_key, digest)))


@router.get("/obligations/{uuid}/versions", response=list[VersionOut])
@needs(Permission.REPORTS_READ)
def versions(request: Request, uuid: UUID) -> Any:
    """All versions, oldest first."""
    rows = report_of(request, uuid).versions.select_related("exchange_entry").order_by("number")
    return [_version(row) for row in rows]


@router.get("/obligations/{uuid}/versions/{number}", response=VersionDetail)
@needs(Permission.REPORTS_READ)
def version(request: Request, uuid: UUID, number: int) -> Any:
    """One version with its values."""
    row = version_of(report_of(request, uuid), number)
    values = [
        {"cell": each.cell, "number": exact(each.number), "unit": each.unit, "text": each.text,
         "estimate": each.estimate, "note": each.note}
        for each in row.values.order_by("pk")
    ]  # fmt: skip
    return {**_version(row), "values": values, "answered": row.findings}


def version_of(obligation: Obligation, number: int) -> ReportVersion:
    """The version of that number, or 404."""
    row = obligation.versions.filter(number=number).first() if 0 < number < 2**15 else None
    if row is None:
        raise Http404
    row.obligation = obligation
    return row


def _with(obligation: Obligation, cells: Mapping[str, Any]) -> OpenReport:
    opened = open_report_of(obligation)
    return open_report_of(obligation, cells={**opened.cells, **cells}) if cells else opened


def _file(
    request: Request, filing: Filing, opened: OpenReport, key: str | None, digest: str
) -> ReportVersion:
    try:
        if key:
            return submit_once(filing=filing, key=key, digest=digest, **who(request))
        return submit_reports(filings=[filing], **who(request))[0]
    except RejectedError as rejected:
        raise RejectedCellsError(
            rejected, list(rejected.findings[filing.obligation.pk]), opened
        ) from rejected


def _hand_inside(request: Request, opened: OpenReport, sent: SubmissionIn) -> Status[dict[str, str]]:
    obligation = opened.obligation
    if sent.cells:
        save_cells(obligation=obligation, cells=stored(sent.cells), source=Source.API, **who(request))
    try:
        approval.send_inside(
            obligation=obligation,
            values=opened.values,
            correction_reason=sent.correction_reason,
            exchange_rate=sent.exchange_rate,
            **who(request),
        )
    except RejectedError as rejected:
        raise RejectedCellsError(rejected, list(rejected.findings[obligation.pk]), opened) from rejected
    return Status(202, {"state": "WAITING_INSIDE"})


def _version(row: ReportVersion) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "number": row.number,
        "form": row.form_code,
        "form_version": row.form_version,
        "receipt": row.receipt,
        "filed_at": row.filed_at,
        "filed_by": row.filed_by_name,
        "source": row.source,
        "on_behalf": row.on_behalf,
        "late": row.late,
        "correction_reason": row.correction_reason,
        "exchange_rate": exact(row.exchange_rate),
        "exchange_rate_from": row.exchange_entry.valid_from if row.exchange_entry else None,
        "exchange_rate_source": row.exchange_entry.source if row.exchange_entry else "",
        "exchange_rate_typed": row.exchange_rate is not None and row.exchange_entry is None,
        "digest": row.digest,
    }
