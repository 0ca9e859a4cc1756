"""Projects and their certificates through the API."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema
from ninja.responses import Status
from pydantic import BeforeValidator, ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.checked import checked
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Amount, Code, Day, Words, exact, whole
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, visible
from songhanh.enterprises import policies
from songhanh.enterprises.actions.certificates import add_certificates
from songhanh.enterprises.actions.projects import add_projects, change_project, end_project
from songhanh.enterprises.api.contacts import EndIn
from songhanh.enterprises.models import Enterprise, InvestmentCertificate, Project
from songhanh.enterprises.queries import newest_certificate
from songhanh.parks.models import Plot

router = Router(tags=["enterprises"])
ProjectCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,30}$")]


class ProjectsAsked(Paging):
    """Which projects."""

    enterprise: Code | None = None
    park: Code | None = None


class ProjectIn(Schema):
    """A project; capital in dollars or in million dong, area in hectares, `plot` one of the enterprise's own."""

    model_config = ConfigDict(extra="forbid")

    code: ProjectCode
    name: Annotated[Words, Field(min_length=1)]
    currency: Literal["USD", "VND"]
    registered_capital: Amount | None = None
    sector: Annotated[Words, Field(max_length=10)] = ""
    plot: Annotated[Words, Field(max_length=30)] | None = None
    area_ha: Amount | None = None
    started_on: Day | None = None


class ProjectChange(Schema):
    """What is put right; the capital is the certificates' where there are any."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Words, Field(min_length=1)] | None = None
    registered_capital: Amount | None = None
    sector: Annotated[Words, Field(max_length=10)] | None = None
    plot: Annotated[Words, Field(max_length=30)] | None = None
    area_ha: Amount | None = None
    started_on: Day | None = None


class CertificateIn(Schema):
    """A certificate, or an amendment of the newest: then `content` says what changed."""

    model_config = ConfigDict(extra="forbid")

    number: Annotated[Words, Field(min_length=1, max_length=40)]
    amendment: Annotated[int, Field(ge=0, le=99), BeforeValidator(whole)] = 0
    issued_on: Day
    authority: Annotated[Words, Field(min_length=1, max_length=120)]
    registered_capital: Amount | None = None
    content: Words = ""


class ProjectRow(Schema):
    """A project; `registered_capital` and `area_ha` are exact, as text; `state` as of today."""

    uuid: UUID
    code: str
    enterprise: str
    name: str
    sector: str
    plot: str | None
    area_ha: str | None
    currency: str
    registered_capital: str | None
    started_on: date | None
    ended_on: date | None
    state: str


class CertificateRow(Schema):
    """A certificate or an amendment; `amends` is the one before."""

    uuid: UUID
    number: str
    amendment: int
    amends: UUID | None
    issued_on: date
    authority: str
    registered_capital: str | None
    content: str


@router.get("/projects", response=Page[ProjectRow])
@needs(Permission.REGISTER_READ)
def projects(request: Request, asked: Query[ProjectsAsked]) -> Any:
    """The projects within scope, by code."""
    rows = Project.objects.visible_to(request.actor.scope).select_related("enterprise", "plot")
    where = {"enterprise__code": asked.enterprise, "enterprise__park__code": asked.park}
    rows = rows.filter(**{path: value for path, value in where.items() if value})
    return page(rows.order_by("code"), asked, lambda row: _shown(request, row))


@router.post("/enterprises/{code}/projects", response={201: ProjectRow})
@needs(Permission.REGISTER_EDIT)
def add(request: Request, code: Code, sent: ProjectIn) -> Any:
    """A new project: it owes the forms that are filed per project."""
    enterprise = visible(Enterprise.objects.all(), request.actor, code=code)
    given = sent.model_dump(exclude={"plot"})
    row = Project(enterprise=enterprise, plot=_plot(enterprise, sent.plot), **given)
    with checked():
        add_projects(projects=[row], **who(request))
    return Status(201, _shown(request, row))


@router.patch("/projects/{uuid}", response=ProjectRow)
@needs(Permission.REGISTER_EDIT)
def change(request: Request, uuid: UUID, sent: ProjectChange) -> Any:
    """Put right what stands in its file; what is not named stays."""
    project = _project(request, uuid)
    given: dict[str, Any] = sent.model_dump(exclude_unset=True)
    if "plot" in given:
        given["plot"] = _plot(project.enterprise, given["plot"])
    for name in ("name", "sector"):  # texts are never null
        if given.get(name, "") is None:
            del given[name]
    with checked():
        return _shown(request, change_project(project=project, **given, **who(request)))


@router.post("/projects/{uuid}/ending", response=ProjectRow)
@needs(Permission.REGISTER_EDIT)
def end(request: Request, uuid: UUID, sent: EndIn) -> Any:
    """From a day on it owes no reports."""
    return _shown(request, end_project(project=_project(request, uuid), on=sent.on, **who(request)))


@router.get("/projects/{uuid}/certificates", response=Page[CertificateRow])
@needs(Permission.REGISTER_READ)
def certificates(request: Request, uuid: UUID, asked: Query[Paging]) -> Any:
    """Its certificate and the amendments, oldest first."""
    rows = InvestmentCertificate.objects.filter(project=_project(request, uuid)).select_related("amends")
    return page(rows.order_by("issued_on", "amendment"), asked, _certified)


@router.post("/projects/{uuid}/certificates", response={201: CertificateRow})
@needs(Permission.REGISTER_EDIT)
def certify(request: Request, uuid: UUID, sent: CertificateIn) -> Any:
    """The first certificate, or an amendment: a new row naming the one before."""
    project = _project(request, uuid)
    policies.check_issued(sent.issued_on, timezone.localdate(request.now))
    row = InvestmentCertificate(project=project, amends=newest_certificate(project), **sent.model_dump())
    with checked():
        add_certificates(certificates=[row], **who(request))
    return Status(201, _certified(row))


def _project(request: Request, uuid: UUID) -> Project:
    return visible(Project.objects.select_related("enterprise", "plot"), request.actor, uuid=uuid)


def _plot(enterprise: Enterprise, code: str | None) -> Plot | None:
    """One of the plots on which the enterprise has stood."""
    if not code:
        return None
    plot = Plot.objects.filter(sitings__enterprise=enterprise, code=code).order_by("pk").first()
    if plot is None:
        raise RefusedError("foreign_plot", _("Doanh nghiệp chưa đứng ở lô %(plot)s."), plot=code)
    return plot


def _shown(request: Request, row: Project) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "code": row.code,
        "enterprise": row.enterprise.code,
        "name": row.name,
        "sector": row.sector,
        "plot": row.plot.code if row.plot else None,
        "area_ha": exact(row.area_ha),
        "currency": row.currency,
        "registered_capital": exact(row.registered_capital),
        "started_on": row.started_on,
        "ended_on": row.ended_on,
        "state": row.state_on(timezone.localdate(request.now)),
    }


def _certified(row: InvestmentCertificate) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "number": row.number,
        "amendment": row.amendment,
        "amends": row.amends.uuid if row.amends else None,
        "issued_on": row.issued_on,
        "authority": row.authority,
        "registered_capital": exact(row.registered_capital),
        "content": row.content,
    }
