"""What the operations of presence have in common: of which enterprise they are asked, a row as its schema."""

from typing import Any

from ninja import Schema

from songhanh.core.api.paging import Paging
from songhanh.core.api.values import Code


class PresenceAsked(Paging):
    """Of one enterprise, or of all in scope."""

    enterprise: Code | None = None


def attributes(row: Any, schema: type[Schema], **given: Any) -> dict[str, Any]:
    """What the schema names, of the row where it is not given."""
    return {name: given[name] if name in given else getattr(row, name) for name in schema.model_fields}
