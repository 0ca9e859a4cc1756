"""The text of a cell as a person meant it, and numbers of a column."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from math import isfinite

from songhanh.core.files.formulas import TRIGGERS
from songhanh.core.files.sheet import Cell, CellError
from songhanh.rules.numbers import Reading, read_column

# Invisible: zero-width, direction marks, byte-order mark, soft hyphen.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What `clean_texts` leaves to `clean_text`, beside unprintable characters (odd spaces are such, too).
SEPARATOR = "\u241e"
ODD = ("_x", "  ", f" {SEPARATOR}", f"{SEPARATOR} ", f"{SEPARATOR}'")
WIDE = re.compile("[\uff01-\uff5e]")
# Full-width digits, letters and marks of East Asian keyboards; everything else keeps its own form.
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def clean_text(text: str) -> str:
    """NFC, full-width as plain, odd spaces as one space, nothing invisible, no spaces at the ends.

    The apostrophe that our own exports put before `=` and its like is taken off again.
    """
    text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    text = unicodedata.normalize("NFC", text).translate(FULL_WIDTH)
    text = CONTROL.sub(" ", INVISIBLE.sub("", text))
    text = " ".join(text.split())
    return text[1:] if text.startswith("'") and text[1:].startswith(TRIGGERS) else text


def clean_texts(texts: Sequence[str]) -> list[str]:
    """`clean_text` of each, many times faster where the column has nothing odd: it is then looked at as one text."""
    joined = unicodedata.normalize("NFC", SEPARATOR.join(texts))
    if joined.count(SEPARATOR) != len(texts) - 1 or _is_odd(SEPARATOR + joined + SEPARATOR):
        known = {text: clean_text(text) for text in set(texts)}
        return [known[text] for text in texts]
    return joined.split(SEPARATOR)


def _is_odd(joined: str) -> bool:
    return not joined.isprintable() or any(odd in joined for odd in ODD) or WIDE.search(joined) is not None


def cell_text(cell: Cell | None) -> str:
    """Any cell as clean text: 12.0 is "12", dates are dd/mm/yyyy, errors their own sign."""
    if isinstance(cell, str):
        return clean_text(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return number_text(cell)
    if isinstance(cell, dt.date):
        timed = isinstance(cell, dt.datetime) and cell.time() != dt.time()
        return f"{cell:%d/%m/%Y %H:%M}" if timed else f"{cell:%d/%m/%Y}"
    if isinstance(cell, CellError):
        return cell.text
    return "" if cell is None else str(cell)


def number_text(number: float) -> str:
    """Digits without an exponent: identity numbers come from workbooks as 3.5093e10."""
    if not isfinite(number):
        return ""
    return str(int(number)) if float(number).is_integer() else format(number, ".15g")


def read_numbers(cells: Sequence[Cell], unit: str = "") -> list[Reading]:
    """The numbers of a column, one reading a cell; what reads two ways is left to be asked."""
    return read_column([_typed(cell) for cell in cells], unit)


def _typed(cell: Cell) -> str | float | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return cell_text(cell) or None
    return cell
