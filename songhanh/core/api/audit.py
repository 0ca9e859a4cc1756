"""The audit trail through the API."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema
from pydantic import BeforeValidator

from songhanh.core import queries
from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import MOST
from songhanh.core.api.values import Day, Words
from songhanh.core.ui.request import Request

router = Router(tags=["audit"])


class EventsAsked(Schema):
    """What to look for; older events are asked for by `below`, the last number that was given."""

    who: Words = ""
    name: Words = ""
    subject: Words = ""
    text: Words = ""
    since: Day | None = None
    until: Day | None = None
    below: int | None = Field(None, ge=1, le=2**62)
    limit: int = Field(50, ge=1, le=MOST)


class EventOut(Schema):
    """One event: `before` and `after` hold what differs."""

    number: int
    act: Annotated[str, BeforeValidator(str)]
    name: str
    at: datetime
    recorded_at: datetime
    by_name: str
    by_role: str
    origin: str
    subject: str
    before: dict[str, Any]
    after: dict[str, Any]
    hash: str


class EventsOut(Schema):
    """The newest first; `below` asks for the next ones, null at the end."""

    items: list[EventOut]
    below: int | None


@router.get("/events", response=EventsOut)
@needs(Permission.AUDIT_READ)
def events(request: Request, asked: Query[EventsAsked]) -> dict[str, Any]:
    """Events, newest first (millions are not counted: there is no total)."""
    found = queries.events(**asked.model_dump(exclude={"limit"}))
    rows = list(found[: asked.limit + 1])
    more = len(rows) > asked.limit
    items = rows[: asked.limit]
    return {"items": items, "below": items[-1].number if more else None}
