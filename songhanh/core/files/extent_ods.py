"""Extents of an OpenDocument sheet, where a cell or a row may stand for millions of its like."""

from collections.abc import Iterable

from songhanh.core.files.extent import Extent, run_expat

MOST = 1 << 24


class _OdsMeter:
    """Counts repeats without unfolding them; blank repeats count only when something filled follows."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, Extent]] = []
        self.row = self.column = self.row_repeat = self.depth = 0
        self.last = self.reach = -1
        self.error: tuple[int, bool] | None = None
        self.text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.depth += 1
            if self.depth == 1:
                self.sheets.append((attributes.get("table:name", ""), Extent()))
                self.row = 0
        elif tag == "table:table-row":
            self.column, self.last = 0, -1
            self.row_repeat = _repeat(attributes, "table:number-rows-repeated")
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            repeat = _repeat(attributes, "table:number-columns-repeated")
            self.reach = self.column + repeat - 1
            if "office:value-type" in attributes or "table:formula" in attributes:
                self.last = self.reach
            self.error = (self.column, attributes.get("calcext:value-type") == "error")
            self.text = ""
            self.column = min(self.column + repeat, MOST)

    def characters(self, text: str) -> None:
        if self.error and text.strip():
            self.last = max(self.last, self.reach)
        if self.error and self.error[1] and len(self.text) < 100:
            self.text += text

    def end(self, tag: str) -> None:
        if tag == "table:table":
            self.depth -= 1
        elif tag in ("table:table-cell", "table:covered-table-cell") and self.error:
            if self.error[1] and self.sheets:
                self.sheets[-1][1].errors[self.row, self.error[0]] = self.text.strip()
            self.error = None
        elif tag == "table:table-row" and self.sheets:
            if self.last >= 0:
                self.sheets[-1][1].take(self.row + self.row_repeat - 1, self.last)
            self.row = min(self.row + self.row_repeat, MOST)


def _repeat(attributes: dict[str, str], name: str) -> int:
    given = attributes.get(name, "1")
    return min(int(given), MOST) if given.isdecimal() and len(given) < 12 else MOST


def ods_extents(pieces: Iterable[bytes]) -> list[tuple[str, Extent]]:
    """The name and extent of each sheet of content.xml."""
    meter = _OdsMeter()
    run_expat(pieces, meter.start, meter.end, meter.characters)
    return meter.sheets
