"""Industrial parks through the API."""

from typing import Any, Literal

from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code
from songhanh.core.ui.request import Request, visible
from songhanh.parks.models import IndustrialPark

router = Router(tags=["parks"])


class ParksAsked(Paging):
    """Which parks."""

    state: Literal["PLANNED", "ESTABLISHED", "OPERATING"] | None = None


class ParkOut(Schema):
    """A park; areas in hectares, null where not known."""

    code: str
    name: str
    name_en: str
    place: str
    state: str
    planned_area_ha: float | None
    area_confidence: str
    investor_kind: str
    source: str


@router.get("/parks", response=Page[ParkOut])
@needs(Permission.REGISTER_READ)
def parks(request: Request, asked: Query[ParksAsked]) -> Any:
    """The parks within scope, in their own order."""
    rows = IndustrialPark.objects.visible_to(request.actor.scope)
    if asked.state:
        rows = rows.filter(state=asked.state)
    return page(rows.order_by("position", "code"), asked)


@router.get("/parks/{code}", response=ParkOut)
@needs(Permission.REGISTER_READ)
def park(request: Request, code: Code) -> Any:
    """One park."""
    return visible(IndustrialPark.objects.all(), request.actor, code=code)
