"""How much of a file is taken in before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. The defaults take 192,000 people × 20 columns and refuse what could hurt.

    `cells` bounds the box from A1 to the last filled cell, since the reader keeps one place for each
    cell of that box: one stray value in XFD1048576 would otherwise ask for 17 billion places.
    """

    file_bytes: int = 64 * MIB
    entries: int = 2_000
    unpacked_bytes: int = 480 * MIB
    ratio: int = 400
    sheets: int = 256
    rows: int = 300_000
    columns: int = 1_000
    cells: int = 12_000_000


LIMITS = Limits()
