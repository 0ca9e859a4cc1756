"""Rows out of statements; shared by hiring one person and importing thousands."""

from typing import Any

from songhanh.enterprises.models import Enterprise
from songhanh.people.intake.statement import PERSONAL, PLACEMENT, Statement, name_key
from songhanh.people.models import Employment, Person
from songhanh.people.models.identity import masked, seal_number


def new_person(statement: Statement, key: str) -> Person:
    """A person not yet stored; `key` is the hash of the number."""
    return Person(
        identity_kind=statement.identity_kind,
        identity_country=statement.identity_country,
        identity_cipher=seal_number(statement.number),
        identity_hash=key,
        identity_mask=masked(statement.number),
    )


def stretch(enterprise: Enterprise, person: Person | int, statement: Statement) -> Employment:
    """The first stretch of a new stay, not yet stored."""
    stated: dict[str, Any] = {name: getattr(statement, name) for name in (*PERSONAL, *PLACEMENT)}
    stated |= {"joined_on": statement.joined_on, "since": statement.joined_on}
    return Employment(
        person_id=person if isinstance(person, int) else person.pk,
        enterprise_id=enterprise.pk,
        name_key=name_key(statement.full_name),
        left_on=statement.left_on,
        until=statement.left_on,
        **stated,
    )
