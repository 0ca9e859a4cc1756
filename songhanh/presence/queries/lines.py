"""Plans of lines as they hold on a day, and who has come: the headcount of shifts."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.gate.models import Place, PlaceKind
from songhanh.people import queries as people
from songhanh.people.models import Employment
from songhanh.presence.models import LinePlan


@dataclass(frozen=True, slots=True)
class LineHeads:
    """A line and shift on a day: who is registered, planned, least needed (None: not known), and has come."""

    enterprise: str
    workshop: str
    line: str
    shift: str
    registered: int
    planned: int | None
    minimum_crew: int | None
    come: int

    @property
    def short(self) -> bool:
        """Whether fewer have come than the line needs to run."""
        return self.minimum_crew is not None and self.come < self.minimum_crew


def plans(*, scope: Scope) -> RecordQuerySet[LinePlan]:
    """All of them, past ones too."""
    return LinePlan.objects.visible_to(scope).select_related("enterprise", "line__parent", "set_by")


def plans_on(enterprise_ids: Iterable[int], on: date) -> dict[tuple[int, str], LinePlan]:
    """(line's key, shift) → the plan that holds on a day."""
    rows = LinePlan.objects.filter(enterprise_id__in=list(enterprise_ids), valid_from__lte=on)
    return {(row.line_id, row.shift): row for row in rows.order_by("valid_from", "pk")}


def line_heads(enterprises: Collection[tuple[int, str]], on: date, came: Collection[int]) -> list[LineHeads]:
    """Of every line and shift that has people or a plan; `came` are the persons who were seen. By enterprise, line."""
    codes = dict(enterprises)
    lines = {
        (row.enterprise_id, row.parent.name if row.parent else "", row.name): row
        for row in Place.objects.filter(enterprise_id__in=list(codes), kind=PlaceKind.LINE).select_related(
            "parent"
        )
    }
    held = plans_on(codes, on)
    registered: Counter[tuple[int, str, str, str]] = Counter()
    come: Counter[tuple[int, str, str, str]] = Counter()
    seen = frozenset(came)
    rows = Employment.objects.filter(people.valid_on(on), enterprise_id__in=list(codes)).order_by()
    for person, *key in rows.values_list("person_id", "enterprise_id", "workshop", "line", "shift"):
        registered[tuple(key)] += 1  # type: ignore[index]
        come[tuple(key)] += person in seen  # type: ignore[index]
    groups = set(registered)
    places = {row.pk: key for key, row in lines.items()}
    groups |= {(*places[line], shift) for line, shift in held if shift and line in places}
    found = []
    for owner, workshop, line, shift in sorted(groups):
        place = lines.get((owner, workshop, line))
        plan = (held.get((place.pk, shift)) or held.get((place.pk, ""))) if place else None
        minimum = plan.minimum_crew if plan else (place.minimum_crew if place else None)
        key4 = (owner, workshop, line, shift)
        found.append(
            LineHeads(
                codes[owner], workshop, line, shift, registered[key4], plan.planned if plan else None, minimum,
                come[key4],
            )
        )  # fmt: skip
    return found
