"""Roll calls: begun by a fire alarm as well as by hand, how far they are, closed. Nobody is named.

Ticks come from the phones, with the call's own key (songhanh.presence.views.roll_call_phone).
"""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, page
from songhanh.core.api.values import Code, Text, Words
from songhanh.core.ui.request import Request, visible
from songhanh.enterprises.models import Enterprise
from songhanh.presence.actions import roll_calls as actions
from songhanh.presence.api.rows import PresenceAsked, attributes
from songhanh.presence.models import CallKind, RollCall
from songhanh.presence.models.roll_calls import NOTE
from songhanh.presence.policies import MOST_POINTS
from songhanh.presence.queries import roll_calls as queries

router = Router(tags=["presence"])
Point = Annotated[Words, Field(min_length=1)]


class CallIn(Schema):
    """Why everybody goes out, and where to."""

    enterprise: Code
    kind: CallKind
    points: Annotated[list[Point], Field(max_length=MOST_POINTS)] = []
    reason: Annotated[Words, Field(max_length=NOTE)] = ""


class CallOut(Schema):
    """A roll call; `closed_at` is null while it goes on."""

    uuid: UUID
    enterprise: str
    kind: str
    points: list[str]
    expected_count: int
    started_at: datetime
    closed_at: datetime | None


class LineCountOut(Schema):
    """How far a line is; guests are a line of their own."""

    workshop: str
    line: str
    guests: bool
    expected: int
    present: int


class StandingOut(CallOut):
    """How a call stands now, or how it was closed: heads by line, the one with the most missing first."""

    present: int
    missing: int
    added: int
    lines: list[LineCountOut]


class ClosingIn(Schema):
    """What was done about who is missing; must be said where somebody is."""

    words: Annotated[Text, Field(max_length=300)] = ""


@router.get("/presence/roll-calls", response=Page[CallOut])
@needs(Permission.PRESENCE_READ)
def call_list(request: Request, asked: Query[PresenceAsked]) -> Any:
    """Calls within scope, the newest first."""
    rows = queries.roll_calls(scope=request.actor.scope).order_by("-started_at", "-pk")
    rows = rows.filter(enterprise__code=asked.enterprise) if asked.enterprise else rows
    return page(rows, asked, _call)


@router.get("/presence/roll-calls/{uuid}", response=StandingOut)
@needs(Permission.PRESENCE_READ)
def call(request: Request, uuid: UUID) -> Any:
    """How one stands."""
    return _standing(_found(request, uuid))


@router.post("/presence/roll-calls", response={201: CallOut})
@needs(Permission.PRESENCE_ROLL_CALL)
def start(request: Request, sent: CallIn) -> Any:
    """Everybody inside becomes the list; refused while another call is open there."""
    enterprise = visible(Enterprise.objects.all(), request.actor, code=sent.enterprise)
    made = actions.start_call(
        enterprise=enterprise,
        kind=sent.kind,
        points=list(dict.fromkeys(sent.points)),
        reason=sent.reason,
        **who(request),
    )
    return Status(201, _call(made))


@router.post("/presence/roll-calls/{uuid}/closings", response={201: StandingOut})
@needs(Permission.PRESENCE_ROLL_CALL)
def close(request: Request, uuid: UUID, sent: ClosingIn) -> Any:
    """Seal the result; it cannot be changed afterwards."""
    actions.close_call(call=_found(request, uuid), words=sent.words, **who(request))
    return Status(201, _standing(_found(request, uuid)))


def _found(request: Request, uuid: UUID) -> RollCall:
    return visible(queries.roll_calls(scope=request.actor.scope), request.actor, uuid=uuid)


def _call(row: RollCall) -> dict[str, Any]:
    return attributes(row, CallOut, enterprise=row.enterprise.code)


def _standing(row: RollCall) -> dict[str, Any]:
    expected, now = queries.expected_of(row), queries.standing_of(row)
    counts = {
        "present": len(now.present),
        "missing": len(expected) - len(now.present),
        "added": len(now.added),
    }
    return _call(row) | counts | {"lines": [each._asdict() for each in queries.by_line(expected, now)]}
