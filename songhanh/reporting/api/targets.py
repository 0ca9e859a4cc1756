"""Plan figures."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Amount, Code, Day, Words, exact, whole
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, visible
from songhanh.definitions.indicators import indicators
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.models import Target

router = Router(tags=["targets"])
FIRST_YEAR, LAST_YEAR = 2000, 2100


class TargetsAsked(Paging):
    """Which targets."""

    year: int | None = Field(None, ge=FIRST_YEAR, le=LAST_YEAR)
    indicator: Code | None = None
    park: Code | None = None
    enterprise: Code | None = None


class TargetIn(Schema):
    """A plan figure in the indicator's unit; what stood before stays as an older version."""

    model_config = ConfigDict(extra="forbid")

    indicator: Code
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR), BeforeValidator(whole)]
    quarter: Annotated[int, Field(ge=1, le=4), BeforeValidator(whole)] | None = None
    park: Code | None = None
    enterprise: Code | None = None
    value: Amount
    decision_number: Annotated[Words, Field(max_length=60)]
    decided_on: Day | None = None
    decided_by_name: Annotated[Words, Field(max_length=160)] = ""


class TargetOut(Schema):
    """One version of a plan figure."""

    uuid: UUID
    indicator: str
    year: int
    quarter: int | None
    park: str | None
    enterprise: str | None
    value: str
    unit: str
    decision_number: str
    decided_on: date | None
    decided_by_name: str
    version: int
    set_at: datetime


@router.get("/targets", response=Page[TargetOut])
@needs(Permission.REPORTS_READ)
def targets(request: Request, asked: Query[TargetsAsked]) -> Any:
    """Targets within scope, every version, the newest year first."""
    rows = Target.objects.visible_to(request.actor.scope).select_related("park", "enterprise")
    where = {
        "year": asked.year,
        "indicator": asked.indicator,
        "park__code": asked.park,
        "enterprise__code": asked.enterprise,
    }
    rows = rows.filter(**{path: value for path, value in where.items() if value})
    return page(rows.order_by("-year", "indicator", "version", "pk"), asked, _shown)


@router.post("/targets", response={201: TargetOut})
@needs(Permission.TARGETS_EDIT)
def add(request: Request, sent: TargetIn) -> Any:
    """Set a target: a new version where one stands already."""
    actor = request.actor
    if sent.indicator not in indicators():
        raise RefusedError("unknown_indicator", _("Không có chỉ tiêu «%(code)s»."), code=sent.indicator)
    target = set_target(
        indicator_code=sent.indicator,
        park=visible(IndustrialPark.objects.all(), actor, code=sent.park) if sent.park else None,
        enterprise=visible(Enterprise.objects.all(), actor, code=sent.enterprise)
        if sent.enterprise
        else None,
        **sent.model_dump(exclude={"indicator", "park", "enterprise"}),
        **who(request),
    )
    return Status(201, _shown(target))


def _shown(row: Target) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "indicator": row.indicator,
        "year": row.year,
        "quarter": row.quarter,
        "park": row.park.code if row.park else None,
        "enterprise": row.enterprise.code if row.enterprise else None,
        "value": exact(row.value),
        "unit": row.unit,
        "decision_number": row.decision_number,
        "decided_on": row.decided_on,
        "decided_by_name": row.decided_by_name,
        "version": row.version,
        "set_at": row.set_at,
    }
