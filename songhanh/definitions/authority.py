"""Who the authority is, on its documents: dated, from `authority.toml`."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from songhanh.definitions.toml import read_toml

__all__ = ["Authority", "authority_on"]


@dataclass(frozen=True)
class Authority:
    """Names as they stand at the head of a document, valid for documents made in `[valid_from, …)`."""

    valid_from: date
    superior: str
    name: str
    symbol: str
    place: str
    head_title: str
    recipients: tuple[str, ...]
    source: str


@lru_cache(maxsize=1)
def authorities() -> tuple[Authority, ...]:
    """Every version, oldest first; loaded once."""
    rows = read_toml("authority.toml")["authorities"]
    return tuple(Authority(**{**row, "recipients": tuple(row["recipients"])}) for row in rows)


def authority_on(day: date) -> Authority:
    """The names that a document made on this day carries."""
    return [each for each in authorities() if each.valid_from <= day][-1]
