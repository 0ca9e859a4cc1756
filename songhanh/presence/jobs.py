"""Rebuilding days of presence out of the stream, by hand or hourly; what is kept no longer goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from songhanh.analytics.presence.snapshot import put_places
from songhanh.core.actor import Actor, system
from songhanh.definitions.retention import kept, months_before
from songhanh.enterprises.models import Enterprise
from songhanh.gate.queries.clock_imports import days_told_since
from songhanh.gate.queries.passings import newest_seq
from songhanh.gate.queries.retention import ended_before
from songhanh.presence.actions.days import Made, drop_old_days, give_numbers, keep_day
from songhanh.presence.actions.roll_calls import erase_added
from songhanh.presence.models import Tally
from songhanh.presence.models.margins import LONGEST
from songhanh.presence.queries import snapshots
from songhanh.presence.queries.day_rows import columns_of, conflicts_of, presences_of, tallies_of
from songhanh.presence.queries.derivation import Ground, walks_between
from songhanh.presence.queries.margins import HOUR, midnight
from songhanh.presence.queries.numbers import numbers_of, numbers_of_passes
from songhanh.presence.queries.places import named_places
from songhanh.presence.queries.roll_calls import added_before
from songhanh.presence.queries.roster import book_of
from songhanh.presence.queries.sightings import Key, sighted

AGAIN_AFTER = timedelta(
    minutes=10
)  # a server that is started anew need not derive what stands since a moment
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
    found = list(presences_of(ground))
    numbers = _numbered({each.key for each in found}, by=by, now=now)
    places = put_places(snapshots.folder(), named_places(enterprises))
    made = Made(
        day,
        columns_of(found, numbers, places, midnight(day)),
        tallies_of(ground, found, enterprises, last_seq, now),
        conflicts_of(ground, found, numbers),
        park,
    )
    keep_day(made=made, by=by, now=now)
    return Rebuilt(day, len(made.rows.person), made.tallies, len(made.conflicts))


def rebuild_recent(*, now: datetime) -> list[date]:
    """Today, as its open stays grow, and each day of the last three on which the stream has grown; which."""
    today = timezone.localdate(now)
    done = []
    for back in (2, 1, 0):
        day = today - timedelta(days=back)
        if _has_grown(day) or (back == 0 and _is_older(day, now - AGAIN_AFTER)):
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


def _is_older(day: date, moment: datetime) -> bool:
    """Whether any of its tallies was counted by that moment, or none was."""
    oldest = Tally.objects.filter(day=day).aggregate(at=Min("rebuilt_at"))["at"]
    return oldest is None or oldest <= moment


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
