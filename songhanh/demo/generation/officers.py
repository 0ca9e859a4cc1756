"""Officers of the authority and which enterprises each is in charge of, from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from songhanh.demo.generation.enterprises import CAST, Enterprise

ENTERPRISES_AN_OFFICER = 11
FEWEST, MOST = 3, 60
GO_LIVE = date(2019, 12, 16)
CHANGED_ON = date(2021, 3, 1)  # some enterprises went to another officer
CHANGED = 0.15
CAST_OFFICER = 3  # in charge of the enterprises that screens and manuals speak of
AWAY, AWAY_FROM, AWAY_UNTIL = 2, date(2022, 1, 10), date(2022, 1, 24)
STANDS_IN = 3
OFFICERS_A_GROUP = 3


@dataclass(frozen=True)
class Charge:
    """Officer (from 1) in charge of an enterprise in [since, until)."""

    enterprise: Enterprise
    officer: int
    since: date
    until: date | None


def number_of_officers(enterprises: Sequence[Enterprise]) -> int:
    """One for about eleven enterprises."""
    return max(FEWEST, min(MOST, round(len(enterprises) / ENTERPRISES_AN_OFFICER)))


def group_of(officer: int) -> int:
    """The working group (from 1) an officer belongs to."""
    return (officer - 1) // OFFICERS_A_GROUP + 1


def charges_of(enterprises: Sequence[Enterprise], rng: Random) -> list[Charge]:
    """Every enterprise has one officer at any time; neighbours in a park mostly the same."""
    number = number_of_officers(enterprises)
    ordered = sorted(enterprises, key=lambda e: (e.park.code, e.number))
    charges = []
    for place, enterprise in enumerate(ordered):
        officer = CAST_OFFICER if enterprise.number in CAST else 1 + place * number // len(ordered)
        before = 1 + rng.randrange(number)
        if before != officer and rng.random() < CHANGED:
            charges.append(Charge(enterprise, before, GO_LIVE, CHANGED_ON))
            charges.append(Charge(enterprise, officer, CHANGED_ON, None))
        else:
            charges.append(Charge(enterprise, officer, GO_LIVE, None))
    return charges
