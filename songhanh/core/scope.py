"""Which rows a user sees: a frozen value, computed once per request and handed down."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ScopeKind(StrEnum):
    """How far a user sees."""

    AUTHORITY = "AUTHORITY"
    PARKS = "PARKS"
    ENTERPRISES = "ENTERPRISES"
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True)
class Scope:
    """The whole authority, some parks, or some enterprises; ids are database ids."""

    kind: ScopeKind
    park_ids: frozenset[int] = frozenset()
    enterprise_ids: frozenset[int] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing is hidden."""
        return self.kind is ScopeKind.AUTHORITY

    def kept(self) -> dict[str, Any]:
        """As a row keeps it."""
        ids = {"park_ids": sorted(self.park_ids), "enterprise_ids": sorted(self.enterprise_ids)}
        return {"kind": str(self.kind), **ids}


EVERYTHING = Scope(ScopeKind.AUTHORITY)
NOTHING = Scope(ScopeKind.NOTHING)
