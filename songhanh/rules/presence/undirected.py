"""A time clock that does not say which way somebody passed: read from what was seen before.

Of one person, in order: an event close to a sighting that has a direction is that very passing; of two events close
to one another the second is the first again; every other one leads out where the person is inside, else in.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from songhanh.rules.presence.stays import Direction, Margins, Moment, Sighting


@dataclass(frozen=True, slots=True)
class Event:
    """Seen at an enterprise, in or out is not said."""

    at: Moment
    enterprise: str
    scan: str = ""
    precedence: int = 0


def directed(
    sightings: Sequence[Sighting], events: Sequence[Event], margins: Margins
) -> tuple[list[Sighting], list[Event]]:
    """One person's sightings with the events that count among them, by time; and the events that are one again."""
    ordered = sorted(sightings, key=lambda one: one.at)
    found: list[Sighting] = []
    again: list[Event] = []
    place, last_event = 0, None
    for event in sorted(events, key=lambda one: (one.at, one.precedence, one.scan)):
        while place < len(ordered) and ordered[place].at <= event.at:
            found.append(ordered[place])
            place += 1
        if _close(ordered, event, margins.doubled) or _repeats(last_event, event, margins.doubled):
            again.append(event)
            continue
        way = Direction.OUT if _inside(found, event, margins.longest) else Direction.IN
        found.append(Sighting(event.at, way, event.enterprise, event.scan, event.precedence))
        last_event = event
    return found + ordered[place:], again


def _close(ordered: Sequence[Sighting], event: Event, doubled: Moment) -> bool:
    """Whether a sighting at the same enterprise lies no further away than `doubled`."""
    first = bisect_left(ordered, event.at - doubled, key=lambda one: one.at)
    for each in ordered[first:]:
        if each.at > event.at + doubled:
            return False
        if each.enterprise == event.enterprise:
            return True
    return False


def _repeats(last: Event | None, event: Event, doubled: Moment) -> bool:
    return last is not None and last.enterprise == event.enterprise and event.at - last.at <= doubled


def _inside(found: Sequence[Sighting], event: Event, longest: Moment) -> bool:
    if not found:
        return False
    last = found[-1]
    return (
        last.direction is Direction.IN
        and last.enterprise == event.enterprise
        and event.at - last.at <= longest
    )
