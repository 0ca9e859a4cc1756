"""How long what is kept, from `retention.toml`."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from songhanh.definitions.toml import read_toml


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data: for how many `months` from `since` (0: not erased singly), by what it goes, who says so."""

    code: str
    months: int
    name: str
    name_en: str
    since: str
    since_en: str
    means: str
    means_en: str
    confidence: str
    source: str
    source_en: str


@lru_cache(maxsize=1)
def kept() -> dict[str, Kept]:
    """All kinds by code, in the order of the file."""
    return {row["code"]: Kept(**row) for row in read_toml("retention.toml")["kept"]}


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier; its last day where there is none such."""
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
