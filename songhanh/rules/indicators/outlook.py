"""Where the year will end if it goes on like this. Ours: no regulation says how to estimate."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from songhanh.rules.indicators.indicator import IndicatorKind

MONTHS = 12


@dataclass(frozen=True)
class YearEnd:
    """An estimate of the year's value; `method` is FINAL, LAST_YEAR, PACE or LAST_VALUE."""

    value: Decimal
    method: str


def year_end_estimate(
    kind: IndicatorKind, months: Sequence[Decimal], last_year: Sequence[Decimal] | None = None
) -> YearEnd | None:
    """Estimate the year's value from its first months, oldest first.

    Ours, not official. A stock is expected to stay as it is (LAST_VALUE). A flow goes on with last year's
    seasons, `so far x (last year / last year so far)`, when all twelve months of last year are known
    (LAST_YEAR), else at its own pace, `so far / months x 12` (PACE). Twelve months are the year itself
    (FINAL). None for a ratio (estimate its parts) and when no month is known.
    """
    if kind is IndicatorKind.RATIO or not months:
        return None
    if len(months) >= MONTHS:
        return YearEnd(
            months[-1] if kind is IndicatorKind.STOCK else sum(months[:MONTHS], Decimal(0)), "FINAL"
        )
    if kind is IndicatorKind.STOCK:
        return YearEnd(months[-1], "LAST_VALUE")
    so_far = sum(months, Decimal(0))
    if last_year and len(last_year) == MONTHS and sum(last_year[: len(months)]) > 0:
        return YearEnd(so_far * sum(last_year) / sum(last_year[: len(months)]), "LAST_YEAR")
    return YearEnd(so_far * MONTHS / len(months), "PACE")
