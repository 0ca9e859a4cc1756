"""Rebuilding days of presence out of the stream, by hand or hourly; what is kept no longer goes."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.snapshot import put_places
from songhanh.core.actor import Actor, system
from songhanh.definitions.retention import kept, months_before
from songhanh.enterprises.models import Enterprise
from songhanh.gate.queries.clock_imports import days_told_since
from songhanh.gate.queries.passings import newest_seq, scan_id
from songhanh.gate.queries.retention import ended_before
from songhanh.people import queries as people
from songhanh.people.models import Employment
from songhanh.presence.actions.days import Made, drop_old_days, give_numbers, keep_day
from songhanh.presence.actions.roll_calls import erase_added
from songhanh.presence.models import Conflict, Tally
from songhanh.presence.models.margins import LONGEST
from songhanh.presence.queries import snapshots
from songhanh.presence.queries.derivation import Ground, Presence, walks_between
from songhanh.presence.queries.holders import works_of_stays
from songhanh.presence.queries.margins import DAY, HOUR, MS, midnight
from songhanh.presence.queries.numbers import numbers_of, numbers_of_passes
from songhanh.presence.queries.places import named_places
from songhanh.presence.queries.roll_calls import added_before
from songhanh.presence.queries.roster import book_of, rostered_outside
from songhanh.presence.queries.sightings import NOBODY, UNKNOWN_CODE, UNKNOWN_PASS, Key, sighted
from songhanh.rules.presence.stays import Ending

SECONDS = DAY // MS
LATE_FILES = timedelta(days=3)  # how long a taken file is asked about: longer than a server stands still


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuilding did."""

    day: date
    rows: int
    tallies: Sequence[Tally]
    conflicts: int


def rebuild_day(*, day: date, park: str | None = None, by: Actor, now: datetime) -> Rebuilt:
    """Derive a day anew and put it in place of what there was; of one park (by code) only where that is given.

    Somebody who was seen in another park too is then derived by this park's scans alone.
    """
    rows = Enterprise.objects.select_related("park").order_by("code")
    enterprises = list(rows.filter(park__code=park) if park else rows)
    last_seq = _known_of(day)  # before the stream is read: what comes meanwhile is read again
    ground = _ground(enterprises, day, now)
    found = list(_presences(ground))
    numbers = _numbered({each.key for each in found}, by=by, now=now)
    places = put_places(snapshots.folder(), named_places(enterprises))
    made = Made(
        day,
        _columns(found, numbers, places, midnight(day)),
        _tallies(ground, found, enterprises, last_seq, now),
        _conflicts(ground, found, numbers),
        park,
    )
    keep_day(made=made, by=by, now=now)
    return Rebuilt(day, len(made.rows.person), made.tallies, len(made.conflicts))


def rebuild_recent(*, now: datetime) -> list[date]:
    """Today, and each day since the last whole rebuilding on which the stream has grown; which."""
    today = timezone.localdate(now)
    done = []
    for back in (2, 1, 0):
        day = today - timedelta(days=back)
        if back == 0 or _has_grown(day):
            rebuild_day(day=day, by=system("job"), now=now)
            done.append(day)
    return [*done, *_rebuild_told_late(today - timedelta(days=2), now)]


def _rebuild_told_late(before: date, now: datetime) -> list[date]:
    """Older days of which files of time clocks have told meanwhile, and the days before, whose nights reach over."""
    grown = {day for day in days_told_since(now - LATE_FILES) if _has_grown(day)}
    wanted = sorted(day for day in grown | {day - timedelta(days=1) for day in grown} if day < before)
    for day in wanted:
        rebuild_day(day=day, by=system("job"), now=now)
    return wanted


def _has_grown(day: date) -> bool:
    """Whether the stream knows more of a day, and of the nights that began on it, than when it was rebuilt."""
    kept_seq = max(Tally.objects.filter(day=day).values_list("last_seq", flat=True), default=0)
    return _known_of(day) > kept_seq


def _known_of(day: date) -> int:
    return newest_seq(midnight(day), midnight(day + timedelta(days=1)) + LONGEST * HOUR)


def drop_expired(*, now: datetime) -> list[date]:
    """Days older than they are kept; which."""
    before = months_before(timezone.localdate(now), kept()["presence"].months)
    if not any(day < before for day in snapshots.days()):
        return []
    return drop_old_days(before=before, by=system("job"), now=now)


def erase_due_additions(*, now: datetime) -> None:
    """Names added to roll calls by hand go when guests' time is over; nothing is written where there are none."""
    if marks := added_before(ended_before(timezone.localdate(now))):
        erase_added(marks=marks, by=system("job"), now=now)


def _ground(enterprises: Sequence[Enterprise], day: date, now: datetime) -> Ground:
    return Ground(
        seen=sighted(enterprises, day, now),
        book=book_of(enterprises, day),
        codes={each.pk: each.code for each in enterprises},
        walks=walks_between(each.pk for each in enterprises),
    )


