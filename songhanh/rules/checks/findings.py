"""What a check found: where, how grave, and the values a message needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from songhanh.rules.checks.cells import Level


class FindingCode(StrEnum):
    """The rule that spoke."""

    REQUIRED = "REQUIRED"
    UNKNOWN_CELL = "UNKNOWN_CELL"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    NOT_WHOLE = "NOT_WHOLE"
    TOO_MANY_DECIMALS = "TOO_MANY_DECIMALS"
    TOO_LONG = "TOO_LONG"
    BELOW_MINIMUM = "BELOW_MINIMUM"
    ABOVE_MAXIMUM = "ABOVE_MAXIMUM"
    SUM_DIFFERS = "SUM_DIFFERS"
    MORE_THAN = "MORE_THAN"
    NOT_TOGETHER = "NOT_TOGETHER"
    RUNNING_TOTAL_DIFFERS = "RUNNING_TOTAL_DIFFERS"
    REGISTER_DIFFERS = "REGISTER_DIFFERS"
    WORKERS_DIFFER = "WORKERS_DIFFER"
    UNIT_SLIP = "UNIT_SLIP"
    SIGN_CHANGED = "SIGN_CHANGED"
    JUMP = "JUMP"
    OUTSIDE_USUAL = "OUTSIDE_USUAL"


@dataclass(frozen=True)
class Finding:
    """One finding on one cell. `values` are what the message speaks of, numbers as exact Decimals.

    `explained` tells that the cell carries a note; a warning with a note no longer waits for anything.
    """

    code: FindingCode
    level: Level
    cell: str
    values: Mapping[str, Decimal | str] = field(default_factory=dict, hash=False)
    explained: bool = False

    @property
    def blocks(self) -> bool:
        """Tell whether the report cannot be filed because of this: an error, or a warning without a note."""
        return self.level is Level.ERROR or not self.explained


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that keep a report from being filed."""
    return [finding for finding in findings if finding.blocks]
