"""Reading questions about people, given a scope and a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from songhanh.core.models import User
from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope, ScopeKind
from songhanh.definitions.units import BEFORE, SINCE_2025, Level, catalogue, new_province
from songhanh.enterprises.models import Enterprise, Siting
from songhanh.people.models import Employment, Person
from songhanh.people.queries.lines import Line
from songhanh.people.queries.revelations import revelation_in_force as revelation_in_force
from songhanh.people.queries.revelations import revelations_of as revelations_of
from songhanh.people.queries.sent_lists import import_of as import_of
from songhanh.people.queries.sent_lists import imports as imports
from songhanh.people.queries.sent_lists import remembered_mapping as remembered_mapping

# What heads may be counted by: a name for people, the columns behind it.
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "enterprise": ("enterprise_id",),
    "line": ("enterprise_id", "workshop", "line"),
    "shift": ("shift",),
    "sex": ("sex",),
    "nationality": ("nationality",),
    "province": ("origin_catalogue", "origin_province"),
    "district": ("origin_catalogue", "origin_province", "origin_district"),
    "commune": ("origin_catalogue", "origin_province", "origin_district", "origin_commune"),
}
BATCH = 500


@dataclass(frozen=True, slots=True)
class OriginCount:
    """Workers of one enterprise from one province."""

    enterprise_id: int
    province: str
    count: int


def valid_on(day: date) -> Q:
    """The stretches that hold on `day`."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def either(one: dict[str, Any], other: dict[str, Any]) -> Q:
    """Rows that fit the one or the other."""
    return Q(**one) | Q(**other)


@dataclass(frozen=True, slots=True)
class EnterpriseName:
    """An enterprise as lists name it: bare values, since a scope may hold a thousand of them."""

    pk: int
    code: str
    name: str
    park_code: str
    park: str

    def __str__(self) -> str:
        return self.name


def enterprises_of(scope: Scope) -> tuple[EnterpriseName, ...]:
    """The enterprises of the scope with their parks, by code."""
    rows = Enterprise.objects.visible_to(scope).order_by("code")
    named = rows.values_list("pk", "code", "short_name", "name", "park__code", "park__name")
    return tuple(EnterpriseName(pk, code, short or name, *park) for pk, code, short, name, *park in named)


def enterprise_of(scope: Scope, code: str) -> Enterprise | None:
    """One enterprise of the scope."""
    return Enterprise.objects.visible_to(scope).select_related("park").filter(code=code).first()


def employed(*, scope: Scope, on: date) -> RecordQuerySet[Employment]:
    """Who is employed on a day, one row a person and enterprise; no joins, so that counting stays within an index."""
    rows = Employment.objects.filter(valid_on(on))
    if scope.kind is ScopeKind.AUTHORITY:
        return rows
    if scope.kind is ScopeKind.PARKS:
        return rows.filter(enterprise_id__in=enterprise_ids_in_parks(scope.park_ids))
    if scope.kind is ScopeKind.ENTERPRISES:
        return rows.filter(enterprise_id__in=scope.enterprise_ids)
    return rows.none()


def enterprise_ids_in_parks(park_ids: Iterable[int]) -> list[int]:
    """Enterprises that stand in these parks today. Named one by one they are found several times faster."""
    return list(Enterprise.objects.filter(park_id__in=park_ids).order_by().values_list("pk", flat=True))


def enterprise_ids_sited(park_code: str, on: date) -> list[int]:
    """Enterprises that stood in a park on a day; where no siting is recorded, today's park counts."""
    sited = Siting.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on)
    here = set(sited.filter(park__code=park_code).values_list("enterprise_id", flat=True))
    elsewhere = set(sited.exclude(park__code=park_code).values_list("enterprise_id", flat=True))
    today = set(Enterprise.objects.filter(park__code=park_code).order_by().values_list("pk", flat=True))
    return sorted(here | (today - elsewhere))


