"""The authority's table of exchange rates."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from ninja import Field, Query, Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Amount, Day, Words, exact
from songhanh.core.ui.request import Request
from songhanh.reporting.actions.exchange import Announced, correct_rate, enter_rate, withdraw_rate
from songhanh.reporting.models import ExchangeRate

router = Router(tags=["exchange-rates"])
Reason = Annotated[Words, Field(min_length=1)]


class RatesAsked(Paging):
    """Those that hold; with `on` only the one in force that day; with `all` also what was corrected or withdrawn."""

    on: Day | None = None
    all: bool = False


class CorrectionIn(Schema):
    """Dong for 1 USD as the State Bank published it, where it stands, why the old one is replaced."""

    model_config = ConfigDict(extra="forbid")

    rate: Amount
    source: Reason
    reason: Reason


class RateIn(Schema):
    """Dong for 1 USD as the State Bank published it, from which day on, and where it stands."""

    model_config = ConfigDict(extra="forbid")

    valid_from: Day
    currency: Literal["USD"] = "USD"
    rate: Amount
    source: Reason


class WithdrawalIn(Schema):
    """Why the rate is taken out of the table."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class RateOut(Schema):
    """One row of the table; `ended_at` says when it was corrected or withdrawn. `rate` is exact, as text."""

    uuid: UUID
    currency: str
    valid_from: date
    rate: str
    source: str
    reason: str
    entered_at: datetime
    ended_at: datetime | None
    ended_reason: str


@router.get("/exchange-rates", response=Page[RateOut])
@needs(Permission.REPORTS_READ)
def rates(request: Request, asked: Query[RatesAsked]) -> Any:
    """The table, the newest day first; public knowledge, the same for every reader."""
    rows = ExchangeRate.objects.order_by("-valid_from", "-pk")
    if not asked.all:
        rows = rows.filter(ended_at=None)
    if asked.on is not None:
        newest = ExchangeRate.objects.filter(ended_at=None, valid_from__lte=asked.on).order_by("-valid_from")
        rows = rows.filter(pk__in=newest.values("pk")[:1])
    return page(rows, asked, _shown)


@router.post("/exchange-rates", response={201: RateOut})
@needs(Permission.COLLECTION_RUN)
def enter(request: Request, sent: RateIn) -> Any:
    """Enter the rate of a day; one a day."""
    announced = Announced(sent.rate, sent.source)
    row = enter_rate(valid_from=sent.valid_from, announced=announced, currency=sent.currency, **who(request))
    return Status(201, _shown(row))


@router.post("/exchange-rates/{uuid}/corrections", response={201: RateOut})
@needs(Permission.COLLECTION_RUN)
def correct(request: Request, uuid: UUID, sent: CorrectionIn) -> Any:
    """Replace a rate; reports that were sealed with the old one keep it."""
    announced = Announced(sent.rate, sent.source)
    row = correct_rate(entry=_holding(uuid), announced=announced, reason=sent.reason, **who(request))
    return Status(201, _shown(row))


@router.post("/exchange-rates/{uuid}/withdrawals", response={201: RateOut})
@needs(Permission.COLLECTION_RUN)
def withdraw(request: Request, uuid: UUID, sent: WithdrawalIn) -> Any:
    """Take a rate out of the table: the one before it holds on."""
    return Status(201, _shown(withdraw_rate(entry=_holding(uuid), reason=sent.reason, **who(request))))


def _holding(uuid: UUID) -> ExchangeRate:
    row = ExchangeRate.objects.filter(uuid=uuid, ended_at=None).first()
    if row is None:
        raise Http404
    return row


def _shown(row: ExchangeRate) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "currency": row.currency,
        "valid_from": row.valid_from,
        "rate": exact(row.rate),
        "source": row.source,
        "reason": row.reason,
        "entered_at": row.entered_at,
        "ended_at": row.ended_at,
        "ended_reason": row.ended_reason,
    }
