"""People's tables."""

from songhanh.people.models.employment import Employment
from songhanh.people.models.imports import ColumnMapping, PeopleImport
from songhanh.people.models.person import IdentityKind, Person, Sex

__all__ = ["ColumnMapping", "Employment", "IdentityKind", "PeopleImport", "Person", "Sex"]
