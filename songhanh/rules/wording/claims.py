"""A figure a text may speak of, and a claim the text makes about one."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class Figure:
    """A known figure. `label` and `aliases` are the words by which a text names it.

    `total_of` names the figures it is the sum of, `share_of` the figure its percentages are taken of.
    `context` are words the sentence must hold for this figure to be meant, such as the year of a target.
    `previous_year` is the year of `previous`, where the text may name it. A figure that `is_goal` is a target:
    «trên 65.000» restates it, it does not claim to exceed it.
    """

    code: str
    value: Decimal | None
    unit: str
    label: str
    previous: Decimal | None = None
    plan: Decimal | None = None
    total_of: tuple[str, ...] = ()
    share_of: str = ""
    aliases: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    previous_year: int | None = None
    is_goal: bool = False


class Verdict(StrEnum):
    """What came of holding a claim against the exact value."""

    TRUE = "TRUE"
    FALSE = "FALSE"
    UNSOURCED = "UNSOURCED"


class Reason(StrEnum):
    """Why a claim is false or cannot be judged; empty for a true one."""

    NONE = ""
    VALUE_DIFFERS = "VALUE_DIFFERS"
    TRUNCATED = "TRUNCATED"  # cut off instead of rounded half up
    NOT_ABOVE = "NOT_ABOVE"
    NOT_BELOW = "NOT_BELOW"
    NOT_NEARLY = "NOT_NEARLY"  # «gần» for a value that is reached, or far away
    NOT_ABOUT = "NOT_ABOUT"
    WRONG_DIRECTION = "WRONG_DIRECTION"
    UNIT_SLIP = "UNIT_SLIP"  # wrong by 1,000 or 1,000,000
    UNITS_MIXED = "UNITS_MIXED"  # people are not dossiers, đồng not USD
    SUM_DIFFERS = "SUM_DIFFERS"
    NO_FIGURE = "NO_FIGURE"
    NO_VALUE = "NO_VALUE"
    OTHER_YEAR = "OTHER_YEAR"
    AMBIGUOUS_NUMBER = "AMBIGUOUS_NUMBER"


@dataclass(frozen=True)
class Claim:
    """A claim at `text[start:end]`. `number` is as written, empty where words alone claim («vượt kế hoạch»).

    `exact` is the true value in the unit written. `proposal` is what to write instead of `text[start:end]`,
    empty where nothing needs or admits mending.
    """

    start: int
    end: int
    word: str
    number: str
    unit: str
    figure: str | None
    exact: Decimal | None
    verdict: Verdict
    reason: Reason = Reason.NONE
    proposal: str = ""
