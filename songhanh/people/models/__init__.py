"""People's tables."""

from songhanh.people.models.corrections import CellCorrection
from songhanh.people.models.employment import Employment, Sex
from songhanh.people.models.erasure import Erasure
from songhanh.people.models.imports import ColumnMapping, ImportState, PeopleImport
from songhanh.people.models.person import IdentityKind, Person
from songhanh.people.models.revelation import Revelation

__all__ = [
    "CellCorrection",
    "ColumnMapping",
    "Employment",
    "Erasure",
    "IdentityKind",
    "ImportState",
    "PeopleImport",
    "Person",
    "Revelation",
    "Sex",
]
