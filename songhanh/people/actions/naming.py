"""Which sealed lists name one of some people: looked for in everything of theirs that is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from songhanh.core.files.refusals import FileError
from songhanh.core.files.values import cell_text
from songhanh.core.files.workbook import open_workbook
from songhanh.definitions.units import fold
from songhanh.people.actions.change_set import unsealed
from songhanh.people.models import Employment, PeopleImport, Person
from songhanh.people.models.identity import unseal_number


@dataclass(frozen=True, slots=True)
class Wanted:
    """What tells these people: their numbers (bare, without leading zeros), names, and rows."""

    numbers: frozenset[str]
    names: frozenset[str]
    rows: frozenset[int]


def wanted_of(people: list[Person], stretches: list[Employment]) -> Wanted:
    """What to look for; still readable when this is asked, erased afterwards."""
    return Wanted(
        frozenset(_bare(unseal_number(each.identity_cipher)) for each in people),
        frozenset(fold(each.full_name) for each in stretches if each.full_name),
        frozenset(each.pk for each in stretches),
    )


def names_one(import_: PeopleImport, wanted: Wanted) -> bool:
    """Whether the file as sent, or what the import wrote, names one of them. What cannot be read counts as naming."""
    return any(_found(look, import_, wanted) for look in (_written, _in_file))


def _found(look: Callable[[PeopleImport, Wanted], bool], import_: PeopleImport, wanted: Wanted) -> bool:
    try:
        return look(import_, wanted)
    except (FileError, InvalidTag, ValueError, KeyError):
        return True


def _written(import_: PeopleImport, wanted: Wanted) -> bool:
    return bool(import_.change_set) and not wanted.rows.isdisjoint(
        unsealed(import_.change_set or b"").written()
    )


def _in_file(import_: PeopleImport, wanted: Wanted) -> bool:
    """Any cell of any sheet, hidden ones too, that is one of the numbers or one of the names."""
    if not import_.file_cipher:
        return bool(import_.preview or import_.kept_rows)
    return any(_bare(text) in wanted.numbers or fold(text) in wanted.names for text in _texts(import_))


def _texts(import_: PeopleImport) -> Iterator[str]:
    for sheet in open_workbook(import_.file(), import_.file_name).sheets(hidden=True):
        for row in sheet.rows():
            yield from (text for text in map(cell_text, row) if len(text) > 4)


def _bare(text: str) -> str:
    """A number without what Excel and people put in or leave out; "" for other text."""
    bare = "".join(letter for letter in text.upper() if letter.isalnum())
    return bare.lstrip("0") if any(letter.isdigit() for letter in bare) else ""
