"""From US dollars to dong by one rate; nothing is rounded here."""

import re
from dataclasses import dataclass
from decimal import Decimal

USD = "USD"
# Outside of this a rate is a slip of typing (22,75 or 2.275.000), whatever the State Bank announces.
LOWEST, HIGHEST = Decimal(10_000), Decimal(100_000)
# As Vietnamese and as English write it: whole thousands in groups or not at all, then decimals.
WRITTEN = (
    (re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?"), ".", ","),
    (re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"), ",", "."),
)
MILLION, BILLION = Decimal(10**6), Decimal(10**9)
# Unit in dollars: how many dollars it is, and the unit in dong that shows it well, with its size.
UNITS: dict[str, tuple[Decimal, str, Decimal]] = {
    "USD": (Decimal(1), "triệu VND", MILLION),
    "nghìn USD": (Decimal(1000), "triệu VND", MILLION),
    "triệu USD": (MILLION, "tỷ VND", BILLION),
    "tỷ USD": (BILLION, "tỷ VND", BILLION),
}


@dataclass(frozen=True, slots=True)
class Dong:
    """An amount in `unit` («triệu VND», «tỷ VND»)."""

    value: Decimal
    unit: str


def is_foreign(unit: str) -> bool:
    """Whether an amount in this unit is one of dollars."""
    return unit in UNITS


def in_dong(amount: Decimal, unit: str, rate: Decimal) -> Dong | None:
    """`amount` in `unit` by `rate` (dong for 1 USD); None where the unit is not one of dollars.

    1.503 «triệu USD» by 23.100 is 34,7193 «tỷ VND».
    """
    if unit not in UNITS:
        return None
    dollars, name, size = UNITS[unit]
    return Dong(amount * dollars * rate / size, name)


def is_plausible(rate: Decimal) -> bool:
    """Whether a rate can be meant: in dong for 1 USD, with two decimals at most."""
    return LOWEST <= rate <= HIGHEST and rate == rate.quantize(Decimal("0.01"))


def read_rate(text: str) -> Decimal | None:
    """The rate that is written there («23.145,5», «23,145.5», «23145»); None where none can be meant.

    No text reads two ways: a rate has five digits before its decimals, or six.
    """
    for pattern, grouping, point in WRITTEN:
        if pattern.fullmatch(text.strip()):
            rate = Decimal(text.strip().replace(grouping, "").replace(point, "."))
            if is_plausible(rate):
                return rate
    return None
