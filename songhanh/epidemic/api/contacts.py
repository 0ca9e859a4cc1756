"""Contacts of a run through the API: by codes; answers, hand-overs, and counts with the small ones withheld."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code, Text
from songhanh.core.ui.request import Request, visible
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.actions.answers import answer_contact
from songhanh.epidemic.actions.handovers import hand_over
from songhanh.epidemic.api.cases import reach
from songhanh.epidemic.api.runs import run_of
from songhanh.epidemic.models import ContactAnswer, ReadingKind, TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.presenters.contacts import HIDDEN, sure_of
from songhanh.epidemic.presenters.counts import count_tables
from songhanh.epidemic.queries import access
from songhanh.epidemic.queries import runs as queries
from songhanh.epidemic.views.frame import noted
from songhanh.rules.tracing.judging import Answers
from songhanh.rules.tracing.trace import Contact

router = Router(tags=["epidemic"])
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class TracedAsked(Paging):
    """Which contacts."""

    tier: Literal["F1", "F2"] | None = None


class TracedContactOut(Schema):
    """`number` is the person's in presence; `code` is masked for people of enterprises out of reach.

    `certain` false with `asks`: presence cannot tell, these questions are open; `outcome` is what answers have made
    of it.
    """

    number: int
    code: str
    enterprise: str
    workshop: str
    line: str
    tier: Literal["F1", "F2"]
    certain: bool
    asks: list[str]
    outcome: str | None
    minutes: int
    places: list[str]
    reasons: list[str]


class AnswerIn(Schema):
    """What people said about one contact; null is not asked. `by_wording`: what the document's own text makes of it."""

    number: Number
    within_distance: bool | None = None
    masked: bool | None = None
    physical: bool | None = None
    unprotected_care: bool | None = None
    by_wording: bool | None = None
    note: Annotated[Text, Field(max_length=300)] = ""


class AnswerOut(Schema):
    """`outcome`: F1, F2, NONE, or OPEN where something is still to be asked."""

    number: int
    outcome: str
    answered_at: datetime


class HandOverIn(Schema):
    """Which enterprise is shown its own people of this run."""

    enterprise: Code
    with_f2: bool = False
    words: Annotated[Text, Field(max_length=500)] = ""


class HandOverOut(Schema):
    """As it was handed over."""

    uuid: UUID
    enterprise: str
    with_f2: bool
    handed_at: datetime


class CountOut(Schema):
    """Null is withheld."""

    group: str
    f1: int | None
    f2: int | None


class CountsOut(Schema):
    """Counts that may leave the authority; the last of each list is the total."""

    by_line: list[CountOut]
    by_province: list[CountOut]


@router.get("/epidemic/runs/{uuid}/contacts", response=Page[TracedContactOut])
@needs(Permission.EPIDEMIC_READ)
def contacts(request: Request, uuid: UUID, asked: Query[TracedAsked]) -> Any:
    """The list by tier and number; asking for it is noted."""
    run = run_of(request, uuid)
    result = _result(run)
    noted(request, ReadingKind.FILE, run)
    kept, told = queries.answers(run), access.told_apart(reach(request))
    rows = [each for each in result.traced.contacts() if asked.tier in {None, each.tier.value}]
    return page(rows, asked, lambda each: _shown(each, result, kept.get(each.person), told))


@router.post("/epidemic/runs/{uuid}/answers", response={201: AnswerOut})
@needs(Permission.EPIDEMIC_TRACE)
def answer(request: Request, uuid: UUID, sent: AnswerIn) -> Any:
    """Answers about one uncertain contact."""
    run = run_of(request, uuid)
    said = Answers(sent.within_distance, sent.masked, sent.physical, sent.unprotected_care)
    made = answer_contact(
        run=run, result=_result(run), number=sent.number, said=said, by_wording=sent.by_wording, note=sent.note,
        **who(request),
    )  # fmt: skip
    return Status(201, {"number": made.number, "outcome": made.outcome, "answered_at": made.answered_at})


@router.post("/epidemic/runs/{uuid}/hand-overs", response={201: HandOverOut})
@needs(Permission.EPIDEMIC_TRACE)
def hand(request: Request, uuid: UUID, sent: HandOverIn) -> Any:
    """Show an enterprise its own people."""
    run = run_of(request, uuid)
    enterprise = visible(Enterprise.objects.all(), request.actor, code=sent.enterprise)
    made = hand_over(
        run=run,
        result=_result(run),
        enterprise=enterprise,
        with_f2=sent.with_f2,
        words=sent.words,
        **who(request),
    )
    kept = {"uuid": made.uuid, "with_f2": made.with_f2, "handed_at": made.handed_at}
    return Status(201, kept | {"enterprise": enterprise.code})


@router.get("/epidemic/runs/{uuid}/counts", response=CountsOut)
@needs(Permission.EPIDEMIC_READ)
def counts(request: Request, uuid: UUID) -> Any:
    """By line and by province, small ones withheld; asking for it is noted."""
    run = run_of(request, uuid)
    tables = count_tables(_result(run))
    noted(request, ReadingKind.COUNTS, run)
    told = [
        [{"group": row.key, "f1": row.f1, "f2": row.f2} for row in (*table.rows, table.total)]
        for table in tables
    ]
    return {"by_line": told[0], "by_province": told[1]}


def _result(run: TracingRun) -> Result:
    """404 where the list was erased."""
    try:
        return queries.result(run)
    except queries.ErasedError as error:
        raise Http404 from error


def _shown(
    contact: Contact, result: Result, answer: ContactAnswer | None, told: frozenset[str] | None
) -> dict[str, Any]:
    known = result.people[contact.person]
    apart = told is None or known.enterprise in told
    settled = sure_of(contact, answer) != "no"
    return {
        "number": contact.person,
        "code": known.code if apart else HIDDEN,
        "enterprise": known.enterprise,
        "workshop": known.workshop if apart else "",
        "line": known.line if apart else "",
        "tier": contact.tier.value,
        "certain": contact.certain,
        "asks": [] if settled else [question.value for question in contact.questions],
        "outcome": answer.outcome if answer is not None else None,
        "minutes": contact.minutes,
        "places": [result.places[place].name for place in contact.places],
        "reasons": list(contact.reasons),
    }
