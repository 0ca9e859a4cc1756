"""How a figure stands against the period before and against the plan."""

from dataclasses import dataclass
from decimal import Decimal

from songhanh.rules.formats import round_half_up

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Comparison:
    """A figure beside its previous value and its plan; what is unknown, or divides by 0, is None."""

    value: Decimal | None
    previous: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    plan: Decimal | None
    plan_pct: Decimal | None


def compare(
    value: Decimal | None, previous: Decimal | None = None, plan: Decimal | None = None, decimals: int = 1
) -> Comparison:
    """Compare a figure: change = a - b, change_pct = (a - b) / b x 100, plan_pct = a / plan x 100.

    Percentages are rounded half up to `decimals`. A plan below the previous value is nothing unusual.
    """
    change = None if value is None or previous is None else value - previous
    return Comparison(
        value=value,
        previous=previous,
        change=change,
        change_pct=share_pct(change, previous, decimals),
        plan=plan,
        plan_pct=share_pct(value, plan, decimals),
    )


def share_pct(part: Decimal | None, whole: Decimal | None, decimals: int = 1) -> Decimal | None:
    """`part / whole x 100`, rounded half up; None where one is unknown or the whole is not above 0."""
    if part is None or whole is None or whole <= 0:
        return None
    return round_half_up(part / whole * HUNDRED, decimals)
