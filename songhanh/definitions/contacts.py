"""Contact definitions by document and by day, and the one of ours, from `contacts.toml`."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from songhanh.definitions.toml import DefinitionError, read_toml
from songhanh.rules.tracing.definition import UNREAD, Alternative, ContactDefinition, InfectiousPeriod

OURS = "ours"


@lru_cache(maxsize=1)
def contact_definitions() -> dict[str, ContactDefinition]:
    """All by code, oldest first; loaded once."""
    found = [_definition(row) for row in read_toml("contacts.toml")["definitions"]]
    documents = [each.since for each in found if not each.ours]
    if documents != sorted(documents) or [each.code for each in found if each.ours] != [OURS]:
        raise DefinitionError("contacts.toml: documents stand by date, and one definition is ours")
    return {each.code: each for each in found}


def contact_definition(code: str) -> ContactDefinition:
    """The one of this code. Raises DefinitionError with the codes there are."""
    known = contact_definitions()
    if code not in known:
        raise DefinitionError(f"Không có định nghĩa tiếp xúc «{code}». Chọn một trong: {', '.join(known)}.")
    return known[code]


def documents_on(day: date) -> ContactDefinition | None:
    """What the newest document said on a day; None before the first. Ours is never in force, only chosen."""
    issued = [each for each in contact_definitions().values() if not each.ours and each.since <= day]
    return issued[-1] if issued else None


def _definition(row: Mapping[str, Any]) -> ContactDefinition:
    infectious = row.get("infectious")
    return ContactDefinition(
        code=row["code"],
        document=row["document"],
        since=row["since"],
        source=row["source"],
        ours=row.get("ours", False),
        infectious=infectious and InfectiousPeriod(infectious["days_before"], infectious["ends"]),
        f1=_alternatives(row.get("f1")),
        f2=_alternatives(row.get("f2")),
        f1_days=row.get("f1_days"),
    )


def _alternatives(rows: list[dict[str, Any]] | None) -> tuple[Alternative, ...]:
    return UNREAD if rows is None else tuple(_alternative(row) for row in rows)


def _alternative(row: Mapping[str, Any]) -> Alternative:
    distance = row.get("distance_m")
    return Alternative(
        code=row["code"],
        minutes=row.get("minutes"),
        near=row.get("near", False),
        distance_m=None if distance is None else Decimal(distance),
        masked=row.get("masked"),
        physical=row.get("physical", False),
        unprotected_care=row.get("unprotected_care", False),
        wording_known=row["code"] != "unread",
    )
