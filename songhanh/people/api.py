"""People through the API: always masked, for the employer too; names and numbers are read on the pages alone."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import Page, Paging, ordered, page
from songhanh.core.api.values import Code, Day, Words
from songhanh.core.ui.request import Request
from songhanh.definitions.units import BEFORE, SINCE_2025
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.people import queries
from songhanh.people.models import Employment
from songhanh.people.presenters.persons import identity_number

router = Router(tags=["people"])
SORTS = {"code": "employee_code", "joined_on": "joined_on"}
FILTERS = ("sex", "nationality", "workshop", "line", "shift")
CATALOGUES = {"before": BEFORE, "since_2025": SINCE_2025}


class OnDay(Schema):
    """As of which day (today)."""

    on: Day | None = None


class PeopleAsked(Paging):
    """Whom: `province` is a code of the catalogue it was stated in, `q` a part of an employee's code."""

    on: Day | None = None
    enterprise: Code | None = None
    park: Code | None = None
    sex: Literal["F", "M"] | None = None
    nationality: Code | None = None
    province: Code | None = None
    workshop: Words = ""
    line: Words = ""
    shift: Words = ""
    q: Words = ""
    sort: Literal["code", "-code", "joined_on", "-joined_on"] = "code"


class PersonOut(Schema):
    """One person at one enterprise on the day asked; of the birth the year alone, of the number a mask."""

    stay: UUID
    enterprise: str
    employee_code: str
    identity_kind: str
    identity_mask: str
    birth_year: int | None
    sex: str
    nationality: str
    origin_catalogue: str
    origin_province: str
    origin_district: str
    origin_commune: str
    job: str
    workshop: str
    line: str
    shift: str
    joined_on: date
    left_on: date | None
    since: date
    until: date | None

    @staticmethod
    def resolve_enterprise(row: Employment) -> str:
        """The enterprise's code."""
        return row.enterprise.code

    @staticmethod
    def resolve_identity_kind(row: Employment) -> str:
        """Which paper."""
        return row.person.identity_kind

    @staticmethod
    def resolve_identity_mask(row: Employment) -> str:
        """Never the number."""
        return identity_number(row, masked=True)

    @staticmethod
    def resolve_birth_year(row: Employment) -> int | None:
        """Never the day."""
        return row.birth_date.year if row.birth_date else None


class HeadcountAsked(OnDay):
    """By what heads are counted."""

    by: Literal[
        "park", "enterprise", "line", "shift", "sex", "nationality", "province", "district", "commune"
    ] = "enterprise"


class Heads(Schema):
    """One group: its key's parts in order (an enterprise or park by its code), and how many."""

    key: list[str]
    count: int


class HeadcountOut(Schema):
    """Groups in the order of their keys; they add up to `total`."""

    on: date
    by: str
    total: int
    groups: list[Heads]


class OriginsAsked(OnDay):
    """In which provinces: as they were before 01/07/2025, or since."""

    catalogue: Literal["before", "since_2025"] = "before"


class OriginOut(Schema):
    """Workers of one enterprise from one province; code «» is not stated, «new:37» known by today's name only."""

    enterprise: str
    province: str
    name: str
    count: int


@router.get("/people", response=Page[PersonOut])
@needs(Permission.PEOPLE_READ)
def people(request: Request, asked: Query[PeopleAsked]) -> Any:
    """Who is employed on a day, masked."""
    on = _day(request, asked.on)
    rows = queries.employed(scope=request.actor.scope, on=on).select_related("person", "enterprise")
    chosen = {"enterprise__code": asked.enterprise, "origin_province": asked.province}
    chosen |= {name: getattr(asked, name) for name in FILTERS}
    rows = rows.filter(**{path: value for path, value in chosen.items() if value})
    if asked.park:
        rows = rows.filter(enterprise_id__in=_sited(request, asked.park, on))
    if asked.q:
        rows = rows.filter(employee_code__icontains=asked.q.strip())
    return page(ordered(rows, asked.sort, SORTS), asked)


@router.get("/people/headcount", response=HeadcountOut)
@needs(Permission.PEOPLE_READ)
def headcount(request: Request, asked: Query[HeadcountAsked]) -> Any:
    """Heads on a day."""
    on = _day(request, asked.on)
    counted = queries.headcount(scope=request.actor.scope, on=on, by=asked.by)
    codes = _codes(asked.by)
    groups = sorted((_key(key, codes), count) for key, count in counted.items())
    return {
        "on": on,
        "by": asked.by,
        "total": sum(counted.values()),
        "groups": [{"key": key, "count": count} for key, count in groups],
    }


@router.get("/people/origins", response=list[OriginOut])
@needs(Permission.PEOPLE_READ)
def origins(request: Request, asked: Query[OriginsAsked]) -> Any:
    """Workers by province of origin per enterprise on a day."""
    key = CATALOGUES[asked.catalogue]
    counts = queries.origin_counts(scope=request.actor.scope, on=_day(request, asked.on), key=key)
    codes = _codes("enterprise")
    rows = [
        {
            "enterprise": codes[each.enterprise_id],
            "province": each.province,
            "name": queries.province_name(each.province, key) if each.province else "",
            "count": each.count,
        }
        for each in counts
    ]
    return sorted(rows, key=lambda row: (row["enterprise"], -int(str(row["count"])), row["province"]))


@router.get("/people/{stay}", response=list[PersonOut])
@needs(Permission.PEOPLE_READ)
def person(request: Request, stay: UUID) -> Any:
    """One stay with all its stretches, oldest first, masked."""
    stretches = queries.stay_of(scope=request.actor.scope, uuid=stay)
    if not stretches:
        raise Http404
    return stretches


def _sited(request: Request, park: str, on: date) -> set[int]:
    """Within scope, so that a foreign park is as empty as an unknown one."""
    seen = Enterprise.objects.visible_to(request.actor.scope).order_by().values_list("pk", flat=True)
    return set(seen) & set(queries.enterprise_ids_sited(park, on))


def _day(request: Request, on: date | None) -> date:
    return on or timezone.localdate(request.now)


def _codes(by: str) -> dict[int, str]:
    """Codes of what a key's first part names by its id."""
    if by == "park":
        return dict(IndustrialPark.objects.values_list("pk", "code"))
    return (
        dict(Enterprise.objects.order_by().values_list("pk", "code")) if by in {"enterprise", "line"} else {}
    )


def _key(key: Any, codes: dict[int, str]) -> list[str]:
    parts = key if isinstance(key, tuple) else (key,)
    return [codes.get(part, str(part)) if isinstance(part, int) else str(part) for part in parts]
