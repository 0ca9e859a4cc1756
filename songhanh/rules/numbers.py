"""Numbers as people type them, Vietnamese, English or from a workbook; two readings are never guessed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from songhanh.rules.formats import (
    format_date,
    format_figure,
    format_number,
    format_percent,
    round_half_up,
)

__all__ = [
    "COUNTED", "Problem", "Reading", "Style", "format_date", "format_figure", "format_number",
    "format_percent", "read_column", "read_number", "round_half_up", "style_of",
]  # fmt: skip

# Units of things that are counted whole: a separator before three digits can only group thousands.
COUNTED = frozenset(
    ("người", "lượt người", "lao động", "hồ sơ", "suất", "ca", "dự án", "doanh nghiệp", "lượt", "khu")
)
SHAPE = re.compile(r"(?P<number>[0-9][0-9.,' ]*[0-9]|[0-9]|[.,][0-9]+)\s*(?P<unit>m[23]|[^\W\d_][^\d]*|%)?")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<sep>[.,' ])[0-9]{3})(?:(?P=sep)[0-9]{3})*")
# «28.9» may be English 28.9, or Vietnamese 28.900 from which a workbook dropped the zeros.
LOST_ZEROS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{1,2}")
BLANK_GROUPS = re.compile(r"(?P<whole>[^.,]*)(?:(?P<mark>[.,])(?P<decimals>[0-9]+))?")
SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2019": "'"})


class Style(StrEnum):
    """Which mark groups thousands and which begins the decimals."""

    VI = "VI"  # 1.503,25
    EN = "EN"  # 1,503.25


class Problem(StrEnum):
    """Why a text gave no number."""

    BLANK = "BLANK"
    AMBIGUOUS = "AMBIGUOUS"
    NOT_A_NUMBER = "NOT_A_NUMBER"


@dataclass(frozen=True)
class Reading:
    """What a text says: a number, or a problem with the numbers it might mean.

    `unit` holds words written after the number; they are reported, never computed with.
    """

    number: Decimal | None
    problem: Problem | None = None
    candidates: tuple[Decimal, ...] = ()
    unit: str = ""


def read_number(
    typed: str | int | float | Decimal | None, style: Style | None = None, *, by_hand: bool = False
) -> Reading:
    """Read one typed value. A workbook's own number is exact; a text with one mark may be AMBIGUOUS.

    With `style` known, only what cannot be written in that style stays ambiguous (`28.9` in Vietnamese).
    Where it was typed `by_hand` no workbook dropped zeros: a group has three digits, and `28.9` reads one way.
    """
    if typed is None or isinstance(typed, bool):
        return Reading(None, Problem.BLANK if typed is None else Problem.NOT_A_NUMBER)
    if not isinstance(typed, str):
        return _read_exact(typed)
    text = unicodedata.normalize("NFKC", typed).translate(SIGNS).strip()
    if not text:
        return Reading(None, Problem.BLANK)
    negative, body = _without_sign(text)
    found = SHAPE.fullmatch(body)
    if not found:
        return Reading(None, Problem.NOT_A_NUMBER)
    meanings = _meanings(found["number"], by_hand=by_hand)
    if style is not None and style in meanings:
        meanings = {style: meanings[style]}
    return _reading(set(meanings.values()), negative, (found["unit"] or "").strip())


def read_column(
    typed: Sequence[str | int | float | Decimal | None], unit: str = "", *, by_hand: bool = False
) -> list[Reading]:
    """Read a column whose cells share one way of writing, decided by the cells that read one way only.

    Where they do not decide, a unit that is counted whole (`COUNTED`) does; else ambiguous cells stay so,
    to be asked.
    """
    style = style_of(text for text in typed if isinstance(text, str))
    readings = [read_number(each, style, by_hand=by_hand) for each in typed]
    return [_as_count(reading) for reading in readings] if unit in COUNTED else readings


def style_of(texts: Iterable[str]) -> Style | None:
    """The way of writing that the unambiguous texts agree on; None if none tells or two disagree."""
    told = {style for text in texts if (style := _style_told_by(text))}
    return told.pop() if len(told) == 1 else None


def _read_exact(typed: int | float | Decimal) -> Reading:
    if isinstance(typed, float):
        return Reading(Decimal(repr(typed))) if isfinite(typed) else Reading(None, Problem.NOT_A_NUMBER)
    exact = Decimal(typed)
    return Reading(exact) if exact.is_finite() else Reading(None, Problem.NOT_A_NUMBER)


def _without_sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1].strip()
    if text.startswith(("-", "+")):
        return text[0] == "-", text[1:].strip()
    return False, text


def _reading(values: set[Decimal], negative: bool, unit: str) -> Reading:
    signed = tuple(sorted(-value if negative else value for value in values))
    if len(signed) == 1:
        return Reading(signed[0], unit=unit)
    return Reading(None, Problem.AMBIGUOUS if signed else Problem.NOT_A_NUMBER, signed, unit)


def _as_count(reading: Reading) -> Reading:
    if reading.problem is not Problem.AMBIGUOUS:
        return reading
    small, large = sorted(reading.candidates, key=abs)
    three_digits_after_the_mark = small.as_tuple().exponent == -3
    return Reading(large, unit=reading.unit) if three_digits_after_the_mark else reading


def _style_told_by(text: str) -> Style | None:
    clean = unicodedata.normalize("NFKC", text).translate(SIGNS).strip()
    found = SHAPE.fullmatch(_without_sign(clean)[1])
    meanings = _meanings(found["number"]) if found else {}
    return next(iter(meanings)) if len(meanings) == 1 else None


def _meanings(number: str, *, by_hand: bool = False) -> dict[Style | None, Decimal]:
    """The numbers a text of digits and marks may mean, by way of writing (None: the same in both)."""
    if number.isdigit():
        return {None: Decimal(number)}
    if " " in number or "'" in number:
        return _grouped_by_blank(number)
    meanings: dict[Style | None, Decimal] = {
        style: value for style in Style if (value := _in_style(number, style)) is not None
    }
    if not by_hand and LOST_ZEROS.fullmatch(number):
        meanings[None] = Decimal(number) * 1000
    return meanings


def _grouped_by_blank(number: str) -> dict[Style | None, Decimal]:
    found = BLANK_GROUPS.fullmatch(number)
    if not found or not GROUPED.fullmatch(found["whole"]):
        return {}
    digits = re.sub(r"[' ]", "", found["whole"])
    style = {",": Style.VI, ".": Style.EN}.get(found["mark"] or "")
    return {style: Decimal(f"{digits}.{found['decimals'] or 0}") if style else Decimal(digits)}


def _in_style(number: str, style: Style) -> Decimal | None:
    thousands, point = (".", ",") if style is Style.VI else (",", ".")
    whole, mark, decimals = number.partition(point)
    if mark and not decimals.isdigit():
        return None
    if not (whole.isdigit() or not whole or _is_grouped(whole, thousands)):
        return None
    digits = whole.replace(thousands, "") or "0"
    return Decimal(f"{digits}.{decimals}" if mark else digits)


def _is_grouped(whole: str, mark: str) -> bool:
    found = GROUPED.fullmatch(whole)
    return found is not None and found["sep"] == mark
