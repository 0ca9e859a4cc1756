"""The smallest count that leaves the authority, from `disclosure.toml`."""

from dataclasses import dataclass
from functools import lru_cache

from songhanh.definitions.toml import read_toml


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Counts from 1 to `least` - 1 are withheld; who says so."""

    least: int
    source: str
    source_en: str


@lru_cache(maxsize=1)
def disclosure() -> Disclosure:
    """Loaded once."""
    return Disclosure(**read_toml("disclosure.toml"))
