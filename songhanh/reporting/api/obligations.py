"""Who owes which report, and where it stands."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import Page, Paging, ordered, page
from songhanh.core.api.values import Code, PeriodCode
from songhanh.core.ui.request import Request
from songhanh.reporting import policies
from songhanh.reporting.api.arguments import FindingOut, report_of
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.presenters.found import found_rows
from songhanh.reporting.queries.filing import open_report_of
from songhanh.reporting.queries.names import address

router = Router(tags=["obligations"])
SORTS = {"due": "due_at", "period": "period_from", "enterprise": "enterprise__code", "filed": "filed_at"}


class ObligationsAsked(Paging):
    """Which reports; `late` are those past their deadline and not filed."""

    form: Code | None = None
    period: PeriodCode | None = None
    state: ObligationState | None = None
    enterprise: Code | None = None
    project: Code | None = None
    park: Code | None = None
    late: bool | None = None
    sort: Literal["due", "-due", "period", "-period", "enterprise", "-enterprise", "filed", "-filed"] = "-due"


class ObligationOut(Schema):
    """One report that is owed; its days are [period_from, period_until)."""

    uuid: UUID
    form: str
    form_version: int
    period: str
    period_from: date
    period_until: date
    enterprise: str
    enterprise_name: str
    park: str
    project: str | None
    state: str
    late: bool
    due_at: datetime
    filed_at: datetime | None
    accepted_at: datetime | None
    version: int | None
    receipt: str | None
    unlocked: list[str]
    url: str


class ObligationDetail(ObligationOut):
    """With what the one validation says of the draft (or of what was filed) now."""

    findings: list[FindingOut]


@router.get("/obligations", response=Page[ObligationOut])
@needs(Permission.REPORTS_READ)
def obligations(request: Request, asked: Query[ObligationsAsked]) -> Any:
    """The reports within scope."""
    rows = Obligation.objects.visible_to(request.actor.scope)
    where = {
        "form_code": asked.form,
        "period_code": asked.period,
        "state": asked.state,
        "enterprise__code": asked.enterprise,
        "project__code": asked.project,
        "enterprise__park__code": asked.park,
    }
    rows = rows.filter(**{path: value for path, value in where.items() if value})
    if asked.late is not None:
        late = {"filed_at": None, "due_at__lt": request.now}
        exempt = ObligationState.EXEMPT
        rows = (
            rows.filter(**late).exclude(state=exempt)
            if asked.late
            else rows.exclude(pk__in=Obligation.objects.filter(**late).exclude(state=exempt).values("pk"))
        )
    rows = rows.select_related("enterprise__park", "project", "latest")
    return page(ordered(rows, asked.sort, SORTS), asked, lambda row: shown(row, request.now))


@router.get("/obligations/{uuid}", response=ObligationDetail)
@needs(Permission.REPORTS_READ)
def obligation(request: Request, uuid: UUID) -> Any:
    """One report with its findings."""
    row = report_of(request, uuid)
    opened = open_report_of(row)
    findings = opened.findings if opened.draft or row.latest else []
    return {**shown(row, request.now), "findings": found_rows(findings, opened.definition)}


def shown(row: Obligation, now: datetime) -> dict[str, Any]:
    """A report as `ObligationOut` has it."""
    latest = row.latest
    return {
        "uuid": row.uuid,
        "form": row.form_code,
        "form_version": row.form_version,
        "period": row.period_code,
        "period_from": row.period_from,
        "period_until": row.period_until,
        "enterprise": row.enterprise.code,
        "enterprise_name": row.enterprise.name,
        "park": row.enterprise.park.code,
        "project": row.project.code if row.project else None,
        "state": row.state,
        "late": policies.is_late(row, now),
        "due_at": policies.due_of(row),
        "filed_at": row.filed_at,
        "accepted_at": row.accepted_at,
        "version": latest.number if latest else None,
        "receipt": latest.receipt if latest else None,
        "unlocked": row.unlocked,
        "url": address(row),
    }
