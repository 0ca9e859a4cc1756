"""Plans of lines, and rosters: who is where at which hours."""

from datetime import date, time
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, Field, StringConstraints

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, page
from songhanh.core.api.values import Day, Words, whole
from songhanh.core.ui.request import Request, visible
from songhanh.gate.queries.places import places
from songhanh.presence.actions import lines as line_actions
from songhanh.presence.actions import rosters as roster_actions
from songhanh.presence.api.rows import PresenceAsked, attributes
from songhanh.presence.models import Roster, RosterFor
from songhanh.presence.queries.roster import rosters

router = Router(tags=["presence"])
Heads = Annotated[int, Field(ge=0, le=10_000), BeforeValidator(whole)]
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekdays = Annotated[str, StringConstraints(pattern=r"^1?2?3?4?5?6?7?$", min_length=1)]


class PlanIn(Schema):
    """From `valid_from` on, until the next plan of the same line and shift."""

    shift: Annotated[Words, Field(max_length=30)] = ""
    planned: Heads
    minimum_crew: Heads
    valid_from: Day


class PlanOut(Schema):
    """A plan as it was kept."""

    uuid: UUID
    shift: str
    planned: int
    minimum_crew: int
    valid_from: date


class RosterIn(Schema):
    """A shift, or a person by `stay`, at a place; over midnight where it ends before it begins; ISO weekdays."""

    for_whom: Literal["PERSON", "SHIFT"]
    stay: UUID | None = None
    shift: Annotated[Words, Field(max_length=30)] = ""
    starts_at: Hour
    ends_at: Hour
    weekdays: Weekdays = "1234567"
    valid_from: Day
    valid_until: Day | None = None


class RosterOut(Schema):
    """A roster that was not withdrawn; valid in [valid_from, valid_until)."""

    uuid: UUID
    enterprise: str
    place: UUID
    for_whom: str
    stay: UUID | None
    line: UUID | None
    shift: str
    starts_at: str
    ends_at: str
    weekdays: str
    valid_from: date
    valid_until: date | None


@router.post("/presence/places/{uuid}/plans", response={201: PlanOut})
@needs(Permission.PRESENCE_MANAGE)
def set_plan(request: Request, uuid: UUID, sent: PlanIn) -> Any:
    """How many are to come to a line (a place of that kind), and with how few it runs."""
    line = visible(places(scope=request.actor.scope), request.actor, uuid=uuid)
    plan = line_actions.Plan(line, sent.shift, sent.planned, sent.minimum_crew)
    (made,) = line_actions.set_line_plans(
        enterprise=line.enterprise, plans=[plan], valid_from=sent.valid_from, **who(request)
    )
    return Status(201, attributes(made, PlanOut))


@router.get("/presence/rosters", response=Page[RosterOut])
@needs(Permission.PRESENCE_READ)
def roster_list(request: Request, asked: Query[PresenceAsked]) -> Any:
    """Rosters within scope."""
    rows = rosters(scope=request.actor.scope).order_by("pk")
    rows = rows.filter(enterprise__code=asked.enterprise) if asked.enterprise else rows
    return page(rows, asked, _roster)


@router.post("/presence/places/{uuid}/rosters", response={201: RosterOut})
@needs(Permission.PRESENCE_MANAGE)
def set_roster(request: Request, uuid: UUID, sent: RosterIn) -> Any:
    """A shift or a person at this place."""
    place = visible(places(scope=request.actor.scope), request.actor, uuid=uuid)
    terms = roster_actions.Terms(
        place=place,
        for_whom=RosterFor(sent.for_whom),
        starts_at=time.fromisoformat(sent.starts_at),
        ends_at=time.fromisoformat(sent.ends_at),
        valid_from=sent.valid_from,
        valid_until=sent.valid_until,
        weekdays=sent.weekdays,
        stays=(sent.stay,) if sent.stay else (),
        shift=sent.shift,
    )
    (made,) = roster_actions.set_rosters(enterprise=place.enterprise, terms=[terms], **who(request))
    return Status(201, _roster(made))


@router.post("/presence/rosters/{uuid}/withdrawals", response={201: RosterOut})
@needs(Permission.PRESENCE_MANAGE)
def withdraw(request: Request, uuid: UUID) -> Any:
    """As if it had never been."""
    row = visible(rosters(scope=request.actor.scope), request.actor, uuid=uuid)
    return Status(201, _roster(roster_actions.withdraw_roster(roster=row, **who(request))))


def _roster(row: Roster) -> dict[str, Any]:
    return attributes(
        row,
        RosterOut,
        enterprise=row.enterprise.code,
        place=row.place.uuid,
        line=row.line.uuid if row.line else None,
        starts_at=f"{row.starts_at:%H:%M}",
        ends_at=f"{row.ends_at:%H:%M}",
    )
