"""What a form says about its cells, and what a sender put into them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ValueType(StrEnum):
    """What may stand in a cell: MONEY and NUMBER may have decimals, COUNT is whole."""

    MONEY = "MONEY"
    NUMBER = "NUMBER"
    COUNT = "COUNT"
    TEXT = "TEXT"


@dataclass(frozen=True)
class Cell:
    """One box of a form.

    `unit` is empty where the report itself chooses it (A.III.1: USD or million VND). `minimum` and
    `maximum` are inclusive; of a text they bound nothing. `prefilled_from` names what the system
    already knows, `programme` the support programme a split cell belongs to.
    """

    code: str
    name: str
    name_en: str
    unit: str
    indicator: str | None
    column: str
    required: bool
    value_type: ValueType
    decimals: int
    minimum: Decimal | None
    maximum: Decimal | None
    prefilled_from: str
    programme: str

    def unit_in(self, currency: str) -> str:
        """The unit of this cell in a report kept in `currency` (such as «USD» or «triệu VND»)."""
        return currency if not self.unit and self.value_type is ValueType.MONEY else self.unit


@dataclass(frozen=True)
class Value:
    """What was entered: a number, or the text that could not be read as one; a blank has neither.

    `estimate` marks «ước»; `note` explains a warning and travels with the figure.
    """

    number: Decimal | None = None
    text: str = ""
    estimate: bool = False
    note: str = ""

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was entered; 0 is not blank."""
        return self.number is None and not self.text.strip()


class Level(StrEnum):
    """An error blocks; a warning wants a note."""

    ERROR = "ERROR"
    WARNING = "WARNING"


class CheckKind(StrEnum):
    """The kinds of rule a form may carry beside type, range and required."""

    SUM = "SUM"  # target = sum of parts
    AT_MOST = "AT_MOST"  # sum of parts <= target
    WORKERS = "WORKERS"  # target + parts = everybody whom the register of people has on the last day
    TOGETHER = "TOGETHER"  # parts and target are all zero or all above zero
    RUNNING_TOTAL = "RUNNING_TOTAL"  # target = last period's target in the year + parts
    UNIT_SLIP = "UNIT_SLIP"
    SIGN = "SIGN"
    JUMP = "JUMP"
    HISTORY = "HISTORY"


@dataclass(frozen=True)
class CheckRule:
    """One rule of a form, as data. `targets` are the cells it judges; `parts` the cells it judges them by.

    `ratio` is the factor from which a JUMP counts; `floor` the size below which JUMP and HISTORY stay silent;
    `at_least` the number of earlier values a HISTORY rule needs.
    """

    code: str
    kind: CheckKind
    targets: tuple[str, ...]
    parts: tuple[str, ...] = ()
    level: Level = Level.WARNING
    ratio: Decimal = Decimal(3)
    floor: Decimal = Decimal(0)
    at_least: int = 6
