"""Where every enterprise stands with its report of January 2022 at the demo's present."""

from collections.abc import Sequence
from enum import StrEnum
from random import Random

from songhanh.demo.generation.allocation import shares
from songhanh.demo.generation.enterprises import Enterprise


class Stand(StrEnum):
    """The states of a report under way."""

    ACCEPTED = "ACCEPTED"
    SUBMITTED = "SUBMITTED"
    WITH_WARNING = "WITH_WARNING"
    RETURNED = "RETURNED"
    OVERDUE_AGAIN = "OVERDUE_AGAIN"
    UNLOCKED = "UNLOCKED"
    DRAFT = "DRAFT"
    WAITING_INSIDE = "WAITING_INSIDE"
    ON_BEHALF = "ON_BEHALF"
    EXEMPT = "EXEMPT"
    NEVER_OPENED = "NEVER_OPENED"


# Of the enterprises that screens and manuals speak of.
OF_THE_CAST = {
    3: Stand.NEVER_OPENED, 7: Stand.NEVER_OPENED, 11: Stand.ACCEPTED, 12: Stand.WAITING_INSIDE, 15: Stand.DRAFT,
    18: Stand.WITH_WARNING, 21: Stand.UNLOCKED, 28: Stand.NEVER_OPENED, 34: Stand.SUBMITTED,
    40: Stand.NEVER_OPENED, 52: Stand.DRAFT, 61: Stand.NEVER_OPENED,
}  # fmt: skip
BY_OFFICERS = {55: Stand.ON_BEHALF, 73: Stand.ON_BEHALF}
PARTS = {
    Stand.ACCEPTED: 0.36,
    Stand.SUBMITTED: 0.22,
    Stand.WITH_WARNING: 0.05,
    Stand.RETURNED: 0.05,
    Stand.DRAFT: 0.14,
    Stand.NEVER_OPENED: 0.18,
}


def january_of(enterprises: Sequence[Enterprise], rng: Random) -> dict[int, Stand]:
    """By enterprise number; whatever the seed, every state that fits the size occurs."""
    named = OF_THE_CAST | BY_OFFICERS
    stands = {e.number: named[e.number] for e in enterprises if e.number in named}
    rest = [e for e in enterprises if e.number not in named]
    smallest = min(rest, key=lambda e: (e.heads, e.number), default=None)
    if smallest:
        stands[smallest.number] = Stand.EXEMPT
        rest.remove(smallest)
    parts = shares(len(rest), list(PARTS.values()))
    listed = [stand for stand, number in zip(PARTS, parts, strict=True) for _ in range(number)]
    rng.shuffle(listed)
    stands.update({e.number: stand for e, stand in zip(rest, listed, strict=True)})
    returned = sorted(number for number, stand in stands.items() if stand is Stand.RETURNED)
    if len(returned) > 1:  # the first one's correction has not come in time
        stands[returned[0]] = Stand.OVERDUE_AGAIN
    return dict(sorted(stands.items()))
