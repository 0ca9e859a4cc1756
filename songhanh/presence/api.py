"""Presence through the API: who is inside, what days say in figures, rosters and plans. Nobody is named."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, Field, StringConstraints

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code, Day, Words, whole
from songhanh.core.ui.request import Request, visible
from songhanh.gate.queries.places import places
from songhanh.people import queries as people
from songhanh.presence.actions import lines as line_actions
from songhanh.presence.actions import rosters as roster_actions
from songhanh.presence.models import Roster, RosterFor, Tally
from songhanh.presence.queries.arrivals import came_on
from songhanh.presence.queries.conflicts import conflicts_on
from songhanh.presence.queries.inside import inside_now
from songhanh.presence.queries.lines import line_heads
from songhanh.presence.queries.numbers import known
from songhanh.presence.queries.roster import rosters

router = Router(tags=["presence"])
Heads = Annotated[int, Field(ge=0, le=10_000), BeforeValidator(whole)]
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekdays = Annotated[str, StringConstraints(pattern=r"^1?2?3?4?5?6?7?$", min_length=1)]


class PresenceAsked(Paging):
    """Of one enterprise, or of all in scope."""

    enterprise: Code | None = None


class OfDay(PresenceAsked):
    """On a day; today where none is given."""

    day: Day | None = None


class InsideOut(Schema):
    """Somebody inside by the last scan; `uncertain`: may have left unseen. `code` is a worker's or a guest's."""

    enterprise: str
    gate: str
    since: datetime
    kind: str
    code: str
    workshop: str
    line: str
    shift: str
    uncertain: bool


class TallyOut(Schema):
    """What became of every scan of a day: the counts from `undone` to `placed` add up to `scans`."""

    enterprise: str
    day: date
    rebuilt_at: datetime
    scans: int
    undone: int
    refused: int
    unknown_pass: int
    unknown_code: int
    nobody: int
    doubled: int
    placed: int
    people: int
    stays: int
    supplied: int


class ConflictOut(Schema):
    """Scans that cannot both be right; `code` is the worker's or the guest's, «» where nobody is known any more."""

    enterprise: str
    kind: str
    code: str
    at: datetime
    gate: str
    earlier_at: datetime | None
    earlier_gate: str


class LineHeadsOut(Schema):
    """A line and shift: who is registered, planned, least needed, and has come."""

    enterprise: str
    workshop: str
    line: str
    shift: str
    registered: int
    planned: int | None
    minimum_crew: int | None
    come: int


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


@router.get("/presence/inside", response=Page[InsideOut])
@needs(Permission.PRESENCE_READ)
def inside(request: Request, asked: Query[PresenceAsked]) -> Any:
    """Who is inside now, by enterprise, line and code."""
    found = people.enterprises_of(request.actor.scope)
    chosen = [each for each in found if asked.enterprise in {None, each.code}]
    return page(
        inside_now(chosen, request.now), asked, lambda row: _attributes(row, InsideOut, code=row.label)
    )


@router.get("/presence/days", response=Page[TallyOut])
@needs(Permission.PRESENCE_READ)
def days(request: Request, asked: Query[OfDay]) -> Any:
    """Counts of rebuilt days, the newest first."""
    rows = Tally.objects.visible_to(request.actor.scope).select_related("enterprise")
    rows = rows.filter(day=asked.day) if asked.day else rows
    rows = rows.filter(enterprise__code=asked.enterprise) if asked.enterprise else rows
    made = rows.order_by("-day", "enterprise__code")
    return page(made, asked, lambda row: _attributes(row, TallyOut, enterprise=row.enterprise.code))


@router.get("/presence/conflicts", response=Page[ConflictOut])
@needs(Permission.PRESENCE_READ)
def conflicts(request: Request, asked: Query[OfDay]) -> Any:
    """Contradictions of a day, the latest first."""
    day = asked.day or timezone.localdate(request.now)
    rows = [
        row
        for row in conflicts_on(day, scope=request.actor.scope)
        if asked.enterprise in {None, row.enterprise.code}
    ]
    named = known({row.number_id for row in rows}, on=day)

    def make(row: Any) -> dict[str, Any]:
        one = named.get(row.number_id)
        code = one.employee_code if one else ""
        return _attributes(row, ConflictOut, enterprise=row.enterprise.code, code=code)

    return page(rows, asked, make)


@router.get("/presence/lines", response=Page[LineHeadsOut])
@needs(Permission.PRESENCE_READ)
def lines(request: Request, asked: Query[OfDay]) -> Any:
    """Who has come against the plan, by enterprise, line and shift."""
    found = people.enterprises_of(request.actor.scope)
    owners = [(each.pk, each.code) for each in found if asked.enterprise in {None, each.code}]
    day = asked.day or timezone.localdate(request.now)
    rows = line_heads(owners, day, came_on(owners, day, request.now))
    return page(rows, asked, lambda row: _attributes(row, LineHeadsOut))


@router.post("/presence/places/{uuid}/plans", response={201: PlanOut})
@needs(Permission.PRESENCE_MANAGE)
def set_plan(request: Request, uuid: UUID, sent: PlanIn) -> Any:
    """How many are to come to a line (a place of that kind), and with how few it runs."""
    line = visible(places(scope=request.actor.scope), request.actor, uuid=uuid)
    plan = line_actions.Plan(line, sent.shift, sent.planned, sent.minimum_crew)
    (made,) = line_actions.set_line_plans(
        enterprise=line.enterprise, plans=[plan], valid_from=sent.valid_from, **who(request)
    )
    return Status(201, _attributes(made, PlanOut))


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
    return _attributes(
        row,
        RosterOut,
        enterprise=row.enterprise.code,
        place=row.place.uuid,
        line=row.line.uuid if row.line else None,
        starts_at=f"{row.starts_at:%H:%M}",
        ends_at=f"{row.ends_at:%H:%M}",
    )


def _attributes(row: Any, schema: type[Schema], **given: Any) -> dict[str, Any]:
    """What the schema names, of the row where it is not given."""
    return {name: given[name] if name in given else getattr(row, name) for name in schema.model_fields}


routers = [router]