def headcount(*, scope: Scope, on: date, by: str = "") -> dict[Any, int]:
    """Heads on a day, by a key of DIMENSIONS or «park»; {"": total} without one. Keys of several columns are tuples."""
    rows = employed(scope=scope, on=on)
    if not by:
        return {"": rows.count()}
    if by == "park":
        return _by_park(rows, on)
    columns = DIMENSIONS[by]
    counted = rows.order_by().values_list(*columns).annotate(heads=Count("pk"))
    return {row[0] if len(columns) == 1 else tuple(row[:-1]): row[-1] for row in counted}


def _by_park(rows: QuerySet[Employment], on: date) -> dict[int, int]:
    heads = dict(rows.order_by().values_list("enterprise_id").annotate(heads=Count("pk")))
    parks = dict(Enterprise.objects.filter(pk__in=heads).order_by().values_list("pk", "park_id"))
    sited = Siting.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on, enterprise_id__in=heads)
    parks |= dict(sited.values_list("enterprise_id", "park_id"))
    counts: dict[int, int] = {}
    for enterprise_id, count in heads.items():
        counts[parks[enterprise_id]] = counts.get(parks[enterprise_id], 0) + count
    return counts


def origin_counts(*, scope: Scope, on: date, key: str) -> list[OriginCount]:
    """*Workers by province of origin per enterprise* on a day, in the provinces of the catalogue `key`.

    Every old province went whole into a new one, so old codes can always be counted as new ones. Where the
    old provinces are asked for and only the new one is known, the code is «new:37»; «» is not stated.
    """
    rows = employed(scope=scope, on=on).order_by()
    counted = rows.values_list("enterprise_id", "origin_catalogue", "origin_province").annotate(n=Count("pk"))
    sums: dict[tuple[int, str], int] = {}
    for enterprise_id, stored, code, count in counted:
        province = province_in(code, stored, key)
        sums[enterprise_id, province] = sums.get((enterprise_id, province), 0) + count
    return [OriginCount(enterprise_id, province, n) for (enterprise_id, province), n in sums.items()]


def province_in(code: str, stored: str, key: str) -> str:
    """A stored province as the catalogue `key` has it."""
    if not code or stored == key:
        return code
    return new_province(code) if key == SINCE_2025 else f"new:{code}"


def province_name(code: str, key: str) -> str:
    """The name of a province as `origin_counts` codes it."""
    bare = code.removeprefix("new:")
    return catalogue(SINCE_2025 if code != bare else key or BEFORE).name(Level.PROVINCE, bare)


def with_code(rows: RecordQuerySet[Employment], text: str) -> RecordQuerySet[Employment]:
    """Whose employee code is this one, else holds this text: the first is found by its index.

    The codes that hold a text are sought once, among all, where an index alone answers; scope, day and order then
    begin at those few. A text so short that it is in very many codes is found soon in any order.
    """
    exact = rows.filter(employee_code__in={text, text.upper()})
    if exact.exists():
        return exact
    # PostgreSQL folds case at great length; digits and dashes have none.
    lookup = "contains" if text.upper() == text.lower() else "icontains"
    holding = {f"employee_code__{lookup}": text}
    codes = Employment.objects.filter(**holding).order_by().values_list("employee_code", flat=True)
    first = codes[: BATCH + 1]
    if len(first) > BATCH:
        return rows.filter(**holding)
    # Never an empty set: an unknown code must cost the same questions as a foreign one.
    return rows.filter(employee_code__in={text, *first})


def with_hashes(rows: RecordQuerySet[Employment], hashes: Iterable[str]) -> RecordQuerySet[Employment]:
    """Whose identity number has one of these hashes; nobody's number costs the same questions as a foreigner's."""
    stretches = Employment.objects.filter(person__identity_hash__in=list(hashes)).order_by()
    return rows.filter(pk__in=[0, *stretches.values_list("pk", flat=True)])


