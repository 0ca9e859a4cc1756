"""Cases through the API."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, ordered, page
from songhanh.core.api.values import Code, Day, Text
from songhanh.core.ui.request import Request, visible
from songhanh.epidemic.actions import cases as actions
from songhanh.epidemic.models import Case, ReadingKind
from songhanh.epidemic.policies import EpidemicRefusedError
from songhanh.epidemic.queries import access, finding
from songhanh.epidemic.views.frame import noted

router = Router(tags=["epidemic"])
UNKNOWN = _("Không có người lao động này trong các doanh nghiệp đang phụ trách.")
SORTS = {"entered_at": "entered_at", "code": "code"}


class CasesAsked(Paging):
    """Which cases; `open` leaves out those withdrawn or erased."""

    enterprise: Code | None = None
    open: bool = False
    sort: str = Field("-entered_at", pattern=r"^-?(entered_at|code)$")


class CaseOut(Schema):
    """A case; nobody is told apart."""

    uuid: UUID
    code: str
    enterprise: str
    onset_on: date | None
    sampled_on: date | None
    isolated_on: date | None
    entered_at: datetime
    withdrawn_at: datetime | None
    erased_at: datetime | None


class OneCaseOut(CaseOut):
    """With the worker's stay; asking for it is noted."""

    stay: UUID | None
    note: str


class DaysIn(Schema):
    """Onset or sampling, at least one of them; a note without names."""

    onset_on: Day | None = None
    sampled_on: Day | None = None
    isolated_on: Day | None = None
    note: Annotated[Text, Field(max_length=300)] = ""


class CaseIn(DaysIn):
    """Of the worker whose stay (`people`) this is."""

    stay: UUID


class CaseWithdrawalIn(Schema):
    """Why."""

    reason: Annotated[Text, Field(max_length=300)]


@router.get("/epidemic/cases", response=Page[CaseOut])
@needs(Permission.EPIDEMIC_READ)
def cases(request: Request, asked: Query[CasesAsked]) -> Any:
    """Cases that may be read."""
    rows = access.cases(reach(request))
    if asked.enterprise:
        rows = rows.filter(enterprise__code=asked.enterprise)
    if asked.open:
        rows = rows.filter(withdrawn_at=None, erased_at=None)
    return page(ordered(rows, asked.sort, SORTS), asked, _shown)


@router.get("/epidemic/cases/{uuid}", response=OneCaseOut)
@needs(Permission.EPIDEMIC_READ)
def one(request: Request, uuid: UUID) -> Any:
    """One case; the look is noted."""
    case = _case(request, uuid)
    noted(request, ReadingKind.CODES, case)
    return _one(case)


@router.post("/epidemic/cases", response={201: OneCaseOut})
@needs(Permission.EPIDEMIC_TRACE)
def enter(request: Request, sent: CaseIn) -> Any:
    """Enter a case."""
    employment = finding.worker(reach(request), sent.stay, timezone.localdate(request.now))
    if employment is None:
        raise EpidemicRefusedError("unknown_worker", UNKNOWN)
    illness = _illness(sent)
    return Status(201, _one(actions.enter_case(employment=employment, illness=illness, **who(request))))


@router.post("/epidemic/cases/{uuid}/corrections", response={201: OneCaseOut})
@needs(Permission.EPIDEMIC_TRACE)
def correct(request: Request, uuid: UUID, sent: DaysIn) -> Any:
    """Other days; what is left out is emptied."""
    case = actions.correct_case(case=_case(request, uuid), illness=_illness(sent), **who(request))
    return Status(201, _one(case))


@router.post("/epidemic/cases/{uuid}/withdrawals", response={201: OneCaseOut})
@needs(Permission.EPIDEMIC_TRACE)
def withdraw(request: Request, uuid: UUID, sent: CaseWithdrawalIn) -> Any:
    """No case after all."""
    case = actions.withdraw_case(case=_case(request, uuid), reason=sent.reason, **who(request))
    return Status(201, _one(case))


def reach(request: Request) -> access.Reach:
    """What this client, or user, may read today."""
    return access.reach_of(request.actor, timezone.localdate(request.now))


def _case(request: Request, uuid: UUID) -> Case:
    return visible(access.cases(reach(request)), request.actor, uuid=uuid)


def _illness(sent: DaysIn) -> actions.Illness:
    return actions.Illness(sent.onset_on, sent.sampled_on, sent.isolated_on, sent.note)


def _shown(row: Case) -> dict[str, Any]:
    kept = (
        "uuid",
        "code",
        "onset_on",
        "sampled_on",
        "isolated_on",
        "entered_at",
        "withdrawn_at",
        "erased_at",
    )
    return {name: getattr(row, name) for name in kept} | {"enterprise": row.enterprise.code}


def _one(row: Case) -> dict[str, Any]:
    return _shown(row) | {"stay": row.stay, "note": row.note}
