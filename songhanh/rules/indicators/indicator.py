"""An indicator: what is counted, in which unit, how it adds up, and which of the two goals it serves."""

from dataclasses import dataclass
from enum import StrEnum


class IndicatorKind(StrEnum):
    """How values of several enterprises and periods become one."""

    FLOW = "FLOW"  # summed over the period
    STOCK = "STOCK"  # taken as it stood at the end
    RATIO = "RATIO"  # computed from other indicators, never added or averaged


class Goal(StrEnum):
    """The two goals shown side by side, and the support that serves both."""

    SAFETY = "SAFETY"
    PRODUCTION = "PRODUCTION"
    SUPPORT = "SUPPORT"


@dataclass(frozen=True)
class Indicator:
    """One indicator. `formula` names other indicators and uses + - * / and numbers, or is None.

    `decimals` is the most that is shown of a total; `split` names the ways a total may be broken down;
    `aliases` are other words a text names it by; `share_of` is the indicator its percentages are taken of.
    """

    code: str
    name: str
    name_en: str
    unit: str
    kind: IndicatorKind
    formula: str | None
    decimals: int
    split: tuple[str, ...]
    goal: Goal
    source: str
    aliases: tuple[str, ...] = ()
    share_of: str = ""
