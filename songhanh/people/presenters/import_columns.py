"""The columns of a sent list: the sender's heading, some values, what each is taken for and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from songhanh.core.files.extent import column_letters
from songhanh.core.files.headings import normal
from songhanh.core.files.sheet import Row
from songhanh.core.files.values import cell_text
from songhanh.people.intake.columns import LABELS, specs
from songhanh.people.intake.kept_rows import open_rows
from songhanh.people.presenters.import_grid import Content

SAMPLES = 3
LONGEST = 24  # letters of a sample: the table fits a small screen


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One heading of the file; `taken_for` in words, `why` that («đã nhớ», «đoán theo tên cột», …)."""

    name: str
    letters: str
    heading: str
    samples: tuple[str, ...]
    code: str
    taken_for: str
    choices: tuple[tuple[str, str], ...]
    asked: bool
    takes_focus: bool  # the first that somebody has to choose
    why: str


def column_rows(content: Content) -> tuple[ColumnRow, ...]:
    """Every heading, in the order of the sheet."""
    preview = content.preview
    codes = {at: code for code, at in preview["columns"].items()}
    asked = {at for places in preview["ambiguous"].values() for at in places}
    told = {normal(text) for text in content.import_.mapping}
    rows = _some_rows(content)
    choices = (("", _("không dùng")), *((spec.code, str(LABELS[spec.code])) for spec in specs()))
    words = dict(choices)
    return tuple(
        ColumnRow(
            name=f"column-{at}",
            letters=column_letters(at),
            heading=text,
            samples=tuple(_samples(content, codes.get(at, ""), at, rows)),
            code=codes.get(at, ""),
            taken_for=words[codes.get(at, "")],
            choices=choices,
            asked=at in asked,
            takes_focus=at == _first_open(content),
            why=_why(asked=at in asked, told=normal(text) in told, found=at in codes),
        )
        for at, text in preview["headings"]
    )


def _first_open(content: Content) -> int:
    """The first column to settle: of those that are asked about, else of those that nothing is taken for."""
    preview: dict[str, Any] = content.preview
    asked = [at for places in preview["ambiguous"].values() for at in places]
    if asked or not preview["missing"]:
        return min(asked, default=-1)
    free = [at for at, _text in preview["headings"] if at not in preview["columns"].values()]
    return int(min(free, default=-1))


def _some_rows(content: Content) -> list[Row]:
    """Right rows first: their values say best what a column holds."""
    preview: dict[str, Any] = content.preview
    places = [*preview["right"], *preview["excerpt"]]
    rows = open_rows(content.import_.kept_rows, places)
    return [rows[place] for place in places if place in rows]


def _samples(content: Content, code: str, at: int, rows: list[Row]) -> Iterator[str]:
    seen: set[str] = set()
    for row in rows:
        text = content.text(code, cell_text(row[at])) if at < len(row) else ""
        if text and text not in seen:
            seen.add(text)
            yield text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
        if len(seen) == SAMPLES:
            return


def _why(*, asked: bool, told: bool, found: bool) -> str:
    if asked:
        return _("chọn một cột")
    if told:
        return _("đã nhớ")
    return _("đoán theo tên cột") if found else _("không nhận ra")
