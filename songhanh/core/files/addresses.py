"""The addresses of a sheet's cells, all at once: each byte is looked at a few times, whatever the file holds."""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

CELL = b'<c r="'
LETTERS, DIGITS = 3, 7  # at most: XFD1048576
A, Z, ZERO, NINE, QUOTE = b'AZ09"'


def last_address(piece: bytes) -> tuple[int, int, int]:
    """How many cells begin with a whole address, `<c r="T5203"`, and the last row and column of them, from 1."""
    text = np.frombuffer(piece + bytes(len(CELL) + LETTERS + DIGITS + 1), np.uint8)
    begins = np.flatnonzero(_holds(text))
    # One line for each cell: what follows `r="`, long enough for the longest address and its closing quote.
    signs = text[begins[:, None] + np.arange(len(CELL), len(CELL) + LETTERS + DIGITS + 1)]
    is_letter = np.logical_and.accumulate((signs[:, :LETTERS] >= A) & (signs[:, :LETTERS] <= Z), axis=1)
    letters = is_letter.sum(axis=1)
    column, row = np.zeros(len(signs), np.int64), np.zeros(len(signs), np.int64)
    for place in range(LETTERS):
        column = np.where(is_letter[:, place], column * 26 + signs[:, place] - (A - 1), column)
    every, going, digits = np.arange(len(signs)), np.ones(len(signs), bool), np.zeros(len(signs), np.int64)
    for place in range(DIGITS):
        sign = signs[every, letters + place]
        going = going & (sign >= ZERO) & (sign <= NINE)
        row, digits = np.where(going, row * 10 + sign - ZERO, row), digits + going
    whole = (letters > 0) & (digits > 0) & (signs[every, letters + digits] == QUOTE)
    return int(whole.sum()), int(row[whole].max(initial=0)), int(column[whole].max(initial=0))


def _holds(text: Bytes) -> Flags:
    """Where CELL begins."""
    end = len(text) - len(CELL)
    found: Flags = text[:end] == CELL[0]
    for place, sign in enumerate(CELL[1:], 1):
        found &= text[place : end + place] == sign
    return found
