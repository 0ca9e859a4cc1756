"""Rows out of statements; shared by hiring one person and importing thousands."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from songhanh.enterprises.models import Enterprise
from songhanh.people.intake.statement import PERSONAL, PLACEMENT, Statement, name_key
from songhanh.people.models import Employment, Person
from songhanh.people.models.identity import masked, seal_number

STATED = (*PERSONAL, *PLACEMENT, "joined_on", "left_on")
Columns = dict[str, Sequence[Any]]


def new_person(statement: Statement, key: str) -> Person:
    """A person not yet stored; `key` is the hash of the number."""
    return Person(**_first(person_columns([statement], [key])))


def stretch(enterprise: Enterprise, person: Person | int, statement: Statement) -> Employment:
    """The first stretch of a new stay, not yet stored."""
    person_id = person if isinstance(person, int) else person.pk
    return Employment(**_first(stretch_columns(enterprise.pk, [person_id], [statement])))


def person_columns(statements: Sequence[Statement], keys: Sequence[str]) -> Columns:
    """New persons column by column, but for their UUIDs."""
    return {
        "identity_kind": [each.identity_kind for each in statements],
        "identity_country": [each.identity_country for each in statements],
        "identity_cipher": [seal_number(each.number) for each in statements],
        "identity_hash": list(keys),
        "identity_mask": [masked(each.number) for each in statements],
    }


def stretch_columns(enterprise_id: int, people: Sequence[int], statements: Sequence[Statement]) -> Columns:
    """First stretches of new stays column by column, for the persons in the same order, but for their UUIDs."""
    columns = zip(*map(attrgetter(*STATED), statements), strict=True)
    stated: Columns = dict(zip(STATED, columns, strict=True))
    return stated | {
        "person_id": list(people),
        "enterprise_id": [enterprise_id] * len(people),
        "name_key": [name_key(each.full_name) for each in statements],
        "since": stated["joined_on"],
        "until": stated["left_on"],
    }


def _first(columns: Columns) -> dict[str, Any]:
    return {name: values[0] for name, values in columns.items()}
