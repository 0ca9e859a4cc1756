"""Tracing runs through the API."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import whole
from songhanh.core.ui.request import Request, visible
from songhanh.definitions.contacts import OURS, contact_definitions
from songhanh.epidemic.actions.runs import repeat_run, run_trace
from songhanh.epidemic.api.cases import reach
from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.policies import MOST_CASES, MOST_DAYS_BEFORE, EpidemicRefusedError
from songhanh.epidemic.queries import access
from songhanh.epidemic.queries.search import Choice

router = Router(tags=["epidemic"])
CaseCode = Annotated[str, Field(pattern=r"^CA-[0-9]{4,12}$")]
Before = Annotated[int, Field(ge=0, le=MOST_DAYS_BEFORE), BeforeValidator(whole)]
Definition = Literal["ours", "1909", "11042", "3638", "5053"]


class RunsAsked(Paging):
    """Which runs: of one case, or all."""

    case: CaseCode | None = None


class RunIn(Schema):
    """`days_before` is needed where the definition tells no infectious days."""

    cases: Annotated[list[CaseCode], Field(min_length=1, max_length=MOST_CASES)]
    definition: Definition = OURS  # type: ignore[assignment]
    tiers: Annotated[Literal[1, 2], BeforeValidator(whole)] = 2
    days_before: Before | None = None


class RunOut(Schema):
    """As it was sealed; `ours` says that the definition is no regulation's."""

    uuid: UUID
    code: str
    definition: str
    ours: bool
    definition_hash: str
    tiers: int
    days_before: int
    days: list[date]
    snapshot_hash: str
    engine: str
    elapsed_ms: float
    cases: int
    unseen: int
    f1: int
    f1_uncertain: int
    f2: int
    f2_uncertain: int
    result_hash: str
    repeats: UUID | None
    made_at: datetime


@router.get("/epidemic/runs", response=Page[RunOut])
@needs(Permission.EPIDEMIC_READ)
def runs(request: Request, asked: Query[RunsAsked]) -> Any:
    """Runs that may be read, the newest first: counts, nobody is told apart."""
    rows = access.runs(reach(request))
    if asked.case:
        rows = rows.filter(index_cases__case__code=asked.case)
    return page(rows.order_by("-pk"), asked, shown)


@router.get("/epidemic/runs/{uuid}", response=RunOut)
@needs(Permission.EPIDEMIC_READ)
def one(request: Request, uuid: UUID) -> Any:
    """One run."""
    return shown(run_of(request, uuid))


@router.post("/epidemic/runs", response={201: RunOut})
@needs(Permission.EPIDEMIC_TRACE)
def trace(request: Request, sent: RunIn) -> Any:
    """Trace and seal."""
    codes = list(dict.fromkeys(sent.cases))
    cases = list(access.cases(reach(request)).filter(code__in=codes).order_by("code"))
    if len(cases) < len(codes):
        unknown = sorted(set(codes) - {case.code for case in cases})
        raise EpidemicRefusedError("unknown_case", _("Không có ca %(codes)s."), codes=", ".join(unknown))
    definition = contact_definitions()[sent.definition]
    days = sent.days_before
    if days is None and definition.infectious is not None:
        days = definition.infectious.days_before
    if days is None:
        raise EpidemicRefusedError(
            "days_needed",
            _("%(document)s không nêu số ngày có thể lây. Nhập số ngày, ví dụ 2."),
            document=definition.document,
        )
    run = run_trace(cases=cases, choice=Choice(definition, sent.tiers, days), **who(request))
    return Status(201, shown(run))


@router.post("/epidemic/runs/{uuid}/repeats", response={201: RunOut})
@needs(Permission.EPIDEMIC_TRACE)
def repeat(request: Request, uuid: UUID) -> Any:
    """The same again over presence as it now is, with the answers that were given."""
    return Status(201, shown(repeat_run(run=run_of(request, uuid), **who(request))))


def run_of(request: Request, uuid: UUID) -> TracingRun:
    """One that may be read."""
    return visible(access.runs(reach(request)), request.actor, uuid=uuid)


def shown(run: TracingRun) -> dict[str, Any]:
    """A run as `RunOut` says it."""
    kept = (
        "uuid", "code", "definition_hash", "tiers", "days_before", "days", "snapshot_hash", "engine", "elapsed_ms",
        "cases", "unseen", "f1", "f1_uncertain", "f2", "f2_uncertain", "result_hash", "made_at",
    )  # fmt: skip
    return {name: getattr(run, name) for name in kept} | {
        "definition": run.definition_code,
        "ours": run.definition_code == OURS,
        "repeats": run.repeats.uuid if run.repeats else None,
    }
