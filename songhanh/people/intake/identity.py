"""Identity numbers checked: which paper, and whether number, birth date and sex agree."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from vn_ident import CardNumber, parse_cccd

from songhanh.core.files.identity import IdentityProblem, IdentityReading, read_identity
from songhanh.core.files.mark import Level
from songhanh.core.files.sheet import Cell
from songhanh.definitions.identity_papers import INVENTED_PROVINCE, ended_on
from songhanh.definitions.units import fold
from songhanh.people.intake.countries import country_choices
from songhanh.people.intake.statement import Statement
from songhanh.people.models.identity import number_hash

Problem = tuple[str, Level, dict[str, Any]]  # code, level, values
SEX_OF = {"male": "M", "female": "F"}
ANY_PROVINCE = "001"


def paper_of(reading: IdentityReading, kind_text: str, nationality: str) -> str:
    """Which paper the number stands on: what the list says, else nationality, else its shape."""
    said = _folded(kind_text)
    if "ho chieu" in said or "passport" in said or (not said and nationality != "VN"):
        return "PASSPORT"
    return str(reading.kind) if reading.kind else ""


@lru_cache(maxsize=1_000)
def _folded(kind_text: str) -> str:
    return fold(kind_text)


def number_of(reading: IdentityReading, paper: str, *, repair: bool) -> str:
    """The number to keep: with `repair` its lost zeros are put back."""
    if paper != "PASSPORT" and repair and reading.problem is IdentityProblem.LOST_ZEROS:
        return reading.proposal
    return reading.text


def read_problems(reading: IdentityReading, paper: str, *, repair: bool) -> Iterator[Problem]:
    """What is wrong with the cell itself. A passport may be of digits only, as short as six."""
    digits = len(reading.text)
    match reading.problem:
        case IdentityProblem.ROUNDED:
            yield "rounded", Level.ERROR, {}
        case IdentityProblem.LOST_ZEROS if paper != "PASSPORT" and not repair:
            yield "lost_zeros", Level.ERROR, {"digits": digits, "wanted": len(reading.proposal)}
        case IdentityProblem.WRONG_LENGTH if paper != "PASSPORT" or not 6 <= digits <= 12:
            yield "length", Level.ERROR, {"digits": digits}
        case IdentityProblem.NOT_A_NUMBER:
            yield "not_a_number", Level.ERROR, {}


def number_problems(
    paper: str, number: str, *, country: str, birth_date: date | None, sex: str, on: date
) -> Iterator[Problem]:
    """What is wrong with a number of the right shape; the two digits' disagreements are warnings.

    A card number has no check digit: province, century and sex are all that can be told of it.
    """
    if paper == "PASSPORT" and not country:
        yield "country_missing", Level.ERROR, {}
    if paper == "CMND" and (ended := ended_on("CMND", on)):
        yield "cmnd_ended", Level.ERROR, {"ended": f"{ended:%d/%m/%Y}"}
    if paper != "CCCD":
        return
    invented = settings.DEMO and number.startswith(INVENTED_PROVINCE)
    parts = _parts(ANY_PROVINCE + number[3:6] if invented else number[:6])
    if parts is None:
        yield "province_code", Level.ERROR, {"text": number[:3]}
    elif parts.birth_year > on.year:
        yield "century", Level.ERROR, {"year": parts.birth_year}
    else:
        if birth_date and birth_date.year != parts.birth_year:
            yield "birth_year_differs", Level.WARNING, {"said": birth_date.year, "number": parts.birth_year}
        if sex and sex != SEX_OF[parts.gender]:
            yield "sex_differs", Level.WARNING, {"said": sex, "number": SEX_OF[parts.gender]}


@lru_cache(maxsize=20_000)
def _parts(structure: str) -> CardNumber | None:
    """Province, century, sex and year of a card number: all of it that says anything, the other six are random."""
    return parse_cccd(structure.ljust(12, "0"))


def possible_hashes(typed: str) -> list[str]:
    """The hashes that a typed number may have: as a card, an old card, a passport of any country."""
    number = read_identity(typed).text
    if not 6 <= len(number) <= 12 or not any(letter.isdigit() for letter in number):
        return []
    passports = [number_hash("PASSPORT", country, number) for country, _ in country_choices()]
    return [number_hash("CCCD", "VN", number), number_hash("CMND", "VN", number), *passports]


def hash_of(statement: Statement) -> str:
    """What the stated number is found by."""
    return number_hash(statement.identity_kind, statement.identity_country, statement.number)


def read_number_cell(cell: Cell) -> IdentityReading:
    """A cell's number without spaces, dots and lost formats."""
    return read_identity(cell)
