"""A worker list checked row by row: a statement for each row, and everything that is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import repeat
from typing import Any

from songhanh.core.files.findings import Finding
from songhanh.core.files.mark import Level
from songhanh.people.intake.births import contradictions
from songhanh.people.intake.cells import Reader
from songhanh.people.intake.identity import (
    number_of,
    number_problems,
    paper_of,
    read_number_cell,
    read_problems,
)
from songhanh.people.intake.origins import find_origin
from songhanh.people.intake.reading import WorkerList
from songhanh.people.intake.statement import Statement

WORKING_AGE = 15  # Bộ luật Lao động 2019, Điều 3: younger workers need special conditions


@dataclass(frozen=True, slots=True)
class Terms:
    """How a list is to be read: the day it describes, the sender's answers and agreed repairs."""

    on: date
    answers: dict[str, str] = field(default_factory=dict)
    repairs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CheckedList:
    """`statements` in the order of the rows; `wrong` and `doubtful` are sheet rows with an error or a warning."""

    source: WorkerList
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    wrong: frozenset[int]
    doubtful: frozenset[int]

    def rows(self, *, wrong: bool = False, doubtful: bool = True) -> Iterator[tuple[int, Statement]]:
        """(sheet row, statement) of the rows to take."""
        for place, statement in zip(self.source.places, self.statements, strict=True):
            if (wrong or place not in self.wrong) and (doubtful or place not in self.doubtful):
                yield place, statement


def check_list(source: WorkerList, terms: Terms) -> CheckedList:
    """Check every cell, every row, and the rows against each other."""
    reader = Reader(source, terms.on, terms.answers)
    statements = _statements(reader)
    for problem in contradictions(source.cells, statements):
        reader.find(problem.row, problem.column, problem.code)
    _identities(reader, statements, terms)
    _origins(reader, statements)
    _rows(reader, statements)
    _twice(reader, "identity_number", [_identity(statement) for statement in statements])
    _twice(reader, "employee_code", [statement.employee_code for statement in statements])
    return checked(source, statements, reader.findings)


def checked(source: WorkerList, statements: Sequence[Statement], findings: Sequence[Finding]) -> CheckedList:
    """With the rows sorted into right, wrong and doubtful."""
    ordered = sorted(findings, key=lambda found: (found.row, source.columns.get(found.column, 0)))
    wrong = frozenset(found.row for found in ordered if found.level is Level.ERROR)
    doubtful = frozenset(found.row for found in ordered if found.level is Level.WARNING) - wrong
    return CheckedList(source, tuple(statements), tuple(ordered), wrong, doubtful)


def _statements(reader: Reader) -> list[Statement]:
    """All columns but identity and origin."""
    texts = ("employee_code", "full_name", "job", "contract", "workshop", "line", "shift")
    columns: dict[str, Iterable[Any]] = {
        **{code: reader.texts(code) for code in texts},
        "birth_date": reader.dates("birth_date"),
        "sex": reader.sexes(),
        "nationality": reader.countries("nationality"),
        "phone": reader.phones(),
        "wage": reader.wages(),
        "joined_on": reader.dates("joined_on"),
        "left_on": reader.dates("left_on"),
    }
    return list(map(Statement, *(columns.get(each.name, repeat(each.default)) for each in fields(Statement))))


def _identities(reader: Reader, statements: list[Statement], terms: Terms) -> None:
    repair = "lost_zeros" in terms.repairs
    numbers = reader.cells("identity_number")
    kinds, countries = reader.texts("identity_kind"), reader.countries("identity_country")
    for row, statement in enumerate(statements):
        reading = read_number_cell(numbers[row])
        statement.nationality = statement.nationality or "VN"
        paper = paper_of(reading, kinds[row], statement.nationality)
        statement.identity_kind = paper
        statement.identity_country = _country(paper, countries[row], statement.nationality)
        statement.number = number_of(reading, paper, repair=repair)
        problems = list(read_problems(reading, paper, repair=repair))
        if not problems and statement.number:
            problems = list(
                number_problems(
                    paper,
                    statement.number,
                    country=statement.identity_country,
                    birth_date=statement.birth_date,
                    sex=statement.sex,
                    on=terms.on,
                )
            )
        for code, level, values in problems:
            reader.find(row, "identity_number", code, level, **values)


def _country(paper: str, stated: str, nationality: str) -> str:
    if paper != "PASSPORT":
        return "VN"
    return stated or (nationality if nationality != "VN" else "")


def _origins(reader: Reader, statements: list[Statement]) -> None:
    provinces, districts, communes = (reader.texts(code) for code in ("province", "district", "commune"))
    for row, statement in enumerate(statements):
        texts = (provinces[row], districts[row], communes[row])
        if statement.nationality != "VN" or not any(texts):
            continue
        found = find_origin(*texts, reader.on)
        if found.column:
            text = texts[("province", "district", "commune").index(found.column)]
            code = "unit_several" if len(found.candidates) > 1 else "unit_unknown"
            reader.find(row, found.column, code, text=text, candidates=", ".join(found.candidates[:4]))
        else:
            statement.origin_province, statement.origin_district = found.province, found.district
            statement.origin_commune, statement.origin_catalogue = found.commune, found.catalogue


def _rows(reader: Reader, statements: list[Statement]) -> None:
    has_birth = "birth_date" in reader.source.cells
    unread = {(found.row, found.column) for found in reader.findings}
    for row, statement in enumerate(statements):
        place = reader.source.places[row]
        if not statement.full_name:
            reader.find(row, "full_name", "blank")
        if not statement.number and (place, "identity_number") not in unread:
            reader.find(row, "identity_number", "blank")
        unborn = has_birth and statement.birth_date is None
        if unborn and (place, reader.source.standing("birth_date", row)) not in unread:
            reader.find(row, "birth_date", "blank", Level.WARNING)
        for problem, level, column in statement_problems(statement, reader.on):
            reader.find(row, column, problem, level)


def statement_problems(statement: Statement, on: date) -> Iterator[tuple[str, Level, str]]:
    """(code, level, column) of what does not fit together within one statement."""
    joined, left, born = statement.joined_on, statement.left_on, statement.birth_date
    if joined and left and left <= joined:
        yield "left_before_joining", Level.ERROR, "left_on"
    if born and (joined or on) < _birthday(born, WORKING_AGE):
        yield "too_young", Level.WARNING, "birth_date"


def _birthday(born: date, age: int) -> date:
    """29/02 falls on 01/03 in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _identity(statement: Statement) -> str:
    if not statement.number:
        return ""
    return f"{statement.identity_kind} {statement.identity_country} {statement.number}"


def _twice(reader: Reader, column: str, values: list[str]) -> None:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, value in enumerate(values):
        if value:
            rows[value].append(row)
    for found in rows.values():
        if len(found) > 1:
            others = ", ".join(str(reader.source.places[row] + 1) for row in found[:6])
            for row in found:
                reader.find(row, column, "twice", count=len(found), rows=others)
