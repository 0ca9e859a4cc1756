"""Industrial parks through the API."""

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Query, Router, Schema
from ninja.responses import Status
from pydantic import ConfigDict

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.checked import checked
from songhanh.core.api.gate import needs, who
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Amount, Code, Words, exact
from songhanh.core.ui.request import Request, visible
from songhanh.parks.actions.plots import add_plots, change_plot
from songhanh.parks.models import IndustrialPark, Plot

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


class PlotIn(Schema):
    """A plot; its code stands once in a park, area in hectares."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[Words, Field(min_length=1, max_length=30)]
    area_ha: Amount | None = None
    purpose: Annotated[Words, Field(max_length=120)] = ""


class PlotOut(Schema):
    """A plot; `area_ha` exact, as text."""

    uuid: UUID
    park: str
    code: str
    area_ha: str | None
    purpose: str


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


@router.get("/parks/{code}/plots", response=Page[PlotOut])
@needs(Permission.REGISTER_READ)
def plots(request: Request, code: Code, asked: Query[Paging]) -> Any:
    """The plots of a park that are within scope: of some enterprises only those where they have stood."""
    park = visible(IndustrialPark.objects.all(), request.actor, code=code)
    rows = Plot.objects.visible_to(request.actor.scope).filter(park=park).select_related("park")
    return page(rows.order_by("code", "pk"), asked, _plot)


@router.post("/parks/{code}/plots", response={201: PlotOut})
@needs(Permission.REGISTER_EDIT)
def add_plot(request: Request, code: Code, sent: PlotIn) -> Any:
    """A new plot."""
    park = visible(IndustrialPark.objects.all(), request.actor, code=code)
    with checked():
        (stored,) = add_plots(plots=[Plot(park=park, **sent.model_dump())], **who(request))
    return Status(201, _plot(stored))


@router.put("/plots/{uuid}", response=PlotOut)
@needs(Permission.REGISTER_EDIT)
def replace_plot(request: Request, uuid: UUID, sent: PlotIn) -> Any:
    """Put right code, area, purpose."""
    plot = visible(Plot.objects.select_related("park"), request.actor, uuid=uuid)
    with checked():
        return _plot(change_plot(plot=plot, **sent.model_dump(), **who(request)))


def _plot(row: Plot) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "park": row.park.code,
        "code": row.code,
        "area_ha": exact(row.area_ha),
        "purpose": row.purpose,
    }
