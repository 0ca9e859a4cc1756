"""Where people are together before and after the gate: dormitory rooms and buses. Nobody is scanned there.

So the roster alone says who was there, and that is marked: a room holds whom it is rostered to whenever he is not
inside a gate; a bus those whom a gate saw shortly after the ride, or shortly before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from songhanh.rules.presence.places import At, Slot
from songhanh.rules.presence.stays import Moment, Stay


def in_rooms(slots: Iterable[Slot], stays: Sequence[Stay], enterprise: str) -> list[At]:
    """The rostered hours less the stays of that person, which are in order and do not overlap."""
    taken = [(stay.start, stay.end) for stay in stays]
    return [
        At(enterprise, part.place, part.start, part.end, supplied=True)
        for slot in slots
        for part in less(slot, taken)
    ]


def less(slot: Slot, taken: Iterable[tuple[Moment, Moment]]) -> list[Slot]:
    """A slot without the times `taken`, which are in order and do not overlap."""
    found, start = [], slot.start
    for begins, ends in taken:
        if ends <= start or begins >= slot.end:
            continue
        if begins > start:
            found.append(replace(slot, start=start, end=begins))
        start = max(start, ends)
    return [*found, replace(slot, start=start)] if start < slot.end else found


def on_buses(slots: Iterable[Slot], stays: Sequence[Stay], enterprise: str, ride: Moment) -> list[At]:
    """The rides that lead to a stay which begins no later than `ride` after them, or away from one that likewise
    ended no earlier than `ride` before them; less the stays themselves.
    """
    taken = [slot for slot in slots if any(_leads_to(slot, stay, ride) for stay in stays)]
    return in_rooms(taken, stays, enterprise)


def _leads_to(slot: Slot, stay: Stay, ride: Moment) -> bool:
    return slot.start <= stay.start <= slot.end + ride or slot.start - ride <= stay.end <= slot.end
