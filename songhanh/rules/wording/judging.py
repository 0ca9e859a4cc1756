"""Is the claim true of the exact value, and if not, what should be written?"""

from decimal import ROUND_DOWN, Decimal

from songhanh.rules.formats import format_number, round_half_up
from songhanh.rules.wording.claims import Reason
from songhanh.rules.wording.quantities import (
    ABOUT,
    ABOVE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    EQUAL,
    NEARLY,
    Quantity,
)
from songhanh.rules.wording.units import TIMES

# Ours: how far «gần» and «khoảng» may stand from the exact value.
NEARLY_FROM = Decimal("0.9")
ABOUT_WITHIN = Decimal("0.05")
SLIPS = (Decimal(1000), Decimal(1_000_000))


def judge(each: Quantity, exact: Decimal, *, is_goal: bool = False) -> Reason:
    """Reason.NONE if the claim holds of `exact` (in the unit written), else why it does not.

    «trên 65.000» said of a goal of 65,000 restates the goal.
    """
    assert each.number is not None
    if is_goal and each.comparator in (ABOVE, AT_LEAST) and exact == each.number:
        return Reason.NONE
    stated = each.number
    if each.lead in ("tăng", "giảm") and exact < 0 and stated > 0:
        return Reason.WRONG_DIRECTION
    if each.comparator == EQUAL and any(
        round_half_up(exact * factor, each.decimals) == stated
        for slip in SLIPS
        for factor in (slip, 1 / slip)
    ):
        return Reason.NONE if _rounds_to(exact, each) else Reason.UNIT_SLIP
    if each.comparator != EQUAL:
        holds, reason = _relation(each.comparator, stated, exact)
        return Reason.NONE if holds else reason
    if _rounds_to(exact, each):
        return Reason.NONE
    return Reason.TRUNCATED if _truncated(exact, each.decimals) == stated else Reason.VALUE_DIFFERS


def _relation(comparator: str, stated: Decimal, exact: Decimal) -> tuple[bool, Reason]:
    return {
        ABOVE: (exact > stated, Reason.NOT_ABOVE),
        BELOW: (exact < stated, Reason.NOT_BELOW),
        AT_LEAST: (exact >= stated, Reason.NOT_ABOVE),
        AT_MOST: (exact <= stated, Reason.NOT_BELOW),
        NEARLY: (stated * NEARLY_FROM <= exact < stated, Reason.NOT_NEARLY),
        ABOUT: (abs(exact - stated) <= abs(stated) * ABOUT_WITHIN, Reason.NOT_ABOUT),
    }[comparator]


def propose(each: Quantity, prefix: str, exact: Decimal, reason: Reason, in_own_unit: str) -> str:
    """What to write in place of the claim so that it is true.

    `prefix` are the words that lean on the number, `in_own_unit` the value as the figure itself is kept.
    """
    if each.unit and each.unit.measure == TIMES:
        return _shown(each, exact)
    if reason is Reason.UNIT_SLIP:
        return prefix + in_own_unit
    if reason in (Reason.VALUE_DIFFERS, Reason.TRUNCATED):
        return prefix + _shown(each, exact)
    if reason is Reason.WRONG_DIRECTION:
        other = "giảm" if each.lead == "tăng" else "tăng"
        return f"{other} {_shown(each, -exact)}"
    word = each.lead if each.lead in ("tăng", "giảm", "chiếm") else "đạt"
    return f"{word} {_shown(each, exact)}"


def _shown(each: Quantity, exact: Decimal) -> str:
    number = format_number(round_half_up(exact, each.decimals), each.decimals)
    if each.unit and each.unit.measure == TIMES:
        return f"gấp {number} lần"
    return f"{number}{'' if each.unit_written in ('%', '') else ' '}{each.unit_written}"


def _rounds_to(exact: Decimal, each: Quantity) -> bool:
    return round_half_up(exact, each.decimals) == each.number


def _truncated(exact: Decimal, decimals: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)
