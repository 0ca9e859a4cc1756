"""Whose time is over: people who have left every employment long enough ago, and what still names them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from songhanh.definitions.retention import kept, months_before
from songhanh.enterprises.models import Enterprise
from songhanh.people.models import Employment, Erasure, PeopleImport, Person

BATCH = 500


@dataclass(frozen=True, slots=True)
class Due:
    """People of one enterprise whose time is over: their ids, and between which days they left it."""

    enterprise: Enterprise
    people: tuple[int, ...]
    first: date
    last: date


def months_kept() -> int:
    """How long after leaving: what the authority has set, else what the definitions say."""
    return int(settings.KEEP_PEOPLE_MONTHS) or kept()["people"].months


def left_before(today: date) -> date:
    """Who has left every employment by this day (included) is due on `today`."""
    return months_before(today, months_kept())


def due(*, on: date, enterprise: Enterprise | None = None) -> list[Due]:
    """By the enterprise they left last, the earliest first. Not by scope: erasing is a duty for all of them."""
    last: dict[int, tuple[date, int]] = {}
    for person, until, where in _ended(left_before(on)):
        assert until is not None  # asked for so
        last[person] = (until, where)  # in the order of their ends: the last one stays
    groups: dict[int, list[tuple[int, date]]] = {}
    for person, (until, where) in last.items():
        groups.setdefault(where, []).append((person, until))
    wanted = {enterprise.pk} & groups.keys() if enterprise else groups.keys()
    named = Enterprise.objects.select_related("park").in_bulk(list(wanted))
    found = [_group(named[key], groups[key]) for key in wanted]
    return sorted(found, key=lambda each: (each.first, each.enterprise.code))


def _group(enterprise: Enterprise, rows: list[tuple[int, date]]) -> Due:
    days = [day for _, day in rows]
    return Due(enterprise, tuple(sorted(person for person, _ in rows)), min(days), max(days))


def _ended(day: date) -> QuerySet[Employment, tuple[int, date | None, int]]:
    """(person, end, enterprise) of the stretches of everybody who was nowhere employed after `day`."""
    later = Employment.objects.filter(Q(until=None) | Q(until__gt=day)).values("person_id")
    rows = Employment.objects.filter(until__lte=day, person__identity_mask__gt="").exclude(
        person_id__in=later
    )
    return rows.order_by("until", "pk").values_list("person_id", "until", "enterprise_id")


def people_with_ids(keys: Collection[int]) -> list[Person]:
    """Those persons."""
    found: list[Person] = []
    wanted = sorted(keys)
    for start in range(0, len(wanted), BATCH):
        found.extend(Person.objects.filter(pk__in=wanted[start : start + BATCH]))
    return found


def stretches_of_people(keys: Collection[int]) -> list[Employment]:
    """All their stretches, at whichever enterprise."""
    found: list[Employment] = []
    wanted = sorted(keys)
    for start in range(0, len(wanted), BATCH):
        found.extend(Employment.objects.filter(person_id__in=wanted[start : start + BATCH]))
    return found


def sealed_imports(enterprises: Collection[int]) -> QuerySet[PeopleImport]:
    """Imports of these enterprises of which anything sealed is left."""
    rows = PeopleImport.objects.filter(enterprise_id__in=enterprises, erased_at=None)
    return rows.exclude(file_cipher=b"", preview=None, kept_rows=None, change_set=None).order_by("pk")


def erasures() -> QuerySet[Erasure]:
    """Newest first."""
    return Erasure.objects.select_related("enterprise", "erased_by").order_by("-erased_at", "-pk")


def unpurged() -> QuerySet[Erasure]:
    """Those after which the database's free space was not rewritten yet."""
    return Erasure.objects.filter(purged_at=None).order_by("pk")
