"""Identity numbers out of a workbook, where the first zeros get lost. A repair is proposed, never made."""

import re
from dataclasses import dataclass
from enum import StrEnum

from songhanh.core.files.sheet import Cell
from songhanh.core.files.values import cell_text

CCCD_LENGTH, CMND_LENGTH = 12, 9
PASSPORT = re.compile(r"[A-Z]{1,3}\d{5,9}[A-Z]?$|[A-Z0-9]{6,12}$")
CARD = re.compile(r"[0-9]{12}\Z")
SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d{1,2}$", re.I)
SEPARATORS = re.compile(r"[\s.\-_'’`]+")
LAST_PROVINCE = 96  # codes of provinces in identity numbers run from 001 to 096


class IdentityKind(StrEnum):
    """The paper that a number looks like."""

    CCCD = "CCCD"
    CMND = "CMND"
    PASSPORT = "PASSPORT"


class IdentityProblem(StrEnum):
    """What is wrong with the number as it stands."""

    LOST_ZEROS = "LOST_ZEROS"
    ROUNDED = "ROUNDED"
    WRONG_LENGTH = "WRONG_LENGTH"
    NOT_A_NUMBER = "NOT_A_NUMBER"


@dataclass(frozen=True, slots=True)
class IdentityReading:
    """`text`: the number without spaces and dots; `proposal`: what it likely was, for a person to confirm."""

    text: str
    kind: IdentityKind | None = None
    problem: IdentityProblem | None = None
    proposal: str = ""


def read_identity(cell: Cell) -> IdentityReading:
    """Read one cell. A blank one gives an empty text without a problem."""
    if isinstance(cell, str) and CARD.match(cell):
        return IdentityReading(cell, IdentityKind.CCCD)
    text = cell_text(cell).upper()
    if SCIENTIFIC.match(text):
        return IdentityReading(text, problem=IdentityProblem.ROUNDED)
    text = SEPARATORS.sub("", text)
    if not text:
        return IdentityReading("")
    if text.isdecimal() and text.isascii():
        return _read_digits(text)
    if PASSPORT.match(text) and re.search(r"\d", text):
        return IdentityReading(text, IdentityKind.PASSPORT)
    return IdentityReading(text, problem=IdentityProblem.NOT_A_NUMBER)


def _read_digits(text: str) -> IdentityReading:
    if len(text) == CCCD_LENGTH:
        return IdentityReading(text, IdentityKind.CCCD)
    if len(text) == CMND_LENGTH:
        return IdentityReading(text, IdentityKind.CMND)
    proposal = text.zfill(CCCD_LENGTH)
    if len(text) in (10, 11) and _plausible(proposal):
        return IdentityReading(text, IdentityKind.CCCD, IdentityProblem.LOST_ZEROS, proposal)
    if len(text) == CMND_LENGTH - 1:
        return IdentityReading(text, IdentityKind.CMND, IdentityProblem.LOST_ZEROS, text.zfill(CMND_LENGTH))
    return IdentityReading(text, problem=IdentityProblem.WRONG_LENGTH)


def _plausible(number: str) -> bool:
    """A province that exists, and a digit for sex and century that people alive can have (0 to 3)."""
    return 1 <= int(number[:3]) <= LAST_PROVINCE and number[3] in "0123"
