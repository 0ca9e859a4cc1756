"""What exactly a quantity claims of its figure, and the exact value of just that."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from songhanh.rules.wording.claims import Figure, Reason
from songhanh.rules.wording.quantities import Quantity
from songhanh.rules.wording.units import PERCENT, TIMES, unit_of

PLAN = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu(?! kép))(?!\w)", re.IGNORECASE)
BEFORE_PREVIOUS = re.compile(r"(?:so với|so với mức|so với kết quả|từ|từ mức)\s*$", re.IGNORECASE)
ENDS_AT = re.compile(r"(?:tăng|giảm).*(?<!\w)(?:lên|xuống|còn)(?!\w)", re.IGNORECASE)
PLAN_IS = re.compile(
    r"(?:kế hoạch|chỉ tiêu|mục tiêu)(?: (?:là|đề ra|năm(?: \d{4})?|giao))*\s*$", re.IGNORECASE
)
OTHER_YEAR = re.compile(r"so với (?:cả )?năm (\d{4})", re.IGNORECASE)
HUNDRED = Decimal(100)


class Role(StrEnum):
    """What of a figure is claimed."""

    VALUE = "VALUE"
    PREVIOUS = "PREVIOUS"
    PLAN = "PLAN"
    CHANGE = "CHANGE"
    CHANGE_PCT = "CHANGE_PCT"
    PLAN_PCT = "PLAN_PCT"
    PLAN_EXCESS = "PLAN_EXCESS"
    PLAN_EXCESS_PCT = "PLAN_EXCESS_PCT"
    SHARE = "SHARE"
    TIMES_PREVIOUS = "TIMES_PREVIOUS"
    TIMES_PLAN = "TIMES_PLAN"


AGAINST_PREVIOUS = (Role.CHANGE, Role.CHANGE_PCT, Role.TIMES_PREVIOUS)


@dataclass(frozen=True)
class Exact:
    """The exact value in the unit written; None with the reason why there is none."""

    value: Decimal | None
    reason: Reason = Reason.NONE


def role_of(each: Quantity, figure: Figure) -> Role:
    """What of the figure the quantity claims, told by its unit and the words around it."""
    measure = each.unit.measure if each.unit else ""
    of_plan = bool(PLAN.search(each.before) or PLAN.search(each.after))
    if measure in (PERCENT, TIMES) and not figure.share_of:
        of_plan = of_plan or bool(PLAN.search(each.so_far))
    if measure == TIMES:
        return Role.TIMES_PLAN if of_plan else Role.TIMES_PREVIOUS
    if measure == PERCENT and unit_of(figure.unit).measure != PERCENT:
        return _role_of_percent(each, of_plan)
    return _role_of_amount(each, figure, of_plan)


def exact_value(each: Quantity, role: Role, figure: Figure, figures: Mapping[str, Figure]) -> Exact:
    """The exact value of what is claimed, unsigned for tăng and giảm only in the direction they say."""
    if role in AGAINST_PREVIOUS and _names_another_year(each, figure):
        return Exact(None, Reason.OTHER_YEAR)
    whole = figures[figure.share_of].value if figure.share_of in figures else None
    value = _compute(role, figure, whole)
    if value is None:
        return Exact(None, Reason.NO_VALUE)
    if role in (Role.VALUE, Role.PREVIOUS, Role.PLAN, Role.CHANGE, Role.PLAN_EXCESS) and each.unit:
        value = value * unit_of(figure.unit).factor / each.unit.factor
    return Exact(-value if each.lead == "giảm" and role in (Role.CHANGE, Role.CHANGE_PCT) else value)


def _role_of_amount(each: Quantity, figure: Figure, of_plan: bool) -> Role:
    if BEFORE_PREVIOUS.search(each.before):
        return Role.PREVIOUS
    if PLAN_IS.search(each.before) and each.lead != "vượt":
        return Role.PLAN
    if each.lead == "vượt" and of_plan:
        return Role.PLAN if _is_the_plan(each, figure) else Role.PLAN_EXCESS
    rises = each.lead in ("tăng", "giảm") and not ENDS_AT.search(each.before)
    return Role.CHANGE if rises else Role.VALUE


def _names_another_year(each: Quantity, figure: Figure) -> bool:
    year = OTHER_YEAR.search(each.before + each.after)
    if year is None or figure.previous_year is None:
        return False
    return int(year[1]) != figure.previous_year


def _role_of_percent(each: Quantity, of_plan: bool) -> Role:
    if each.lead in ("tăng", "giảm"):
        return Role.CHANGE_PCT
    if of_plan:
        return Role.PLAN_EXCESS_PCT if each.lead == "vượt" else Role.PLAN_PCT
    return Role.SHARE


def _is_the_plan(each: Quantity, figure: Figure) -> bool:
    if figure.plan is None or each.number is None or each.unit is None:
        return False
    return figure.plan * unit_of(figure.unit).factor == each.number * each.unit.factor


def _compute(role: Role, figure: Figure, whole: Decimal | None) -> Decimal | None:
    value, previous, plan = figure.value, figure.previous, figure.plan
    change, excess = _difference(value, previous), _difference(value, plan)
    return {
        Role.VALUE: value,
        Role.PREVIOUS: previous,
        Role.PLAN: plan,
        Role.CHANGE: change,
        Role.PLAN_EXCESS: excess,
        Role.CHANGE_PCT: _share(change, previous, HUNDRED),
        Role.PLAN_PCT: _share(value, plan, HUNDRED),
        Role.PLAN_EXCESS_PCT: _share(excess, plan, HUNDRED),
        Role.SHARE: _share(value, whole, HUNDRED),
        Role.TIMES_PREVIOUS: _share(value, previous, Decimal(1)),
        Role.TIMES_PLAN: _share(value, plan, Decimal(1)),
    }[role]


def _difference(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a - b


def _share(part: Decimal | None, whole: Decimal | None, times: Decimal) -> Decimal | None:
    return None if part is None or not whole else part / whole * times
