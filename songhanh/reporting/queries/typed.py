"""A draft's cells: what was typed, what it was read as, how it is shown again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from songhanh.core.ui.formats import nfc
from songhanh.reporting.models import Draft, Obligation, ReportVersion
from songhanh.rules.checks.cells import Cell, Value, ValueType
from songhanh.rules.formats import format_number
from songhanh.rules.numbers import COUNTED, Problem, Reading, Style, read_column, read_number, style_of

DraftCell = Mapping[str, Any]
COUNTED_UNIT = "người"  # any unit that is counted whole
GROUP = 3  # digits between two marks of thousands
ENGLISH = "1,234.5"  # reads one way, the English one


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text: the number it says, else the numbers it might say, else a unit that is not the cell's."""

    number: Decimal | None
    candidates: tuple[Decimal, ...] = ()
    other_unit: str = ""


def read_typed(
    cell: Cell, typed: str, style: Style | None, currency: str = "", *, by_hand: bool = False
) -> Typed:
    """Read one numeric cell; `style` is how the report's other cells are written, if they tell."""
    return _typed(cell, _reading(cell, typed, style, by_hand), currency)


def both_readings(cell: Cell, typed: str, currency: str = "") -> Typed:
    """All that a typed text may say, whatever unit and other cells tell: what is asked where these disagree."""
    return _typed(cell, read_number(typed, None), currency)


def _typed(cell: Cell, reading: Reading, currency: str) -> Typed:
    unit = cell.unit_in(currency)
    if reading.unit and not _same_unit(reading.unit, unit):
        return Typed(None, other_unit=reading.unit)
    if reading.problem is Problem.AMBIGUOUS:
        return Typed(None, reading.candidates)
    return Typed(reading.number)


def _reading(cell: Cell, typed: str, style: Style | None, by_hand: bool) -> Reading:
    # «2.103» in a cell of one decimal can only be two thousand: no decimals would be as many.
    counted = cell.value_type is ValueType.COUNT or cell.unit in COUNTED or cell.decimals < GROUP
    by_style = read_number(typed, style, by_hand=by_hand)
    if not counted:
        return by_style
    by_unit = read_column([typed], COUNTED_UNIT, by_hand=by_hand)[0]
    if style is None or by_style.number is None or by_unit.number is None:
        return by_unit if style is None else by_style
    if by_style.number == by_unit.number:
        return by_style
    # On an English page «2.741» people is 2.741 by its marks and 2,741 by its unit: nobody knows but who typed it.
    two = sorted((by_style.number, by_unit.number), key=abs)
    return Reading(None, Problem.AMBIGUOUS, tuple(two), by_style.unit)


def _same_unit(typed: str, unit: str) -> bool:
    """«tỷ», «tỷ đồng» and «tỷ VND» are one unit; so is a cell's unit begun («triệu» of «triệu USD»)."""
    said, own = (" ".join(text.lower().replace("đồng", "vnd").split()) for text in (typed, unit))
    return own == said or own.startswith(said + " ")


def style_for(cells: Mapping[str, DraftCell], language: str, but: str = "") -> Style | None:
    """The way of writing that the other cells of a draft agree on, with the page's own: English shows English.

    Where they disagree nothing is assumed: what reads two ways is asked.
    """
    others = [str(cell.get("typed", "")) for code, cell in cells.items() if code != but]
    return style_of([*others, ENGLISH] if language == "en" else others)


def drafted(obligation: Obligation, draft: Draft | None) -> dict[str, dict[str, Any]]:
    """What the form is filled with: the draft, or without one the newest version."""
    if draft is not None:
        return dict(draft.cells)
    return cells_of(obligation.latest) if obligation.latest else {}


def cells_of(version: ReportVersion) -> dict[str, dict[str, Any]]:
    """A version's values in a draft's shape."""
    return {
        value.cell: {
            "number": None if value.number is None else format(value.number.normalize(), "f"),
            "text": value.text,
            "estimate": value.estimate,
            "note": value.note,
        }
        for value in version.values.all()
    }


def is_blank(cell: DraftCell | None) -> bool:
    """Whether a draft's cell holds neither number nor text."""
    return not cell or (cell.get("number") is None and not str(cell.get("text", "")).strip())


def value_of(cell: DraftCell) -> Value:
    """A draft's cell as the checks take it."""
    number = cell.get("number")
    return Value(
        None if number is None else Decimal(number),
        str(cell.get("text", "")),
        bool(cell.get("estimate")),
        str(cell.get("note", "")),
    )


def values_of(cells: Mapping[str, DraftCell], codes: Iterable[str]) -> dict[str, Value]:
    """The cells among `codes` that hold anything, as the checks take them."""
    return {code: value_of(cells[code]) for code in codes if code in cells and not is_blank(cells[code])}


def shown(cell: DraftCell | None, language: str) -> str:
    """What stands in the input: the number as the reader writes it, else what was typed."""
    if not cell:
        return ""
    number = cell.get("number")
    if number is None:
        return str(cell.get("typed") or cell.get("text", ""))
    return format_number(Decimal(number), None, language).replace("\u2212", "-")


def clean(text: str) -> str:
    """Composed letters, no control characters but line breaks and tabs."""
    return nfc("".join(letter for letter in text if letter >= " " or letter in "\n\t")).replace("\r", "")
