"""Where an enterprise stands and who is in charge of it, through the API."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.roles import Officer
from songhanh.core.api.checked import checked
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code, Day, Words
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, visible
from songhanh.enterprises import queries
from songhanh.enterprises.actions.assignments import assign_officers
from songhanh.enterprises.actions.enterprises import move_enterprise
from songhanh.enterprises.api.enterprises import SitingOut
from songhanh.enterprises.models import Assignment, Enterprise
from songhanh.parks.models import IndustrialPark, Plot

router = Router(tags=["enterprises"])


class SitingIn(Schema):
    """To another park or plot from `on`; the days before keep where it stood."""

    model_config = ConfigDict(extra="forbid")

    park: Code
    plot: Annotated[Words, Field(max_length=30)] | None = None
    on: Day
    reason: Annotated[Words, Field(max_length=200)] = ""


class AssignmentIn(Schema):
    """Who is in charge from `since`: an officer's user name."""

    model_config = ConfigDict(extra="forbid")

    officer: Annotated[Words, Field(min_length=1, max_length=60)]
    since: Day


class AssignmentOut(Schema):
    """Who is in charge in [since, until)."""

    uuid: UUID
    officer: str
    full_name: str
    substitute: bool
    group: str | None
    since: date
    until: date | None
    reason: str


@router.post("/enterprises/{code}/sitings", response={201: SitingOut})
@needs(Permission.REGISTER_EDIT)
def site(request: Request, code: Code, sent: SitingIn) -> Any:
    """The enterprise moves."""
    enterprise = visible(Enterprise.objects.select_related("park"), request.actor, code=code)
    park = visible(IndustrialPark.objects.all(), request.actor, code=sent.park)
    plot = visible(Plot.objects.filter(park=park), request.actor, code=sent.plot) if sent.plot else None
    with checked():
        siting = move_enterprise(
            enterprise=enterprise, park=park, plot=plot, on=sent.on, reason=sent.reason, **who(request)
        )
    return Status(201, siting)


@router.get("/enterprises/{code}/assignments", response=Page[AssignmentOut])
@needs(Permission.REGISTER_READ)
def assignments(request: Request, code: Code, asked: Query[Paging]) -> Any:
    """Officers and substitutes in charge of an enterprise, the newest first."""
    enterprise = visible(Enterprise.objects.all(), request.actor, code=code)
    rows = queries.in_charge(request.actor.scope).filter(enterprise=enterprise)
    return page(rows.order_by("-since", "pk"), asked, _shown)


@router.post("/enterprises/{code}/assignments", response={201: AssignmentOut})
@needs(Permission.REGISTER_EDIT)
def assign(request: Request, code: Code, sent: AssignmentIn) -> Any:
    """Put an officer in charge; the one before is in charge until then."""
    enterprise = visible(Enterprise.objects.all(), request.actor, code=code)
    officer = User.objects.filter(username=sent.officer, role=Officer.code, is_active=True).first()
    if officer is None:
        raise RefusedError("unknown_officer", _("Không có chuyên viên «%(name)s»."), name=sent.officer)
    row = Assignment(enterprise=enterprise, officer=officer, since=sent.since)
    with checked():
        assign_officers(assignments=[row], **who(request))
    return Status(201, _shown(row))


def _shown(row: Assignment) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "officer": row.officer.username,
        "full_name": row.officer.full_name,
        "substitute": row.substitute,
        "group": row.group.code if row.group else None,
        "since": row.since,
        "until": row.until,
        "reason": row.reason,
    }