def stay_of(*, scope: Scope, uuid: UUID) -> list[Employment]:
    """The stretches of a stay in order, if the scope covers them; empty otherwise."""
    rows = Employment.objects.visible_to(scope).filter(stay=uuid).order_by("since")
    return list(rows.select_related("person", "enterprise__park"))


def person_with_hash(key: str) -> Person | None:
    """The person whose number has this hash."""
    return Person.objects.filter(identity_hash=key).first()


def is_employed_anywhere(person: Person) -> bool:
    """Whether any stretch, past ones too, names this person."""
    return Employment.objects.filter(person=person).exists()


def unused_people(keys: Iterable[int]) -> list[Person]:
    """Those of the persons whom no stretch names."""
    wanted = list(keys)
    found: list[Person] = []
    for start in range(0, len(wanted), BATCH):
        rows = Person.objects.filter(pk__in=wanted[start : start + BATCH], employments=None)
        found.extend(rows.defer("identity_cipher"))
    return found


def open_stretch(enterprise: Enterprise, *, code: str = "", key: str = "") -> Employment | None:
    """The open stretch of a code or of a number's hash in an enterprise."""
    rows = Employment.objects.filter(enterprise=enterprise, until=None)
    return (rows.filter(employee_code=code) if code else rows.filter(person__identity_hash=key)).first()


def stretches_of(stays: Iterable[UUID]) -> list[Employment]:
    """All stretches of these stays."""
    wanted = list(stays)
    found: list[Employment] = []
    for start in range(0, len(wanted), BATCH):
        found.extend(Employment.objects.filter(stay__in=wanted[start : start + BATCH]).order_by("since"))
    return found


def stretches_with_ids(keys: Iterable[int]) -> list[Employment]:
    """The stretches of these ids that still exist."""
    wanted = list(keys)
    found: list[Employment] = []
    for start in range(0, len(wanted), BATCH):
        found.extend(Employment.objects.filter(pk__in=wanted[start : start + BATCH]))
    return found


def held_on(enterprise: Enterprise, on: date) -> dict[str, Employment]:
    """The enterprise's last stretches that reach beyond a day, by the hash of the identity number."""
    rows = Employment.objects.filter(Q(until=None) | Q(until__gt=on), enterprise=enterprise).order_by("since")
    keyed = {row.pk: row for row in rows}
    hashes = dict(
        Employment.objects.filter(Q(until=None) | Q(until__gt=on), enterprise=enterprise)
        .order_by()
        .values_list("pk", "person__identity_hash")
    )
    return {hashes[pk]: row for pk, row in keyed.items()}


def ended_stays(enterprise: Enterprise) -> set[tuple[str, date]]:
    """(hash, left_on) of all stays that have an end."""
    rows = Employment.objects.filter(enterprise=enterprise, left_on__isnull=False).order_by()
    return {(key, left) for key, left in rows.values_list("person__identity_hash", "left_on") if left}


def codes_in_use(enterprise: Enterprise) -> set[str]:
    """Employee codes of the enterprise, of people who have left too: a code is not given twice."""
    rows = Employment.objects.filter(enterprise=enterprise).order_by()
    return set(rows.values_list("employee_code", flat=True).distinct())


def lines_and_shifts(rows: QuerySet[Employment]) -> tuple[list[Line], list[str]]:
    """The lines and the shifts that occur, each sorted, without blanks."""
    found = list(rows.order_by().values_list("workshop", "line", "shift").distinct())
    lines = {Line(workshop, line) for workshop, line, _shift in found if line}
    return sorted(lines), sorted({shift for *_line, shift in found if shift})


def first_day(*, scope: Scope) -> date | None:
    """The first day anybody is known to have been employed."""
    first: date | None = Employment.objects.visible_to(scope).aggregate(first=Min("since"))["first"]
    return first


def user_of(name: str) -> User | None:
    """The user of a sign-in name."""
    return User.objects.filter(username=name.strip().lower()).first()
