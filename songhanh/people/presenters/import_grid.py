"""The sheet of an import as a grid: the rows to look at, wrong cells framed, each a door to its correction."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from songhanh.core.files.extent import cell_name
from songhanh.core.files.findings import Finding, Kind
from songhanh.core.files.mark import Level
from songhanh.core.files.values import cell_text
from songhanh.core.ui.lists.asked import Asked
from songhanh.core.ui.lists.page import Pages, pages_of
from songhanh.definitions.units import fold
from songhanh.people.intake.kept_rows import open_rows
from songhanh.people.intake.preview import HIDDEN_COLUMNS, shown
from songhanh.people.intake.words import label
from songhanh.people.models import CellCorrection, ImportState, PeopleImport
from songhanh.people.presenters.persons import grouped

ROWS = 50
LONGEST = 60  # letters of a cell that the grid shows
CELL = re.compile(r"([a-z]{0,3})(\d{1,7})", re.I)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `number` is that of its kind of error (0: none), `was` the file's text where it is corrected."""

    name: str
    text: str
    was: str
    css: str
    number: int
    url: str
    column: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row, or (`folded`) how many right and wrong rows are left out here; `alone`: checked by itself."""

    number: int
    cells: tuple[Cell, ...]
    folded: str
    url: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows asked for. `told` counts all rows to look at, `found` those that fit what was asked."""

    lines: tuple[Line, ...]
    told: int
    found: int
    pages: Pages | None
    kinds: tuple[tuple[str, str, bool], ...]  # value, words, chosen
    q: str
    query: str
    every: bool


@dataclass(frozen=True, slots=True)
class Content:
    """An opened import: what the grid is drawn from."""

    import_: PeopleImport
    preview: dict[str, Any]
    findings: list[Finding]
    kinds: list[Kind]
    corrections: Mapping[tuple[int, int], CellCorrection]
    masked: bool  # the reader is not of the employer

    def text(self, code: str, text: str) -> str:
        """A cell of the column as this reader may see it."""
        return shown(code, text) if self.masked else text[:LONGEST]

    def hides(self, code: str) -> bool:
        """Whether this reader sees nothing of the column, so that it cannot be searched either."""
        return self.masked and code in HIDDEN_COLUMNS


def asked_of(data: QueryDict) -> Asked:
    """Which rows: `kind` (code.column.LEVEL), `q` (a row, a cell, words), `rows=all`, `page`."""
    filters = {key: (str(data[key]),) for key in ("kind", "rows") if data.get(key)}
    page = data.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    return Asked(data.get("q", "").strip()[:60], filters, "", max(number, 1), (), "", ())


def kind_key(kind: Kind) -> str:
    """How an address names a kind."""
    return f"{kind.code}.{kind.column}.{kind.level}"


def grid(content: Content, asked: Asked) -> Grid:
    """All rows to look at, fifty a page; unasked and many: some of every kind, the rest folded."""
    told = sorted({each.row for each in content.findings} | {row for row, _column in content.corrections})
    found = _found(content, asked, told)
    every = bool(asked.q or asked.filters)
    pages = (
        pages_of(reverse("people:import", args=[content.import_.uuid]), asked, len(found), ROWS)
        if every
        else None
    )
    if pages:
        places = found[max(pages.first - 1, 0) : pages.last]
    else:
        corrected = {row for row, _column in content.corrections}
        some = told if len(told) <= ROWS else sorted({*content.preview["excerpt"], *sorted(corrected)[:ROWS]})
        places = sorted({*some, *content.preview["right"]})
    chosen = asked.filters.get("kind", ("",))[0]
    return Grid(
        lines=tuple(_lines(content, places, asked, set(told), folds=not every)),
        told=len(told),
        found=len(found),
        pages=pages,
        kinds=tuple(
            (kind_key(k), f"{n}. {label(k.column)}", kind_key(k) == chosen)
            for n, k in enumerate(content.kinds, 1)
        ),
        q=asked.q,
        query=asked.query(page=asked.page),
        every=every,
    )


