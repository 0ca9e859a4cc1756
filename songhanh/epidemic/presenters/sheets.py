"""One list a line, to be printed: who is to be told, and room to write what was said."""

from collections.abc import Iterable
from dataclasses import dataclass

from songhanh.epidemic.presenters.contacts import ContactRow
from songhanh.epidemic.presenters.together import minutes_words


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person of a sheet; `name` is empty while names are closed."""

    code: str
    name: str
    tier: str
    shift: str
    time: str
    places: str
    asks: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line of an enterprise; `line` is empty for people whose line is not known."""

    enterprise: str
    line: str
    rows: tuple[SheetRow, ...]

    @property
    def f1(self) -> int:
        """How many of the first tier."""
        return sum(row.tier == "F1" for row in self.rows)

    @property
    def f2(self) -> int:
        """How many of the second."""
        return len(self.rows) - self.f1


def sheets(found: Iterable[ContactRow], names: dict[str, str]) -> tuple[Sheet, ...]:
    """By enterprise (`names` by code) and line, people without a line last; who may not be told apart is in none."""
    kept: dict[tuple[str, bool, str], list[ContactRow]] = {}
    for row in found:
        if not row.masked:
            enterprise = names.get(row.enterprise, row.enterprise)
            kept.setdefault((enterprise, not row.line, row.line), []).append(row)
    return tuple(
        Sheet(
            enterprise, line, tuple(_row(row) for row in sorted(rows, key=lambda row: (row.tier, row.code)))
        )
        for (enterprise, _last, line), rows in sorted(kept.items())
    )


def _row(row: ContactRow) -> SheetRow:
    time = minutes_words(row.minutes)
    return SheetRow(row.code, row.name, row.tier, row.shift, time, row.places, row.asks)
