"""Gives the sender's own workbook back with cells coloured and commented.

The OOXML package itself is patched: fills are added to the styles, the marked cells get a copy of
their own style, comments are added beside those that are there. All other parts pass byte for byte;
macros and what would reach out of the file by itself do not pass.
"""

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from songhanh.core.files.anchors import anchored, merged_regions
from songhanh.core.files.cells import CellPatcher
from songhanh.core.files.comments import blocks_needed, comments_part, drawing_part, first_free_block
from songhanh.core.files.container import Container
from songhanh.core.files.conversion import converted
from songhanh.core.files.kinds import Kind, kind_of
from songhanh.core.files.limits import LIMITS, Limits
from songhanh.core.files.mark import Cells, Mark, by_sheet, most_important
from songhanh.core.files.ooxml import (
    OFFICE,
    Relationship,
    SheetPart,
    checked,
    main_part,
    relationships,
    sheet_parts,
)
from songhanh.core.files.package import Package
from songhanh.core.files.styles import StyleBook, UnpatchableError
from songhanh.core.files.summary import Words, add_summary

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SPEED = 1  # of deflate: a sheet of 40 MB must be packed again within the second
COMMENT_LIMIT = 5_000  # Excel grows slow beyond; the rest is coloured only
PATCHABLE = (Kind.XLSX, Kind.XLSM)


@dataclass(frozen=True, slots=True)
class MarkedWorkbook:
    """The marked file (always .xlsx). `converted_from` is set when it is a fresh copy of the values."""

    content: bytes
    converted_from: Kind | None
    macros_removed: bool
    commented: int
    coloured: int


def mark(
    source: bytes,
    marks: Sequence[Mark],
    *,
    author: str = "Song Hành",
    summary: Words | None = None,
    comment_limit: int = COMMENT_LIMIT,
    limits: Limits = LIMITS,
) -> MarkedWorkbook:
    """The workbook with every mark shown: errors and warnings by fill, texts as comments, errors first.

    With `summary` a first sheet lists the marks in order of importance, each linked to its cell.
    xls, xlsb, ods, csv, and workbooks that cannot be patched with certainty come back as a fresh xlsx
    of their values. Raises FileError as `open_workbook` does, ValueError for a sheet that is not there.
    """
    kind = kind_of(source, limits=limits)
    if kind in PATCHABLE:
        try:
            return _patched(source, marks, author, summary, comment_limit, limits)
        except UnpatchableError:
            pass
    return _converted(source, kind, marks, author, summary, comment_limit, limits)


def _patched(
    source: bytes,
    marks: Sequence[Mark],
    author: str,
    summary: Words | None,
    comment_limit: int,
    limits: Limits,
) -> MarkedWorkbook:
    container = Container(source, limits)
    parts = {sheet.name: sheet for sheet in sheet_parts(container)}
    _check_names({mark.sheet for mark in marks}, parts)
    marks = _anchored(container, parts, marks)
    sheets = by_sheet(marks)
    _check_patchable(container, {parts[name].type for name in sheets})
    package = Package(container)
    styles = StyleBook(container.read(package.styles_part()))
    chosen = _commented(sheets, comment_limit)
    block = first_free_block(
        [container.read(part) for part in container.entries if part.lower().endswith(".vml")]
    )
    for name, cells in sheets.items():
        block = _patch_sheet(package, styles, parts[name].part, cells, chosen.get(name, {}), author, block)
    package.put(package.styles_part(), styles.render())
    if summary:
        add_summary(package, marks, summary)
    macros = package.remove_macros()
    package.calm_links()
    package.drop_signatures()
    return MarkedWorkbook(package.pack(SPEED), None, macros, _count(chosen), _count(sheets))


def _converted(
    source: bytes,
    kind: Kind,
    marks: Sequence[Mark],
    author: str,
    summary: Words | None,
    comment_limit: int,
    limits: Limits,
) -> MarkedWorkbook:
    sheets = by_sheet(marks)
    chosen = _commented(sheets, comment_limit)
    content, macros = converted(source, sheets, chosen, author, limits)
    if summary:
        package = Package(Container(content))
        add_summary(package, marks, summary)
        content = package.pack(SPEED)
    return MarkedWorkbook(content, kind, macros, _count(chosen), _count(sheets))


def _anchored(container: Container, parts: dict[str, SheetPart], marks: Sequence[Mark]) -> list[Mark]:
    """A mark under a merged region goes to the cell that is shown."""
    of_sheet: dict[str, list[Mark]] = {}
    for mark in marks:
        of_sheet.setdefault(mark.sheet, []).append(mark)
    moved = []
    for name, own in of_sheet.items():
        moved += anchored(own, merged_regions(checked(container, parts[name].part)))
    return moved


def _check_names(sheets: Iterable[str], known: Iterable[str]) -> None:
    unknown = set(sheets) - set(known)
    if unknown:
        raise ValueError(f"no such sheet: {', '.join(sorted(unknown))}")


def _check_patchable(container: Container, types: set[str]) -> None:
    """Excel 4 macro sheets and the strict dialect are not patched: their values are given back."""
    main = b"".join(checked(container, main_part(container)))
    if b"purl.oclc.org" in main or any("macrosheets" in part for part in container.entries):
        raise UnpatchableError("dialect")
    if types - {"worksheet"}:
        raise UnpatchableError("sheet")


def _commented(sheets: dict[str, Cells], limit: int) -> dict[str, Cells]:
    """The cells that get a comment: `limit` in all, shared out sheet after sheet by importance."""
    chosen: dict[str, Cells] = {}
    for name, cells in sheets.items():
        chosen[name] = most_important(cells, limit)
        limit -= sum(len(line) for line in chosen[name].values())
    return chosen


def _count(sheets: dict[str, Cells]) -> int:
    return sum(len(line) for cells in sheets.values() for line in cells.values())


def _patch_sheet(
    package: Package, styles: StyleBook, part: str, cells: Cells, commented: Cells, author: str, block: int
) -> int:
    """Patch one sheet with its comments; returns the next free block of shape numbers."""
    rels = relationships(package.container, part)
    drawing_id = _free_id(rels, "rIdVml")
    patcher = CellPatcher(cells, styles, drawing_id)
    package.put(part, b"".join(patcher.patched(checked(package.container, part))))
    old_comments = next((rel.target for rel in rels if rel.type.endswith("/comments")), None)
    old_drawing = next((rel.target for rel in rels if rel.id == patcher.legacy_id), None)
    read = package.container.read
    content, fresh = comments_part(commented, author, read(old_comments) if old_comments else None)
    vml = drawing_part(fresh, read(old_drawing) if old_drawing else None, block)
    folder = posixpath.dirname(posixpath.dirname(part))
    comments_name = old_comments or package.free_name(f"{folder}/comments{{}}.xml")
    drawing_name = old_drawing or package.free_name(f"{folder}/drawings/vmlDrawing{{}}.vml")
    package.put(comments_name, content)
    package.put(drawing_name, vml)
    if not old_comments:
        package.add_relationship(part, _free_id(rels, "rIdNote"), f"{OFFICE}/comments", comments_name)
        package.add_override(comments_name, COMMENTS_TYPE)
    if not old_drawing:
        package.add_relationship(part, drawing_id, f"{OFFICE}/vmlDrawing", drawing_name)
        package.add_default("vml", DRAWING_TYPE)
    return block + blocks_needed(fresh)


def _free_id(rels: list[Relationship], stem: str) -> str:
    taken = {rel.id for rel in rels}
    return next(f"{stem}{n}" for n in range(1, len(taken) + 2) if f"{stem}{n}" not in taken)
