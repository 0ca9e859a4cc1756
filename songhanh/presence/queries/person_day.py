"""One person's day, explained: each scan and what became of it, each stay and how both its ends are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Pass
from songhanh.gate.queries.passings import Passing
from songhanh.people.models import Employment
from songhanh.presence.queries.derivation import Ground, Presence, walks_between
from songhanh.presence.queries.holders import holders_of_passes, works_of_stays
from songhanh.presence.queries.roster import book_of
from songhanh.presence.queries.sightings import Sighted, Track, sighted_person


@dataclass(frozen=True, slots=True)
class PersonDay:
    """What the stream, the rosters and the rules say; `passings` are found by what stays call their scans."""

    presence: Presence
    passings: dict[str, Passing]
    sighted: Sighted


def person_day(stay: UUID, day: date, now: datetime) -> PersonDay | None:
    """Of a worker, at every enterprise where he is employed that day; None for a stay that is nobody's.

    Derived here and now, with scans that came after the day's file was made.
    """
    known = works_of_stays([stay], day).get(stay)
    if known is None:
        return None
    jobs = (
        Employment.objects.filter(person_id=known.person_id).values_list("stay", "enterprise_id").distinct()
    )
    stays, owners = {each for each, _owner in jobs}, {owner for _each, owner in jobs}
    enterprises = list(Enterprise.objects.filter(pk__in=owners).select_related("park").order_by("code"))
    numbers = list(Pass.objects.filter(stay__in=stays).values_list("number", flat=True))
    holders = list(holders_of_passes(numbers, day).values())
    works = works_of_stays(stays, day)
    codes = {work.employee_code for work in works.values()}
    seen = sighted_person(enterprises, numbers, codes, day, now)
    ground = _ground(seen, enterprises, day)
    key = ("person", known.person_id)
    track = seen.tracks.get(key)
    if track is None and holders:
        track = Track(holders[0], works={known.enterprise_id: known})
    found = ground.presence(key, track) if track is not None else ground.alone(key, known)
    return PersonDay(found, seen.passings, seen)


def _ground(seen: Sighted, enterprises: Sequence[Enterprise], day: date) -> Ground:
    return Ground(
        seen=seen,
        book=book_of(enterprises, day),
        codes={each.pk: each.code for each in enterprises},
        walks=walks_between(each.pk for each in enterprises),
    )