def _found(content: Content, asked: Asked, told: list[int]) -> list[int]:
    """The rows that fit the kind and the words; an unknown kind fits all."""
    wanted = asked.filters.get("kind", ("",))[0]
    kind = next((each for each in content.kinds if kind_key(each) == wanted), None)
    places = sorted({each.row for each in kind.findings}) if kind else told
    if not asked.q:
        return places
    if match := CELL.fullmatch(asked.q):
        row = int(match[2]) - 1
        if row in set(places):
            return [row]
    rows = open_rows(content.import_.kept_rows, places)
    columns = {at: code for code, at in content.preview["columns"].items()}
    return [
        place for place in places if place in rows and _has(content, place, rows[place], columns, asked.q)
    ]


def _has(content: Content, place: int, row: Sequence[Any], columns: Mapping[int, str], q: str) -> bool:
    """A word of a shown cell, or a whole identity number at hand; what is hidden cannot be searched for."""
    for at, code in columns.items():
        correction = content.corrections.get((place, at))
        texts = [cell_text(row[at]) if at < len(row) else "", correction.now if correction else ""]
        if code == "identity_number" and content.masked:
            if q in texts:
                return True
        elif not content.hides(code) and any(fold(q) in fold(text) for text in texts if text):
            return True
    return False


def _lines(content: Content, places: list[int], asked: Asked, told: set[int], *, folds: bool) -> list[Line]:
    rows = open_rows(content.import_.kept_rows, places)
    drawn = _Drawing(content, asked)
    lines: list[Line] = []
    first, last = content.preview["places"] or (0, -1)
    before = first - 1
    for place in places:
        if folds:
            lines += _folded(before, place, told)
        lines.append(drawn.line(place, rows.get(place, ())))
        before = place
    return [*lines, *(_folded(before, last + 1, told) if folds else ())]


class _Drawing:
    """What every line needs, looked up once."""

    def __init__(self, content: Content, asked: Asked) -> None:
        self.content = content
        self.query = asked.query(page=asked.page)
        self.numbers = {(kind.code, kind.column, kind.level): n for n, kind in enumerate(content.kinds, 1)}
        self.columns = {at: code for code, at in content.preview["columns"].items()}
        self.open = content.import_.state == ImportState.CHECKED
        self.alone = set(content.preview["alone"])
        self.told = {finding.row for finding in content.findings} | {row for row, _at in content.corrections}
        self.by_cell: dict[tuple[int, str], Finding] = {}
        for finding in content.findings:
            self.by_cell.setdefault((finding.row, finding.column), finding)

    def line(self, place: int, row: Sequence[Any]) -> Line:
        url = reverse("people:import-row", args=[self.content.import_.uuid, place + 1]) if self.open else ""
        cells = tuple(
            self.cell(place, at, cell_text(row[at]) if at < len(row) else "", url)
            for at, _heading in self.content.preview["headings"]
        )
        linked = f"{url}?{self.query}" if url and place in self.told else ""
        return Line(place + 1, cells, "", linked, place in self.alone)

    def cell(self, place: int, at: int, text: str, url: str) -> Cell:
        code, name = self.columns.get(at, ""), cell_name(place, at)
        finding = self.by_cell.get((place, code or "-"))
        correction = self.content.corrections.get((place, at))
        css = "" if finding is None else "xerr" if finding.level is Level.ERROR else "xwarn"
        if correction and not css:
            css = "xdone"
        return Cell(
            name=name,
            text=self.content.text(code, correction.now if correction else text),
            was=(self.content.text(code, correction.was) or _("ô trống")) if correction else "",
            css=css,
            number=self.numbers[finding.code, finding.column, finding.level] if finding else 0,
            url=f"{url}?cell={name}{'&' if self.query else ''}{self.query}" if url and css else "",
            column=label(code) if code else "",
        )


def _folded(before: int, place: int, told: set[int]) -> list[Line]:
    """What lies between two shown rows."""
    between = place - before - 1
    if between <= 0:
        return []
    wrong = sum(1 for row in told if before < row < place)
    words = {"right": grouped(between - wrong), "wrong": grouped(wrong)}
    if not wrong:
        text = _("%(right)s dòng, đã thu gọn")
    elif between == wrong:
        text = _("%(wrong)s dòng lặp lại các kiểu lỗi")
    else:
        text = _("%(right)s dòng đúng, %(wrong)s dòng lặp lại các kiểu lỗi")
    return [Line(0, (), text % words)]
