"""Places as day files know them: the enterprise as a whole, and the places inside it.

The code of a place is «enterprise code/key of the place»: neither ever changes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from songhanh.analytics.presence.places import NamedPlace
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Place, PlaceKind
from songhanh.presence.queries.batches import pieces
from songhanh.rules.tracing.places import DistanceClass

OUTSIDE = frozenset({PlaceKind.BUS, PlaceKind.ROOM})  # where people are together before and after the gate


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What a place is called; `kind` is «» for an enterprise as a whole."""

    code: str
    enterprise: str
    name: str
    kind: str = ""
    within: str = ""
    distance: str = DistanceClass.FAR.value


class BarePlace(NamedTuple):
    """A place without its row: there are thousands, asked for at every rebuilding."""

    pk: int
    enterprise_id: int
    kind: str
    name: str
    parent_id: int | None
    distance: str


def code_of(place: Place | BarePlace, enterprise_code: str) -> str:
    """Of a place inside an enterprise."""
    return f"{enterprise_code}/{place.pk}"


def places_by_enterprise(enterprise_ids: Iterable[int]) -> dict[int, list[BarePlace]]:
    """All places of each, closed ones too: a past day still has them."""
    found: dict[int, list[BarePlace]] = {each: [] for each in enterprise_ids}
    rows = Place.objects.filter(enterprise_id__in=list(found)).order_by("pk")
    for row in rows.values_list(*BarePlace._fields):
        place = BarePlace._make(row)
        found[place.enterprise_id].append(place)
    return found


def named_places(enterprises: Collection[Enterprise]) -> list[NamedPlace]:
    """As day files want them: each enterprise (FAR), then its places; buses and rooms lie in none."""
    inside = places_by_enterprise(each.pk for each in enterprises)
    named = []
    for enterprise in enterprises:
        park = enterprise.park.code if enterprise.park else ""
        named.append(NamedPlace(enterprise.code, DistanceClass.FAR, None, park))
        known = {place.pk: place for place in inside[enterprise.pk]}
        for place in known.values():
            parent = known.get(place.parent_id or 0)
            within = code_of(parent, enterprise.code) if parent else enterprise.code
            outside = place.kind in OUTSIDE
            code, distance = code_of(place, enterprise.code), DistanceClass(place.distance)
            named.append(NamedPlace(code, distance, None if outside else within, park))
    return named


def place_words(codes: Collection[str]) -> dict[str, PlaceWords]:
    """Code → words, for a page; a code that is no place of ours is left out."""
    keys = {code: code.partition("/")[2] for code in codes}
    wanted = {int(key) for key in keys.values() if key.isascii() and key.isdigit()}
    rows = {
        row.pk: row
        for piece in pieces(sorted(wanted))
        for row in Place.objects.filter(pk__in=piece).select_related("enterprise", "parent")
    }
    owners = {code.partition("/")[0] for code in codes}
    names = {each.code: str(each) for each in Enterprise.objects.filter(code__in=owners)}
    found = {}
    for code, key in keys.items():
        owner = code.partition("/")[0]
        if not key and owner in names:
            found[code] = PlaceWords(code, owner, names[owner])
        elif (row := rows.get(int(key)) if key.isascii() and key.isdigit() else None) is not None:
            found[code] = PlaceWords(
                code,
                row.enterprise.code,
                row.name,
                row.kind,
                row.parent.name if row.parent else "",
                row.distance,
            )
    return found
