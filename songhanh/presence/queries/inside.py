"""Who is inside now: of each pass the last passing, as far back as the longest stay; guests too.

What is known is the stream alone, so it is as fresh as the last scan. Whoever should have left long ago is still
listed, and marked: on the safe side for who must be looked for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from songhanh.gate.models import Kind
from songhanh.gate.queries.passings import Passing, last_passings, undirected_between
from songhanh.people.queries import EnterpriseName
from songhanh.presence.models import Margins
from songhanh.presence.queries.holders import Holder, holders_of_codes, holders_of_passes
from songhanh.presence.queries.margins import (
    HOUR,
    MINUTE,
    MS,
    day_of,
    hours_of,
    in_milliseconds,
    margins_by_enterprise,
    shift_around,
)
from songhanh.presence.queries.numbers import numbers_of, numbers_of_passes
from songhanh.rules.presence.stays import Direction, Sighting
from songhanh.rules.presence.undirected import Event, directed


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody inside. `number` is None before the first rebuilding that knows of him; `pass_number` None where only
    a code was typed; `label` of nobody known is that code, «» for a pass. `uncertain`: the shift is over and the margin
    too, or nobody knows who it is.
    """

    pass_number: int | None
    number: int | None
    enterprise: str
    gate: str
    since: datetime
    line: str
    uncertain: bool
    kind: str = Kind.WORKER
    label: str = ""
    workshop: str = ""
    shift: str = ""
    stay: UUID | None = None
    pass_id: int | None = None  # of a guest


@dataclass(frozen=True, slots=True)
class _Seen:
    passing: Passing
    holder: Holder | None
    owner: EnterpriseName


def inside_now(enterprises: Sequence[EnterpriseName], now: datetime) -> list[Inside]:
    """Everybody inside these enterprises (the caller's scope has named them), by enterprise, line and label."""
    named = {each.code: each for each in enterprises}
    if not named:
        return []
    margins = margins_by_enterprise(each.pk for each in enterprises)
    until = round(now.timestamp() * MS)
    since = until - max(each.longest_hours for each in margins.values()) * HOUR
    passings = last_passings(since, until + 1, enterprises=named.keys())
    passings += undirected_between(since, until + 1, enterprises=named.keys())
    inside = [
        state
        for states in _by_person(passings, named, day_of(until)).values()
        if (state := _last(states, margins))
        and state.passing.at > until - margins[state.owner.pk].longest_hours * HOUR
    ]
    return _described(inside, margins, until)


def _by_person(
    passings: Collection[Passing], named: dict[str, EnterpriseName], on: date
) -> dict[tuple[str, object], list[_Seen]]:
    """A pass and a code of the same worker are one person's."""
    shown = {each.pass_number for each in passings if each.pass_number is not None}
    passes = holders_of_passes(shown, on, enterprise_ids=[each.pk for each in named.values()])
    typed = [each for each in passings if each.pass_number is None and each.typed]
    codes = holders_of_codes({(named[each.enterprise].pk, each.typed) for each in typed}, on)
    found: dict[tuple[str, object], list[_Seen]] = {}
    for each in passings:
        owner = named[each.enterprise]
        if each.pass_number is None and not each.typed:
            continue  # a card that could not be read: nobody can be said to be inside by it
        by_pass = each.pass_number is not None
        holder = passes.get(each.pass_number or 0) if by_pass else codes.get((owner.pk, each.typed))
        key = holder.key if holder else ("unknown", (each.enterprise, each.pass_number, each.typed))
        found.setdefault(key, []).append(_Seen(each, holder, owner))
    return found


def _last(seen: Sequence[_Seen], margins: dict[int, Margins]) -> _Seen | None:
    """The entry by which this person is inside, if he is; what came before the last direction no longer matters."""
    known = [each for each in seen if each.passing.direction]
    last = max(known, key=lambda each: (each.passing.at, each.passing.seq), default=None)
    if len(known) == len(seen):
        return last if last and last.passing.direction == "IN" else None
    margin = in_milliseconds(margins[seen[-1].owner.pk])
    since = last.passing.at if last else 0
    later = [each for each in seen if not each.passing.direction and each.passing.at >= since]
    sightings = (
        [Sighting(last.passing.at, Direction(last.passing.direction), last.owner.code, "last")]
        if last
        else []
    )
    events = [Event(each.passing.at, each.owner.code, str(place)) for place, each in enumerate(later)]
    found, _again = directed(sightings, events, margin)
    if found[-1].direction is not Direction.IN:
        return None
    return last if found[-1].scan == "last" else later[int(found[-1].scan)]


def _described(seen: Sequence[_Seen], margins: dict[int, Margins], until: int) -> list[Inside]:
    holders = [each.holder for each in seen if each.holder]
    numbers = numbers_of({each.person_id for each in holders if each.person_id is not None})
    guests = numbers_of_passes({each.pass_id for each in holders if each.pass_id is not None})
    hours = hours_of({each.owner.pk for each in seen})
    found = []
    for each in seen:
        after = margins[each.owner.pk].after_shift_minutes * MINUTE
        work = each.holder.work if each.holder else None
        shift = shift_around(hours.get((each.owner.pk, work.shift)) if work else None, after)(each.passing.at)
        over = shift is not None and shift[1] + after <= until
        found.append(_inside(each, numbers, guests, uncertain=over or each.holder is None))
    return sorted(found, key=lambda one: (one.enterprise, one.workshop, one.line, one.label, one.since))


def _inside(each: _Seen, numbers: dict[int, int], guests: dict[int, int], *, uncertain: bool) -> Inside:
    holder, passing = each.holder, each.passing
    work = holder.work if holder else None
    number = None
    if holder is not None:
        number = numbers.get(holder.person_id or 0) or guests.get(holder.pass_id or 0)
    return Inside(
        pass_number=passing.pass_number,
        number=number,
        enterprise=passing.enterprise,
        gate=passing.gate,
        since=datetime.fromtimestamp(passing.at / MS, UTC),
        line=work.line if work else "",
        uncertain=uncertain,
        kind=holder.kind if holder else "",
        label=holder.label if holder else passing.typed,
        workshop=work.workshop if work else "",
        shift=work.shift if work else "",
        stay=work.stay if work else None,
        pass_id=holder.pass_id if holder else None,
    )
