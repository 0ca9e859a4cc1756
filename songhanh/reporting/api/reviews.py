"""What the Board decided about a version, and deciding."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.values import Code, Words, whole
from songhanh.core.ui.request import Request
from songhanh.reporting.actions import reviews as actions
from songhanh.reporting.api.arguments import Moment, report_of
from songhanh.reporting.api.drafts import MOST_CELLS, CellIn, check_known
from songhanh.reporting.api.versions import version_of
from songhanh.reporting.models import Review

router = Router(tags=["reviews"])
Number = Annotated[int, Field(ge=1, le=2**15 - 1), BeforeValidator(whole)]


class AcceptIn(Schema):
    """The version counts from now on."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["ACCEPTED"]
    version: Number


class ReturnIn(Schema):
    """The whole report is given back, with the reason and a new deadline."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["RETURNED"]
    version: Number
    reason: Words
    due_at: Moment


class Unlocked(Schema):
    """One cell to be corrected, and what about it."""

    model_config = ConfigDict(extra="forbid")

    cell: Code
    message: Words


class UnlockIn(Schema):
    """Only these cells are opened for correction."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["UNLOCKED"]
    version: Number
    cells: Annotated[list[Unlocked], Field(max_length=MOST_CELLS)]
    due_at: Moment
    reason: Words = ""


class ReviewOut(Schema):
    """A decision; `cells` are empty where it was about the whole report."""

    uuid: UUID
    version: int
    decision: str
    decided_at: datetime
    decided_by: str
    reason: str
    cells: list[Unlocked]
    due_at: datetime | None


@router.get("/obligations/{uuid}/reviews", response=list[ReviewOut])
@needs(Permission.REPORTS_READ)
def reviews(request: Request, uuid: UUID) -> Any:
    """All decisions about a report, oldest first."""
    obligation = report_of(request, uuid)
    rows = Review.objects.filter(version__obligation=obligation).select_related("version")
    return [_shown(row) for row in rows.order_by("decided_at", "pk")]


@router.post("/obligations/{uuid}/reviews", response={201: ReviewOut})
@needs(Permission.REPORTS_REVIEW)
def decide(
    request: Request,
    uuid: UUID,
    sent: Annotated[AcceptIn | ReturnIn | UnlockIn, Field(discriminator="decision")],
) -> Any:
    """Accept, return, or unlock some cells."""
    obligation = report_of(request, uuid)
    version = version_of(obligation, sent.version)
    if isinstance(sent, AcceptIn):
        (review,) = actions.accept_reports(versions=[version], **who(request))
    elif isinstance(sent, ReturnIn):
        review = actions.return_report(
            version=version, reason=sent.reason, due_at=sent.due_at, **who(request)
        )
    else:
        check_known(obligation, {each.cell: CellIn() for each in sent.cells})
        review = actions.unlock_cells(
            version=version,
            cells=[{"cell": each.cell, "message": each.message} for each in sent.cells],
            due_at=sent.due_at,
            reason=sent.reason,
            **who(request),
        )
    return Status(201, _shown(review))


def _shown(row: Review) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "version": row.version.number,
        "decision": row.decision,
        "decided_at": row.decided_at,
        "decided_by": row.decided_by_name,
        "reason": row.reason,
        "cells": row.cells,
        "due_at": row.due_at,
    }
