"""A report's draft: what stands in it, putting cells into it, throwing it away."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema
from pydantic import BeforeValidator, ConfigDict, StrictBool

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.values import Amount, Code, Text, Words, exact, whole
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request
from songhanh.reporting import policies
from songhanh.reporting.actions import drafts as actions
from songhanh.reporting.api.arguments import FindingOut, report_of
from songhanh.reporting.models import Obligation, Source
from songhanh.reporting.presenters.found import found_rows
from songhanh.reporting.queries.filing import OpenReport, open_report_of
from songhanh.rules.checks.cells import Level
from songhanh.rules.checks.findings import Finding, FindingCode

router = Router(tags=["filing"])
WRITERS = (Permission.REPORTS_FILE, Permission.REPORTS_FILE_ON_BEHALF)
MOST_CELLS = 500


class CellIn(Schema):
    """What goes into one cell; without number and text it is emptied. 0 is typed as 0."""

    model_config = ConfigDict(extra="forbid")

    number: Amount | None = None
    text: Text = ""
    estimate: StrictBool = False
    note: Words = ""


CellsIn = Annotated[
    dict[Code, CellIn], Field(max_length=MOST_CELLS, json_schema_extra={"additionalProperties": False})
]


class DraftIn(Schema):
    """Cells put over what the draft holds; `revision` is the one they were made from, if that matters."""

    model_config = ConfigDict(extra="forbid")

    cells: CellsIn
    revision: Annotated[int, Field(ge=0, le=2**31 - 1), BeforeValidator(whole)] | None = None
    on_behalf: Literal["", "PAPER", "PHONE"] = ""


class CellOut(Schema):
    """What stands in one cell; numbers are exact, as text."""

    number: str | None
    text: str
    estimate: bool
    note: str


class DraftOut(Schema):
    """The draft (revision 0: there is none yet) and what the one validation says of it.

    `exchange_rate` is dong for 1 USD; `may_type_rate` where the table has none for the day the report was begun.
    """

    revision: int
    saved_at: datetime | None
    waiting_inside: bool
    exchange_rate: str | None
    may_type_rate: bool
    cells: dict[str, CellOut]
    findings: list[FindingOut]


class RejectedCellsError(RefusedError):
    """Refused with the places: findings of the one validation."""

    def __init__(self, refusal: RefusedError, findings: list[Finding], opened: OpenReport) -> None:
        super().__init__(refusal.code, str(refusal).replace("%", "%%"))
        self.places = [
            {key: value for key, value in row.items() if key != "blocks"}
            for row in found_rows(findings, opened.definition)
        ]


@router.get("/obligations/{uuid}/draft", response=DraftOut)
@needs(*WRITERS)
def draft(request: Request, uuid: UUID) -> Any:
    """What stands in the report now."""
    return _shown(request, report_of(request, uuid))


@router.put("/obligations/{uuid}/draft", response=DraftOut)
@needs(*WRITERS)
def put_cells(request: Request, uuid: UUID, sent: DraftIn) -> Any:
    """Put cells into the draft; those not sent stay as they are."""
    obligation = report_of(request, uuid)
    check_known(obligation, sent.cells)
    actions.save_cells(
        obligation=obligation,
        cells=stored(sent.cells),
        revision=sent.revision,
        source=Source.API,
        on_behalf=on_behalf(request, sent.on_behalf),
        **who(request),
    )
    return _shown(request, obligation)


@router.delete("/obligations/{uuid}/draft", response={204: None})
@needs(*WRITERS)
def drop(request: Request, uuid: UUID) -> Any:
    """Throw the draft away."""
    obligation = report_of(request, uuid)
    policies.check_can_write(request.actor, obligation)
    actions.drop_draft(obligation=obligation, **who(request))


def check_known(obligation: Obligation, cells: Mapping[str, CellIn]) -> None:
    """Every cell stands in the form."""
    opened = open_report_of(obligation)
    unknown = [code for code in cells if code not in opened.definition.cells]
    if unknown:
        words = _("Biểu mẫu không có ô «%(cell)s». Bỏ ô này hoặc dùng đúng bản biểu mẫu của kỳ.")
        refusal = RefusedError("unknown_cell", words, cell=unknown[0])
        findings = [Finding(FindingCode.UNKNOWN_CELL, Level.ERROR, code) for code in unknown]
        raise RejectedCellsError(refusal, findings, opened)


def stored(cells: Mapping[str, CellIn]) -> dict[str, dict[str, Any]]:
    """Cells as a draft keeps them."""
    return {
        code: {
            "number": exact(cell.number),
            "text": cell.text,
            "estimate": cell.estimate,
            "note": cell.note,
        }
        for code, cell in cells.items()
    }


def on_behalf(request: Request, said: str) -> str:
    """An officer's typing is always marked as such, an enterprise's never."""
    return (said or "PAPER") if request.actor.may(Permission.REPORTS_FILE_ON_BEHALF) else ""


def cell_out(cell: Mapping[str, Any]) -> dict[str, Any]:
    """A draft's cell as `CellOut` has it."""
    number = cell.get("number")
    return {
        "number": None if number is None else exact(Decimal(number)),
        "text": str(cell.get("typed") or "")
        if number is None and cell.get("typed")
        else cell.get("text", ""),
        "estimate": bool(cell.get("estimate")),
        "note": str(cell.get("note", "")),
    }


def _shown(request: Request, obligation: Obligation) -> dict[str, Any]:
    opened = open_report_of(obligation, now=request.now)
    kept, exchange = opened.draft, opened.exchange
    return {
        "revision": kept.revision if kept else 0,
        "saved_at": kept.saved_at if kept else None,
        "waiting_inside": kept is not None and kept.waiting_since is not None,
        "exchange_rate": exact(exchange.rate) if exchange else None,
        "may_type_rate": exchange is not None and exchange.may_type,
        "cells": {code: cell_out(cell) for code, cell in opened.cells.items()},
        "findings": found_rows(opened.findings, opened.definition),
    }
