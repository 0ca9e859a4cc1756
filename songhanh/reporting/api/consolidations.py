"""Sealed consolidations: for who sees the whole authority."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import PeriodCode
from songhanh.core.ui.request import Request, visible
from songhanh.documents.models import OfficialDocument
from songhanh.reporting.actions.reports import draft_dual_goal
from songhanh.reporting.api.arguments import Moment, period_of
from songhanh.reporting.api.figures import FigureOut
from songhanh.reporting.models import Consolidation
from songhanh.reporting.presenters.figures import as_json, sealed
from songhanh.reporting.queries.reported import subject_of

router = Router(tags=["consolidations"])
READERS = (Permission.CONSOLIDATE, Permission.DOCUMENTS_READ)


class ConsolidationsAsked(Paging):
    """Which consolidations."""

    period: PeriodCode | None = None


class ConsolidationIn(Schema):
    """Of which period, as of when (a day means its end; now)."""

    model_config = ConfigDict(extra="forbid")

    period: PeriodCode
    as_of: Moment | None = None


class ConsolidationOut(Schema):
    """Sealed: `snapshot_hash` is SHA-256 over every row that was counted; days are [period_from, period_until)."""

    uuid: UUID
    number: str
    period: str
    period_from: date
    period_until: date
    as_of: datetime
    made_at: datetime
    made_by: str
    missing: int
    snapshot_hash: str


class MissingOut(Schema):
    """A report that was owed and not in."""

    enterprise: str
    name: str
    park: str
    form: str
    period: str
    state: str


class ConsolidationDetail(ConsolidationOut):
    """With its figures as sealed, who was missing, and the report drafted from it."""

    figures: list[FigureOut]
    missing_reports: list[MissingOut]
    document: UUID | None


@router.get("/consolidations", response=Page[ConsolidationOut])
@needs(*READERS)
def consolidations(request: Request, asked: Query[ConsolidationsAsked]) -> Any:
    """Newest first."""
    rows = Consolidation.objects.visible_to(request.actor.scope).defer("figures", "sources")
    if asked.period:
        rows = rows.filter(period_code=asked.period)
    return page(rows.order_by("-made_at", "-pk"), asked, _shown)


@router.get("/consolidations/{uuid}", response=ConsolidationDetail)
@needs(*READERS)
def consolidation(request: Request, uuid: UUID) -> Any:
    """One consolidation."""
    return _detail(visible(Consolidation.objects.all(), request.actor, uuid=uuid))


@router.post("/consolidations", response={201: ConsolidationDetail})
@needs(Permission.CONSOLIDATE)
@needs(Permission.DOCUMENTS_DRAFT)
def consolidate(request: Request, sent: ConsolidationIn) -> Any:
    """Seal the figures of a period and draft its report, as the page does."""
    document = draft_dual_goal(period=period_of(sent.period), as_of=sent.as_of, **who(request))
    made = Consolidation.objects.get(uuid=document.subject.split(":")[1])
    return Status(201, _detail(made))


def _shown(row: Consolidation) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "number": row.number,
        "period": row.period_code,
        "period_from": row.period_from,
        "period_until": row.period_until,
        "as_of": row.as_of,
        "made_at": row.made_at,
        "made_by": row.made_by_name,
        "missing": len(row.missing),
        "snapshot_hash": row.snapshot_hash,
    }


def _detail(row: Consolidation) -> dict[str, Any]:
    document = (
        OfficialDocument.objects.filter(subject=subject_of(str(row.uuid))).order_by("-created_at").first()
    )
    return {
        **_shown(row),
        "figures": [as_json(figure) for figure in sealed(row).values()],
        "missing_reports": row.missing,
        "document": document.uuid if document else None,
    }
