"""Splitting a total so that the parts add up to it exactly (method of largest remainder)."""

from collections.abc import Sequence
from decimal import Decimal

SCALE = 1_000_000  # weights are turned into whole numbers, so that no rounding creeps in


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts of `total` in proportion to `weights`; a weight of 0 gets 0. Sums to `total` exactly."""
    whole = [round(weight * SCALE) for weight in weights]
    together = sum(whole)
    if not total:
        return [0] * len(whole)
    if not together:
        raise ValueError("no weight is above zero")
    parts = [divmod(total * weight, together) for weight in whole]
    left = total - sum(quotient for quotient, _ in parts)
    first = sorted(range(len(parts)), key=lambda n: (-parts[n][1], n))[:left]
    winners = set(first)
    return [quotient + (n in winners) for n, (quotient, _) in enumerate(parts)]


def decimal_shares(total: Decimal, weights: Sequence[float], step: str) -> list[Decimal]:
    """Parts of `total`, each a multiple of `step` (such as «0.001»), adding up to it exactly."""
    unit = Decimal(step)
    steps = total / unit
    if steps != steps.to_integral_value():
        raise ValueError(f"{total} is no multiple of {step}")
    return [part * unit for part in shares(int(steps), weights)]


def capped_shares(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    """As `shares`, but no part above its cap: what is over goes to the others. Raises if all are full."""
    if total > sum(caps):
        raise ValueError(f"{total} do not fit into {sum(caps)}")
    parts = [0] * len(caps)
    open_ = [w if cap else 0.0 for w, cap in zip(weights, caps, strict=True)]
    while (left := total - sum(parts)) > 0:
        if not any(open_):
            open_ = [float(cap - part) for cap, part in zip(caps, parts, strict=True)]
        for n, more in enumerate(shares(left, open_)):
            parts[n] = min(caps[n], parts[n] + more)
        open_ = [w if part < cap else 0.0 for w, part, cap in zip(open_, parts, caps, strict=True)]
    return parts
