"""Places inside enterprises, and which the employment register knows of."""

from datetime import date

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Place
from songhanh.gate.queries.passes import employed_in


def places(*, scope: Scope) -> RecordQuerySet[Place]:
    """Open ones, with what they are part of."""
    rows = Place.objects.visible_to(scope).filter(closed_at=None)
    return rows.select_related("enterprise", "parent").order_by("enterprise__code", "kind", "name")


def places_in(enterprise: Enterprise) -> list[Place]:
    """Of one enterprise, closed ones too."""
    return list(Place.objects.filter(enterprise=enterprise).select_related("parent"))


def workshops_and_lines(enterprise: Enterprise, on: date) -> list[tuple[str, str]]:
    """(workshop, line) as people work there on a day; either may be empty, not both."""
    pairs = employed_in(enterprise, on).order_by().values_list("workshop", "line").distinct()
    return sorted((workshop, line) for workshop, line in pairs if workshop or line)


def heads_by_line(enterprise: Enterprise, on: date) -> dict[tuple[str, str], int]:
    """How many work in each (workshop, line)."""
    heads: dict[tuple[str, str], int] = {}
    for pair in employed_in(enterprise, on).order_by().values_list("workshop", "line"):
        heads[pair] = heads.get(pair, 0) + 1
    return heads
