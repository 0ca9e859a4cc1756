"""Passes through the API: listed, issued, called back, replaced, printed. No code is ever given out."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, Field

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actions.tasks import ask_task
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, ordered, page
from songhanh.core.api.tasks import TaskOut, told
from songhanh.core.api.values import Code, Words, whole
from songhanh.core.ui.request import Request, visible
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.actions import passes as actions
from songhanh.gate.models import Pass, RevokedFor
from songhanh.gate.queries import passes as queries

router = Router(tags=["gate"])
SORTS = {"label": "label", "valid_until": "valid_until"}
STATES = Literal["OPEN", "ENDED", "REVOKED"]
Days = Annotated[int, Field(ge=1, le=policies.MOST_DAYS), BeforeValidator(whole)]


class PassesAsked(Paging):
    """Which passes: `q` is a part of what stands on them."""

    enterprise: Code | None = None
    kind: Literal["WORKER", "VISITOR", "CONTRACTOR", "DRIVER"] | None = None
    state: STATES | None = None
    q: Words = ""
    sort: Literal["label", "-label", "valid_until", "-valid_until"] = "label"


class PassOut(Schema):
    """`number` stands in the code, which only the signature makes a pass; valid in [valid_from, valid_until)."""

    uuid: UUID
    number: str
    kind: str
    label: str
    enterprise: str
    stay: UUID | None
    valid_from: date
    valid_until: date
    key: int
    revoked_at: datetime | None
    revoked_for: str
    replaced_by: UUID | None


class IssueIn(Schema):
    """For everybody of the enterprise who has none."""

    enterprise: Code
    days: Days = actions.USUAL_DAYS


class IssuedOut(Schema):
    """How many were issued; `batch` is null where nobody lacked one."""

    issued: int
    batch: UUID | None


class ReasonIn(Schema):
    """Why it lets nobody in any more."""

    reason: Literal["LOST", "DAMAGED", "MISTAKE"]


class BadgesIn(Schema):
    """Of an enterprise, or of one of its lines."""

    enterprise: Code
    line: Words = ""


@router.get("/gate/passes", response=Page[PassOut])
@needs(Permission.GATE_READ)
def passes(request: Request, asked: Query[PassesAsked]) -> Any:
    """Passes within scope."""
    rows = queries.passes(scope=request.actor.scope)
    chosen = {"enterprise__code": asked.enterprise, "kind": asked.kind, "label__icontains": asked.q.strip()}
    rows = rows.filter(**{path: value for path, value in chosen.items() if value})
    today = timezone.localdate(request.now)
    if asked.state:
        rows = rows.filter(revoked_at__isnull=asked.state != "REVOKED")
    if asked.state == "OPEN":
        rows = rows.filter(valid_until__gt=today)
    if asked.state == "ENDED":
        rows = rows.filter(valid_until__lte=today)
    return page(ordered(rows, asked.sort, SORTS), asked, shown)


@router.get("/gate/passes/{uuid}", response=PassOut)
@needs(Permission.GATE_READ)
def one(request: Request, uuid: UUID) -> Any:
    """One pass."""
    return shown(_pass(request, uuid))


@router.post("/gate/passes", response={201: IssuedOut})
@needs(Permission.GATE_MANAGE)
def issue(request: Request, sent: IssueIn) -> Any:
    """Passes for who has none; asked twice, the second finds nobody."""
    enterprise = enterprise_of(request, sent.enterprise)
    batches = actions.issue_passes(enterprises=[enterprise], days=sent.days, **who(request))
    made = batches[0] if batches else None
    return Status(201, {"issued": made.count if made else 0, "batch": made.uuid if made else None})


@router.post("/gate/passes/{uuid}/revocations", response={201: PassOut})
@needs(Permission.GATE_MANAGE)
def revoke(request: Request, uuid: UUID, sent: ReasonIn) -> Any:
    """Call it back."""
    row = actions.revoke_pass(pass_=_pass(request, uuid), reason=RevokedFor(sent.reason), **who(request))
    return Status(201, shown(row))


@router.post("/gate/passes/{uuid}/replacements", response={201: PassOut})
@needs(Permission.GATE_MANAGE)
def replace(request: Request, uuid: UUID, sent: ReasonIn) -> Any:
    """A new one for the same person; what comes back is the new one."""
    row = actions.replace_pass(pass_=_pass(request, uuid), reason=RevokedFor(sent.reason), **who(request))
    return Status(201, shown(row))


@router.post("/gate/badges", response={202: TaskOut})
@needs(Permission.GATE_MANAGE)
def badges(request: Request, response: HttpResponse, sent: BadgesIn) -> Any:
    """Badges to print, as a task: one PDF, or an archive of several."""
    enterprise = enterprise_of(request, sent.enterprise)
    policies.check_can_manage(request.actor, enterprise)
    task = ask_task(
        kind="gate.badges",
        title=_("Thẻ QR để in: %(enterprise)s") % {"enterprise": enterprise},
        parameters={"enterprise": enterprise.code, "line": sent.line},
        client=request.client,
        **who(request),
    )
    answer = told(task)
    response["Location"] = answer["url"]
    return Status(202, answer)


def enterprise_of(request: Request, code: str) -> Enterprise:
    """One in scope; a foreign one and an unknown one are both 404."""
    return visible(Enterprise.objects.all(), request.actor, code=code)


def shown(row: Pass) -> dict[str, Any]:
    """A pass as `PassOut` says it."""
    kept = ("uuid", "kind", "label", "stay", "valid_from", "valid_until", "revoked_at", "revoked_for")
    return {name: getattr(row, name) for name in kept} | {
        "number": str(row.number),
        "enterprise": row.enterprise.code,
        "key": row.key.number,
        "replaced_by": row.replaced_by.uuid if row.replaced_by else None,
    }


def _pass(request: Request, uuid: UUID) -> Pass:
    return visible(queries.passes(scope=request.actor.scope), request.actor, uuid=uuid)
