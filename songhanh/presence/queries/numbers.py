"""Numbers of day files: whose they are, and what may be said of them without a name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Pass
from songhanh.presence.models import Number
from songhanh.presence.queries.batches import AT_ONCE, pieces
from songhanh.presence.queries.holders import works_of_people


@dataclass(frozen=True, slots=True)
class Known:
    """A worker by his code, or a guest by the number of the announcement; `province` as «catalogue:code»."""

    number: int
    person_id: int | None
    pass_id: int | None
    enterprise: str
    employee_code: str
    line: str
    province: str
    workshop: str = ""
    shift: str = ""
    stay: UUID | None = None


def numbers_of(person_ids: Collection[int]) -> dict[int, int]:
    """Person → number, of those that have one."""
    wanted = set(person_ids)
    if len(wanted) > AT_ONCE:
        every = Number.objects.filter(person_id__isnull=False).order_by().values_list("person_id", "pk")
        return {person: number for person, number in every if person in wanted}
    rows = Number.objects.filter(person_id__in=wanted).order_by()
    return dict(rows.values_list("person_id", "pk"))


def numbers_of_passes(pass_ids: Collection[int]) -> dict[int, int]:
    """Guest's pass → number, of those that have one."""
    found: dict[int, int] = {}
    for piece in pieces(sorted(pass_ids)):
        found.update(Number.objects.filter(day_pass_id__in=piece).order_by().values_list("day_pass_id", "pk"))
    return found


def known(numbers: Collection[int], *, on: date | None = None) -> dict[int, Known]:
    """What is known of each: its work on a day, today's or the last where none is given.

    A number that was never given, or whose person is gone, is left out.
    """
    rows = [
        row
        for piece in pieces(sorted(numbers))
        for row in Number.objects.filter(pk__in=piece)
        .order_by()
        .values_list("pk", "person_id", "day_pass_id")
    ]
    works = works_of_people([person for _pk, person, _pass in rows if person is not None], on or date.max)
    owners = dict(
        Enterprise.objects.filter(pk__in={work.enterprise_id for work in works.values()}).values_list(
            "pk", "code"
        )
    )
    found = {}
    for number, person, _pass in rows:
        if person is not None and (work := works.get(person)):
            province = f"{work.origin_catalogue}:{work.origin_province}" if work.origin_province else ""
            found[number] = Known(
                number, person, None, owners[work.enterprise_id], work.employee_code, work.line, province,
                work.workshop, work.shift, work.stay,
            )  # fmt: skip
    return found | _guests({pass_id: number for number, _person, pass_id in rows if pass_id is not None})


def _guests(numbers: dict[int, int]) -> dict[int, Known]:
    found = {}
    for piece in pieces(sorted(numbers)):
        rows = Pass.objects.filter(pk__in=piece).order_by()
        for pk, code, label in rows.values_list("pk", "enterprise__code", "label"):
            found[numbers[pk]] = Known(numbers[pk], None, pk, code, label, "", "")
    return found
