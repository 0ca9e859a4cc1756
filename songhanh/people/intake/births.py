"""Columns that state one thing in several places: «Ngày sinh» under Nam and Nữ, or as day, month and year.

The parts are read as one column: the date of birth goes to the column's own rules, the place where it stands
says the sex. Nothing is chosen between two dates of one person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from songhanh.core.files.headings import Heading, bare
from songhanh.core.files.sheet import Cell, CellError
from songhanh.core.files.values import cell_text
from songhanh.people.intake.statement import Statement

BORN = ("born_male", "born_female")
SEXED = ("sex_male", "sex_female")  # a mark under «Nam» or «Nữ»
DAY_PARTS = ("birth_day", "birth_month", "birth_year")
PARTS = {"birth_date": (*BORN, *DAY_PARTS), "sex": (*SEXED, *BORN)}
WHOLE = dict.fromkeys((*BORN, *DAY_PARTS), "birth_date")  # what each part of a date is read as
SEX_WORDS = ("Nam", "Nữ")
SEX_CODES = ("M", "F")
Columns = Mapping[str, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class BirthProblem:
    """A row whose parts contradict each other: the code of the finding and the part it stands in."""

    row: int
    column: str
    code: str


def settled_parts(columns: Mapping[str, int], headings: Sequence[Heading]) -> dict[str, int]:
    """The mapped columns with the parts told apart: without diacritics «Nam» is a sex and a year alike.

    A whole column goes before its parts. A bare «Nữ» is the other half of the male dates left of it (their head
    is not merged over both); anywhere else it is marked, not filled with dates.
    """
    found = dict(columns)
    if {"birth_day", "birth_month", "born_male"} <= found.keys() and "birth_year" not in found:
        found["birth_year"] = found.pop("born_male")
    lone = {heading.column for heading in headings if [bare(part) for part in heading.parts] == ["nu"]}
    if found.get("born_female") in lone:
        at = found.pop("born_female")
        half = "born_female" if found.get("born_male") == at - 1 else "sex_female"
        found.setdefault(half, at)
    spare = {*(WHOLE if "birth_date" in found else ()), *(SEXED if "sex" in found else ())}
    return {code: at for code, at in found.items() if code not in spare}


def joined(cells: Columns) -> dict[str, Sequence[Cell]]:
    """The cells with «birth_date» and «sex» made of their parts where the list has only those."""
    found = dict(cells)
    rows = len(next(iter(cells.values()), ()))
    if "birth_date" not in cells:
        if any(code in cells for code in BORN):
            found["birth_date"] = [_one(pair) for pair in _pairs(cells, BORN, rows)]
        elif set(DAY_PARTS) <= cells.keys():
            found["birth_date"] = [_day(*parts) for parts in zip(*(cells[p] for p in DAY_PARTS), strict=True)]
    for halves in (SEXED, BORN):
        if "sex" not in cells and any(code in cells for code in halves):
            found["sex"] = [_sex(pair) for pair in _pairs(cells, halves, rows)]
            break
    return found


def standing(cells: Columns, code: str, row: int) -> str:
    """The part of a joined column in which the row's value stands: where its findings belong."""
    parts = [part for part in PARTS.get(code, ()) if part in cells]
    return next((part for part in parts if not _blank(cells[part][row])), parts[0] if parts else code)


def contradictions(cells: Columns, statements: Sequence[Statement]) -> Iterator[BirthProblem]:
    """Both halves filled in, or a half that is not the sex the list states."""
    for halves, code in ((BORN, "born_twice"), (SEXED, "sex_twice")):
        if not any(half in cells for half in halves):
            continue
        for row, pair in enumerate(_pairs(cells, halves, len(statements))):
            filled = [half for half, cell in enumerate(pair) if not _blank(cell)]
            if len(filled) > 1:
                yield BirthProblem(row, halves[0], code)
            elif filled and statements[row].sex not in {"", SEX_CODES[filled[0]]}:
                yield BirthProblem(row, halves[filled[0]], "born_other_sex")


def _pairs(cells: Columns, halves: tuple[str, str], rows: int) -> Iterator[tuple[Cell, Cell]]:
    blank = [""] * rows
    return zip(cells.get(halves[0], blank), cells.get(halves[1], blank), strict=True)


def _blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _one(pair: tuple[Cell, Cell]) -> Cell:
    male, female = pair
    if _blank(female):
        return male
    return female if _blank(male) else ""


def _sex(pair: tuple[Cell, Cell]) -> str:
    filled = [word for word, cell in zip(SEX_WORDS, pair, strict=True) if not _blank(cell)]
    return filled[0] if len(filled) == 1 else ""


def _day(day: Cell, month: Cell, year: Cell) -> Cell:
    """«5 tháng 3 năm 1990», which reads one way only; what is not all there is left as it is written."""
    error = next((cell for cell in (day, month, year) if isinstance(cell, CellError)), None)
    if error is not None:
        return error
    texts = [cell_text(cell).strip() for cell in (day, month, year)]
    if all(texts):
        return f"{texts[0]} tháng {texts[1]} năm {texts[2]}"
    return "/".join(text for text in texts if text)
