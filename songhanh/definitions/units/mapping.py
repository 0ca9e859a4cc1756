"""What became of the units on 01/07/2025."""

from collections import defaultdict
from functools import lru_cache

from songhanh.definitions.units.catalogue import rows_of

# Xã Ba Chẽ: the two sources number it differently; stored codes are the catalogue's.
AS_IN_CATALOGUE = {"06970": "06978"}


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    return {row["old_code"]: row["new_code"] for row in rows_of("provinces-2025-07-01.csv.gz")}


@lru_cache(maxsize=1)
def _communes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows_of("communes-2025-07-01.csv.gz"):
        new = AS_IN_CATALOGUE.get(row["new_code"], row["new_code"])
        if new not in found[row["old_code"]]:
            found[row["old_code"]].append(new)
    return {old: tuple(new) for old, new in found.items()}


def new_province(old: str) -> str:
    """The province that the whole of an old one went to; raises KeyError for an unknown code."""
    return _provinces()[old]


def old_provinces(new: str) -> tuple[str, ...]:
    """The old provinces that make up a new one."""
    return tuple(old for old, into in _provinces().items() if into == new)


def new_communes(old: str) -> tuple[str, ...]:
    """The communes an old one went to: one where it went whole, several where it was divided.

    Empty for a commune that had been merged away before 2025: the table knows those of mid-2025 only.
    """
    return _communes().get(old, ())
