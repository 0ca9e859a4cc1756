"""Announced guests through the API; their names are written, and read on the pages alone."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code, Day, Words
from songhanh.core.ui.request import Request, visible
from songhanh.gate.actions.visitors import Guest, announce_visitor, cancel_announcement
from songhanh.gate.api.passes import PassOut, enterprise_of, shown
from songhanh.gate.models import GuestKind, VisitorAnnouncement
from songhanh.gate.queries import visitors as queries

router = Router(tags=["gate"])
STATED = ("name", "host", "phone", "plate", "company", "purpose")
GUEST_KINDS = Literal["VISITOR", "CONTRACTOR", "DRIVER"]


class GuestsAsked(Paging):
    """Expected on a day."""

    enterprise: Code | None = None
    on: Day | None = None


class GuestOut(Schema):
    """Expected on the days [valid_from, valid_until)."""

    uuid: UUID
    kind: str
    enterprise: str
    company: str
    valid_from: date
    valid_until: date
    announced_at: datetime
    cancelled_at: datetime | None
    passes: list[UUID]


class GuestIn(Schema):
    """Who is expected; `valid_until` is the first day they are not."""

    enterprise: Code
    kind: GUEST_KINDS
    name: Annotated[Words, Field(min_length=1, max_length=120)]
    host: Annotated[Words, Field(min_length=1, max_length=120)]
    phone: Annotated[Words, Field(max_length=20)] = ""
    plate: Annotated[Words, Field(max_length=20)] = ""
    company: Annotated[Words, Field(max_length=120)] = ""
    purpose: Words = ""
    valid_from: Day
    valid_until: Day


@router.get("/gate/visitors", response=Page[GuestOut])
@needs(Permission.GATE_READ)
def guests(request: Request, asked: Query[GuestsAsked]) -> Any:
    """Everybody announced, the latest first."""
    rows = queries.announcements(scope=request.actor.scope)
    if asked.on is not None:
        rows = queries.announced_on(scope=request.actor.scope, on=asked.on)
    if asked.enterprise:
        rows = rows.filter(enterprise__code=asked.enterprise)
    return page(rows.order_by("-valid_from", "-pk"), asked, _shown)


@router.post("/gate/visitors", response={201: PassOut})
@needs(Permission.GATE_MANAGE)
def announce(request: Request, sent: GuestIn) -> Any:
    """Somebody is expected; what comes back is their pass."""
    words = {name: " ".join(getattr(sent, name).split()) for name in STATED}
    made = announce_visitor(
        enterprise=enterprise_of(request, sent.enterprise),
        guest=Guest(GuestKind(sent.kind), **words),
        valid_from=sent.valid_from,
        valid_until=sent.valid_until,
        **who(request),
    )
    return Status(201, shown(made))


@router.post("/gate/visitors/{uuid}/cancellations", response={201: GuestOut})
@needs(Permission.GATE_MANAGE)
def cancel(request: Request, uuid: UUID) -> Any:
    """Not expected any more."""
    row = visible(queries.announcements(scope=request.actor.scope), request.actor, uuid=uuid)
    return Status(201, _shown(cancel_announcement(announcement=row, **who(request))))


def _shown(row: VisitorAnnouncement) -> dict[str, Any]:
    kept = ("uuid", "kind", "company", "valid_from", "valid_until", "announced_at", "cancelled_at")
    passes = [each.uuid for each in row.passes.all()]
    return {name: getattr(row, name) for name in kept} | {"enterprise": row.enterprise.code, "passes": passes}
