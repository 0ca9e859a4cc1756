"""Units as texts write them: a scale (tỷ, triệu, nghìn) and what is measured (đồng, USD, người, hồ sơ, %)."""

import re
from dataclasses import dataclass
from decimal import Decimal

SCALES = {
    "nghìn tỷ": Decimal(10) ** 12,
    "tỷ": Decimal(10) ** 9,
    "tỉ": Decimal(10) ** 9,
    "triệu": Decimal(10) ** 6,
    "nghìn": Decimal(1000),
    "ngàn": Decimal(1000),
}
PERCENT, TIMES, VND, USD = "PERCENT", "TIMES", "VND", "USD"
MEASURES = {
    "đồng": VND,
    "vnđ": VND,
    "vnd": VND,
    "usd": USD,
    "đô la mỹ": USD,
    "đô la": USD,
    "%": PERCENT,
    "phần trăm": PERCENT,
    "lần": TIMES,
    "người lao động": "PEOPLE",
    "lượt người": "PEOPLE",
    "người-tháng": "PERSON_MONTHS",
    "người": "PEOPLE",
    "lao động": "PEOPLE",
    "công nhân": "PEOPLE",
    "việc làm": "PEOPLE",
    "hồ sơ": "DOSSIERS",
    "suất quà": "GIFTS",
    "suất": "GIFTS",
    "ca": "CASES",
    "doanh nghiệp": "ENTERPRISES",
    "dự án": "PROJECTS",
    "khu công nghiệp": "PARKS",
    "kcn": "PARKS",
    "khu": "PARKS",
    "lượt": "TURNS",
    "ha": "HECTARES",
}
COUNTED = frozenset(("PEOPLE", "DOSSIERS", "GIFTS", "CASES", "ENTERPRISES", "PROJECTS", "PARKS", "TURNS"))


def _any_of(words: dict[str, Decimal] | dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


UNIT = re.compile(
    rf"\s*(?:(?P<scale>{_any_of(SCALES)})(?!\w))?\s*(?:(?P<measure>{_any_of(MEASURES)})(?!\w))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Unit:
    """What is measured (empty: unknown) and how much one stands for."""

    measure: str
    factor: Decimal


def unit_at(text: str, start: int) -> tuple[Unit | None, int]:
    """The unit written at `start` and where it ends; no unit gives (None, start).

    A scale without a measure is money: «36 tỷ» are 36 tỷ đồng.
    """
    found = UNIT.match(text, start)
    if not found or not (found["scale"] or found["measure"]):
        return None, start
    if (
        found["measure"]
        and text[found.end() :].lstrip().lower().startswith("phần trăm")
        and found["measure"] != "%"
    ):
        return None, start
    factor = SCALES[found["scale"].lower()] if found["scale"] else Decimal(1)
    end = found.end("measure") if found["measure"] else found.end("scale")
    return Unit(MEASURES[found["measure"].lower()] if found["measure"] else VND, factor), end


def unit_of(name: str) -> Unit:
    """The unit of a figure: «tỷ VND» is 10^9 VND; an unknown name measures itself."""
    unit, end = unit_at(name, 0)
    return unit if unit and end == len(name) else Unit(name, Decimal(1))
