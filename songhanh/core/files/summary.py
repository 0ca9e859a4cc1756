"""The first sheet of a marked workbook: what to correct, the gravest first, each linked to its cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from songhanh.core.files.extent import column_letters
from songhanh.core.files.mark import Level, Mark
from songhanh.core.files.ooxml import OFFICE, sheet_parts
from songhanh.core.files.package import Package
from songhanh.core.files.styles import UnpatchableError
from songhanh.core.files.xmltext import cell_xml_text, xml_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
MOST_LINES = 20_000  # Excel takes 65,530 links a sheet; nobody reads so many
TAB = re.compile(rb"""(\slocalSheetId\s*=\s*["'])(\d+)(["'])""")
ACTIVE = re.compile(rb"""(\s(?:activeTab|firstSheet)\s*=\s*["'])(\d+)(["'])""")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the summary sheet, in one language."""

    tab: str
    title: str
    headings: tuple[str, str, str, str]
    levels: Mapping[Level, str]
    rest: str


VIETNAMESE = Words(
    "Cần sửa",
    "Các ô cần sửa: {errors} lỗi, {warnings} cảnh báo. Bấm vào địa chỉ để tới ô.",
    ("Mức", "Trang", "Ô", "Nội dung"),
    {Level.ERROR: "Lỗi", Level.WARNING: "Cảnh báo", Level.NOTE: "Đã sửa"},
    "Còn {count} ô nữa, đã tô màu trong bảng.",
)
ENGLISH = Words(
    "To correct",
    "Cells to correct: {errors} errors, {warnings} warnings. Click an address to go there.",
    ("Level", "Sheet", "Cell", "What to do"),
    {Level.ERROR: "Error", Level.WARNING: "Warning", Level.NOTE: "Corrected"},
    "{count} more cells are coloured in the table.",
)


def add_summary(package: Package, marks: Sequence[Mark], words: Words) -> None:
    """Put the summary before the sender's sheets; their own sheet stays the one that is opened."""
    main = package.read(package.main)
    part = package.free_name("xl/worksheets/sheet{}.xml")
    taken = {sheet.name.casefold() for sheet in sheet_parts(package.container)}
    tab = next(
        f"{words.tab}{n or ''}"
        for n in range(len(taken) + 1)
        if f"{words.tab}{n or ''}".casefold() not in taken
    )
    package.put(part, "".join(_sheet(marks, words)).encode())
    package.add_override(part, SHEET_TYPE)
    package.add_relationship(package.main, "rIdToCorrect", f"{OFFICE}/worksheet", part)
    package.put(package.main, _with_tab(main, tab))


def _with_tab(main: bytes, name: str) -> bytes:
    """The workbook part with a first sheet; everything counted by tab moves up by one."""
    found = re.search(rb"<(\w+:)?sheets\s*>", main)
    if not found:
        raise UnpatchableError("sheets")
    number = max(map(int, re.findall(rb"""\ssheetId\s*=\s*["'](\d+)["']""", main)), default=0) + 1
    tag = (found[1] or b"").decode()
    line = f'<{tag}sheet xmlns:r="{OFFICE}" name="{xml_text(name)}" sheetId="{number}" r:id="rIdToCorrect"/>'
    main = main[: found.end()] + line.encode() + main[found.end() :]
    main = TAB.sub(_one_more, main)
    if ACTIVE.search(main):
        # A workbook view without activeTab means the first tab: it is named now.
        main = re.sub(rb"<(?:\w+:)?workbookView\b(?![^>]*activeTab)", rb'\g<0> activeTab="0"', main)
        return ACTIVE.sub(_one_more, main)
    return re.sub(rb"<(?:\w+:)?workbookView\b", rb'\g<0> activeTab="1"', main)


def _one_more(match: re.Match[bytes]) -> bytes:
    return b"%s%d%s" % (match[1], int(match[2]) + 1, match[3])


def _sheet(marks: Sequence[Mark], words: Words) -> Iterator[str]:
    ordered = sorted(marks, key=lambda mark: mark.level.rank)
    shown = ordered[:MOST_LINES]
    errors = sum(mark.level is Level.ERROR for mark in marks)
    warnings = sum(mark.level is Level.WARNING for mark in marks)
    title = words.title.format(errors=errors, warnings=warnings)
    yield (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        '<sheetView workbookViewId="0">'
        '<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>'
        '</sheetView></sheetViews><cols><col min="1" max="1" width="12" customWidth="1"/>'
        '<col min="2" max="2" width="22" customWidth="1"/><col min="3" max="3" width="10" customWidth="1"/>'
        '<col min="4" max="4" width="110" customWidth="1"/></cols><sheetData>'
    )
    yield _row(1, (title,))
    yield _row(3, words.headings)
    for number, mark in enumerate(shown, 4):
        place = f"{column_letters(mark.column)}{mark.row + 1}"
        yield _row(number, (words.levels[mark.level], mark.sheet, place, mark.text))
    if len(ordered) > len(shown):
        yield _row(len(shown) + 4, (words.rest.format(count=len(ordered) - len(shown)),))
    yield f'</sheetData><autoFilter ref="A3:D{len(shown) + 3}"/>'
    yield from _links(shown)
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _row(number: int, texts: Sequence[str]) -> str:
    cells = (
        f'<c r="{column_letters(column)}{number}" t="inlineStr"><is><t xml:space="preserve">'
        f"{cell_xml_text(text)}</t></is></c>"
        for column, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _links(shown: Sequence[Mark]) -> Iterator[str]:
    if not shown:
        return
    yield "<hyperlinks>"
    for number, mark in enumerate(shown, 4):
        sheet = mark.sheet.replace("'", "''")
        place = f"'{sheet}'!{column_letters(mark.column)}{mark.row + 1}"
        yield f'<hyperlink ref="C{number}" location="{xml_text(place)}" display="{xml_text(place)}"/>'
    yield "</hyperlinks>"
