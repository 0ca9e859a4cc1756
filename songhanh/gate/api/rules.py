"""Gate rules through the API."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code, Day, Words
from songhanh.core.ui.request import Request, visible
from songhanh.gate.actions.rules import RuleTerms, lift_rule, set_rule
from songhanh.gate.api.passes import enterprise_of
from songhanh.gate.models import GateRule, RuleFor, RuleReason
from songhanh.gate.queries import rules as queries

router = Router(tags=["gate"])
TERMS = ("for_whom", "reason", "words_vi", "words_en", "valid_from", "valid_until", "stay", "value")


class RulesAsked(Paging):
    """Which rules; `open` leaves out those that are over or lifted."""

    enterprise: Code | None = None
    open: bool = False


class RuleIn(Schema):
    """In force on the days [valid_from, valid_until), without an end where it is null.

    `stay` for a person; `value` for a group: the name of a line, shift or workshop, a province as «catalogue:code».
    A line as «workshop · line», or by its name alone where only one is called so.
    """

    enterprise: Code
    for_whom: Literal["PERSON", "LINE", "SHIFT", "WORKSHOP", "PROVINCE"]
    reason: Literal["STAY_HOME", "LINE_STOPPED", "NOT_TRAINED", "PAPERS", "SUSPENDED"]
    words_vi: Annotated[Words, Field(max_length=160)]
    words_en: Annotated[Words, Field(max_length=160)]
    valid_from: Day
    valid_until: Day | None = None
    stay: UUID | None = None
    value: Annotated[Words, Field(max_length=123)] = ""


class GateRuleOut(Schema):
    """As it was set; `workshop` is that of a line, `value` the line's own name."""

    uuid: UUID
    enterprise: str
    for_whom: str
    stay: UUID | None
    workshop: str
    value: str
    reason: str
    words_vi: str
    words_en: str
    valid_from: date
    valid_until: date | None
    source: str
    set_at: datetime
    lifted_at: datetime | None


@router.get("/gate/rules", response=Page[GateRuleOut])
@needs(Permission.GATE_READ)
def rules(request: Request, asked: Query[RulesAsked]) -> Any:
    """Rules within scope, the newest first."""
    rows = queries.rules(scope=request.actor.scope)
    if asked.enterprise:
        rows = rows.filter(enterprise__code=asked.enterprise)
    if asked.open:
        over = rows.filter(valid_until__lte=timezone.localdate(request.now)).values("pk")
        rows = rows.filter(lifted_at=None).exclude(pk__in=over)
    return page(rows.order_by("-pk"), asked, _shown)


@router.post("/gate/rules", response={201: GateRuleOut})
@needs(Permission.GATE_RULES)
def set_(request: Request, sent: RuleIn) -> Any:
    """Keep somebody out for some days."""
    enterprise = enterprise_of(request, sent.enterprise)
    given = {name: getattr(sent, name) for name in TERMS}
    given |= {"for_whom": RuleFor(sent.for_whom), "reason": RuleReason(sent.reason)}
    return Status(201, _shown(set_rule(enterprise=enterprise, terms=RuleTerms(**given), **who(request))))


@router.post("/gate/rules/{uuid}/lifts", response={201: GateRuleOut})
@needs(Permission.GATE_RULES)
def lift(request: Request, uuid: UUID) -> Any:
    """It keeps nobody out any more."""
    row = visible(queries.rules(scope=request.actor.scope), request.actor, uuid=uuid)
    return Status(201, _shown(lift_rule(rule=row, **who(request))))


def _shown(row: GateRule) -> dict[str, Any]:
    kept = ("uuid", *TERMS, "workshop", "source", "set_at", "lifted_at")
    return {name: getattr(row, name) for name in kept} | {"enterprise": row.enterprise.code}
