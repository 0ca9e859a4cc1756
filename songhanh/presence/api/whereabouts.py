"""Who is inside, what days say in figures, which scans contradict each other, who has come. Nobody is named."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import Page, page
from songhanh.core.api.values import Day
from songhanh.core.ui.request import Request
from songhanh.people import queries as people
from songhanh.presence.api.rows import PresenceAsked, attributes
from songhanh.presence.models import Tally
from songhanh.presence.queries.arrivals import came_on
from songhanh.presence.queries.conflicts import conflicts_on
from songhanh.presence.queries.inside import inside_now
from songhanh.presence.queries.lines import line_heads
from songhanh.presence.queries.numbers import known

router = Router(tags=["presence"])


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


@router.get("/presence/inside", response=Page[InsideOut])
@needs(Permission.PRESENCE_READ)
def inside(request: Request, asked: Query[PresenceAsked]) -> Any:
    """Who is inside now, by enterprise, line and code."""
    found = people.enterprises_of(request.actor.scope)
    chosen = [each for each in found if asked.enterprise in {None, each.code}]
    return page(
        inside_now(chosen, request.now), asked, lambda row: attributes(row, InsideOut, code=row.label)
    )


@router.get("/presence/days", response=Page[TallyOut])
@needs(Permission.PRESENCE_READ)
def days(request: Request, asked: Query[OfDay]) -> Any:
    """Counts of rebuilt days, the newest first."""
    rows = Tally.objects.visible_to(request.actor.scope).select_related("enterprise")
    rows = rows.filter(day=asked.day) if asked.day else rows
    rows = rows.filter(enterprise__code=asked.enterprise) if asked.enterprise else rows
    made = rows.order_by("-day", "enterprise__code")
    return page(made, asked, lambda row: attributes(row, TallyOut, enterprise=row.enterprise.code))


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
        return attributes(row, ConflictOut, enterprise=row.enterprise.code, code=code)

    return page(rows, asked, make)


@router.get("/presence/lines", response=Page[LineHeadsOut])
@needs(Permission.PRESENCE_READ)
def lines(request: Request, asked: Query[OfDay]) -> Any:
    """Who has come against the plan, by enterprise, line and shift."""
    found = people.enterprises_of(request.actor.scope)
    owners = [(each.pk, each.code) for each in found if asked.enterprise in {None, each.code}]
    day = asked.day or timezone.localdate(request.now)
    rows = line_heads(owners, day, came_on(owners, day, request.now))
    return page(rows, asked, lambda row: attributes(row, LineHeadsOut))
