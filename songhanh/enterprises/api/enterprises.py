"""The register of enterprises through the API."""

from datetime import date
from typing import Any, Literal

from django.db.models import Prefetch, Q
from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import Page, Paging, ordered, page
from songhanh.core.api.values import Code, Day, Words
from songhanh.core.ui.request import Request, visible
from songhanh.definitions.units import fold
from songhanh.enterprises.models import Enterprise, Project, Siting

router = Router(tags=["enterprises"])
SORTS = {"code": "code", "name": "name_key", "park": "park__position", "operating_from": "operating_from"}


class EnterprisesAsked(Paging):
    """Which enterprises: `sector` is the beginning of a VSIC code, `q` words of a name or a code."""

    park: Code | None = None
    sector: Code | None = None
    ownership: Literal["FDI", "DDI"] | None = None
    operating_on: Day | None = None
    q: Words = ""
    sort: Literal["code", "-code", "name", "-name", "park", "-park", "operating_from", "-operating_from"] = (
        "code"
    )


class EnterpriseOut(Schema):
    """An enterprise as lists have it; `park` is where it stands today."""

    code: str
    name: str
    short_name: str
    tax_code: str
    park: str
    sector: str
    trade: str
    ownership: str
    country: str
    operating_from: date
    closed_on: date | None

    @staticmethod
    def resolve_park(row: Enterprise) -> str:
        """The park's code."""
        return row.park.code


class SitingOut(Schema):
    """Where it stood in [since, until)."""

    park: str
    plot: str | None
    since: date
    until: date | None

    @staticmethod
    def resolve_park(row: Siting) -> str:
        """The park's code."""
        return row.park.code

    @staticmethod
    def resolve_plot(row: Siting) -> str | None:
        """The plot's code."""
        return row.plot.code if row.plot else None


class CertificateOut(Schema):
    """A certificate or an amendment of it."""

    number: str
    amendment: int
    issued_on: date
    authority: str
    registered_capital: float | None


class ProjectOut(Schema):
    """A project; capital in dollars or in million dong, as `currency` says."""

    code: str
    name: str
    currency: str
    registered_capital: float | None
    started_on: date | None
    ended_on: date | None
    certificates: list[CertificateOut]

    @staticmethod
    def resolve_certificates(row: Project) -> list[Any]:
        """Oldest first."""
        return list(row.certificates.all())


class EnterpriseDetail(EnterpriseOut):
    """With where it stood and what it was permitted."""

    address: str
    phone: str
    email: str
    website: str
    sitings: list[SitingOut]
    projects: list[ProjectOut]

    @staticmethod
    def resolve_sitings(row: Enterprise) -> list[Any]:
        """Oldest first."""
        return list(row.sitings.all())

    @staticmethod
    def resolve_projects(row: Enterprise) -> list[Any]:
        """By code."""
        return list(row.projects.all())


@router.get("/enterprises", response=Page[EnterpriseOut])
@needs(Permission.REGISTER_READ)
def enterprises(request: Request, asked: Query[EnterprisesAsked]) -> Any:
    """The enterprises within scope."""
    rows = Enterprise.objects.visible_to(request.actor.scope).select_related("park")
    where = {"park__code": asked.park, "sector__startswith": asked.sector, "ownership": asked.ownership}
    rows = rows.filter(**{path: value for path, value in where.items() if value})
    if asked.operating_on:
        still = Q(closed_on=None) | Q(closed_on__gt=asked.operating_on)
        rows = rows.filter(still, operating_from__lte=asked.operating_on)
    for word in fold(asked.q).split():
        rows = rows.filter(Q(name_key__contains=word) | Q(code__contains=word) | Q(tax_code__contains=word))
    return page(ordered(rows, asked.sort, SORTS), asked)


@router.get("/enterprises/{code}", response=EnterpriseDetail)
@needs(Permission.REGISTER_READ)
def enterprise(request: Request, code: Code) -> Any:
    """One enterprise with its sitings, projects and certificates."""
    rows = Enterprise.objects.select_related("park").prefetch_related(
        Prefetch("sitings", Siting.objects.select_related("park", "plot").order_by("since")),
        "projects__certificates",
    )
    return visible(rows, request.actor, code=code)