def _presences(ground: Ground) -> Iterator[Presence]:
    """Of everybody who was seen, and of who is rostered to a room though nobody saw him."""
    tracks = ground.seen.tracks
    for key, track in tracks.items():
        yield ground.presence(key, track)
    stays, owners = rostered_outside(ground.book)
    works = list(works_of_stays(stays, ground.seen.day).values())
    for owner in owners:
        held = Employment.objects.filter(people.valid_on(ground.seen.day), enterprise_id=owner)
        works += works_of_stays(held.order_by().values_list("stay", flat=True), ground.seen.day).values()
    for work in {each.stay: each for each in works}.values():
        unseen: Key = ("person", work.person_id)
        if unseen not in tracks and work.holds_on(ground.seen.day):
            yield ground.alone(unseen, work)


def _numbered(keys: Iterable[Key], *, by: Actor, now: datetime) -> dict[Key, int]:
    listed = set(keys)
    persons = {key for kind, key in listed if kind == "person"}
    guests = {key for kind, key in listed if kind == "guest"}
    known, known_guests = numbers_of(persons), numbers_of_passes(guests)
    new, new_guests = persons - known.keys(), guests - known_guests.keys()
    if new or new_guests:
        give_numbers(person_ids=new, pass_ids=new_guests, by=by, now=now)
        known |= numbers_of(new)
        known_guests |= numbers_of_passes(new_guests)
    found: dict[Key, int] = {("person", key): number for key, number in known.items()}
    return found | {("guest", key): number for key, number in known_guests.items()}


def _columns(
    found: Iterable[Presence], numbers: dict[Key, int], places: dict[str, int], begins: int
) -> Stays:
    """The parts of all stays that lie within the day, in whole seconds: what touches a second counts it."""
    person, place, start, end = (array("l") for _ in range(4))
    for each in found:
        number = numbers[each.key]
        for at in each.places:
            first, last = (at.start - begins) // MS, -((begins - at.end) // MS)
            if first < SECONDS and last > 0:
                person.append(number)
                place.append(places[at.place or at.enterprise])
                start.append(first)
                end.append(last)
    return Stays(*(np.array(column, np.int64) for column in (person, place, start, end)))


def _tallies(
    ground: Ground,
    found: Iterable[Presence],
    enterprises: Sequence[Enterprise],
    last_seq: int,
    now: datetime,
) -> list[Tally]:
    seen = ground.seen
    begins, ends = midnight(seen.day), midnight(seen.day) + DAY
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in found:
        here = {stay.enterprise for stay in each.stays if stay.start < ends and stay.end > begins}
        for code in here:
            counts[code]["people"] += 1
        for stay in each.stays:
            at = counts[stay.enterprise]
            at["placed"] += stay.began is Ending.SEEN and begins <= stay.start < ends
            at["placed"] += bool(stay.exit) and begins <= stay.end < ends
            if stay.enterprise in here and stay.start < ends and stay.end > begins:
                at["stays"] += 1
                at["supplied"] += stay.supplied
    return [_tally(ground, each, counts[each.code], last_seq, now) for each in enterprises]


def _tally(
    ground: Ground, enterprise: Enterprise, counts: Counter[str], last_seq: int, now: datetime
) -> Tally:
    seen, code = ground.seen, enterprise.code
    counted: Any = seen.counted.get(code)
    return Tally(
        enterprise=enterprise,
        day=seen.day,
        rebuilt_at=now,
        last_seq=last_seq,
        scans=counted.scans if counted else 0,
        undone=counted.undone if counted else 0,
        refused=counted.refused if counted else 0,
        unknown_pass=seen.unplaced[code, UNKNOWN_PASS],
        unknown_code=seen.unplaced[code, UNKNOWN_CODE],
        nobody=seen.unplaced[code, NOBODY],
        doubled=seen.by_enterprise[code] - counts["placed"],
        placed=counts["placed"],
        people=counts["people"],
        stays=counts["stays"],
        supplied=counts["supplied"],
    )


def _conflicts(ground: Ground, found: Iterable[Presence], numbers: dict[Key, int]) -> list[Conflict]:
    begins, ends = midnight(ground.seen.day), midnight(ground.seen.day) + DAY
    passings = ground.seen.passings
    made = []
    for each in found:
        for one in each.conflicts:
            if not begins <= one.at < ends or one.enterprise not in ground.ids:
                continue
            later, earlier = passings[one.scan], passings.get(one.earlier)
            made.append(
                Conflict(
                    enterprise_id=ground.ids[one.enterprise],
                    day=ground.seen.day,
                    kind=one.kind.value,
                    number_id=numbers[each.key],
                    at=_moment(one.at),
                    earlier_at=_moment(one.earlier_at) if one.earlier_at is not None else None,
                    gate=later.gate,
                    earlier_gate=earlier.gate if earlier else "",
                    scan=scan_id(later),
                    earlier_scan=scan_id(earlier) if earlier else None,
                )
            )
    return made


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / MS, timezone.get_current_timezone())
