"""What a day comes to: who was where, in columns; what became of each scan, in counts; what cannot both be right."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from django.utils import timezone

from songhanh.analytics.presence.days import Stays
from songhanh.enterprises.models import Enterprise
from songhanh.gate.queries.passings import scan_id
from songhanh.people import queries as people
from songhanh.people.models import Employment
from songhanh.presence.models import Conflict, Tally
from songhanh.presence.queries.derivation import Ground, Presence
from songhanh.presence.queries.holders import works_of_stays
from songhanh.presence.queries.margins import DAY, MS, midnight
from songhanh.presence.queries.roster import rostered_outside
from songhanh.presence.queries.sightings import NOBODY, UNKNOWN_CODE, UNKNOWN_PASS, Key
from songhanh.rules.presence.stays import Ending

SECONDS = DAY // MS


def presences_of(ground: Ground) -> Iterator[Presence]:
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


def columns_of(
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


def tallies_of(
    ground: Ground,
    found: Iterable[Presence],
    enterprises: Sequence[Enterprise],
    last_seq: int,
    now: datetime,
) -> list[Tally]:
    """One an enterprise: the counts from `undone` to `placed` add up to `scans`."""
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


def conflicts_of(ground: Ground, found: Iterable[Presence], numbers: dict[Key, int]) -> list[Conflict]:
    """Those of the day itself, within the enterprises that are rebuilt."""
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
