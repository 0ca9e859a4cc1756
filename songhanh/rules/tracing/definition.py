"""The parameters of tracing: what a document calls a contact, as alternatives any of which is enough.

What a document's excerpt does not say stays unknown; it is never read as no.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Tier(StrEnum):
    """F1 was with a case, F2 with an F1."""

    F1 = "F1"
    F2 = "F2"


class Question(StrEnum):
    """What only people can answer."""

    DISTANCE = "DISTANCE"  # were they within the distance, or in one narrow closed space?
    MASK = "MASK"
    PHYSICAL = "PHYSICAL"  # did they touch?
    CARE = "CARE"  # care or treatment without protective equipment?
    WORDING = "WORDING"  # the document's own text or number is not known to us


@dataclass(frozen=True)
class Alternative:
    """One way of being a contact; all that it names must hold.

    `minutes` together with one person: 0 is any time at all, None a number that is not known. `near`: time in
    places of class NEAR counts as it is, time elsewhere raises the question of distance. `masked` False means
    that somebody wore no mask.
    """

    code: str
    minutes: int | None
    near: bool = False
    distance_m: Decimal | None = None
    masked: bool | None = None
    physical: bool = False
    unprotected_care: bool = False
    wording_known: bool = True

    @property
    def seconds(self) -> int:
        """The least time together, at least one second: without any there was no contact in this place."""
        return max(1, (self.minutes or 0) * 60)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What presence never tells and this alternative wants, besides the distance under `near`."""
        wanted = {
            Question.DISTANCE: self.distance_m is not None,
            Question.MASK: self.masked is not None,
            Question.PHYSICAL: self.physical,
            Question.CARE: self.unprotected_care,
            Question.WORDING: self.minutes is None or not self.wording_known,
        }
        return tuple(question for question, is_wanted in wanted.items() if is_wanted)


# Stands for a list of alternatives that a document has and we have not read.
UNREAD = (Alternative("unread", minutes=None, wording_known=False),)


@dataclass(frozen=True)
class InfectiousPeriod:
    """From so many days before onset (or sampling, without symptoms); `ends` in the document's words."""

    days_before: int
    ends: str


@dataclass(frozen=True)
class ContactDefinition:
    """Who is F1 and who is F2, by a document or by us, from a day on.

    An empty tuple says that the document knows no such tier. `infectious` None: the document does not tell.
    `f1_days`: days from an F1's first contact until that person may pass it on; None is unknown, and then 0 is
    counted, the safe side.
    """

    code: str
    document: str
    since: date
    source: str
    ours: bool
    infectious: InfectiousPeriod | None
    f1: tuple[Alternative, ...]
    f2: tuple[Alternative, ...]
    f1_days: int | None = None

    def alternatives(self, tier: Tier) -> tuple[Alternative, ...]:
        """The list for a tier."""
        return self.f1 if tier is Tier.F1 else self.f2

    @property
    def f1_seconds(self) -> int:
        """From an F1's first contact until others count as that person's contacts."""
        return (self.f1_days or 0) * 86_400
