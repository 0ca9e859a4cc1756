"""Opens a workbook of any kind that people send, after making sure that it is safe to open."""

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import python_calamine

from songhanh.core.files import delimited
from songhanh.core.files.compound import CompoundFile
from songhanh.core.files.container import Container
from songhanh.core.files.extent import Extent, OddSheetError, measure_exactly, measure_quickly
from songhanh.core.files.extent_binary import xls_extents, xlsb_extent, xlsb_sheets
from songhanh.core.files.extent_ods import ods_extents
from songhanh.core.files.kinds import Kind, kind_of
from songhanh.core.files.limits import LIMITS, Limits
from songhanh.core.files.ooxml import checked, relationships, sheet_parts
from songhanh.core.files.refusals import FileError
from songhanh.core.files.sheet import Cell, Region, Sheet

PADDED = re.compile(rb"(<v>)\s*([-+0-9.eE]+)\s*(</v>)")
XML_ENDINGS = (".xml", ".rels", ".vml")
VISIBLE = python_calamine.SheetVisibleEnum.Visible


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet as it is named in the file, with the rows and columns up to its last filled cell."""

    name: str
    visible: bool
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class WorkbookInfo:
    """What a file is. `sha256` names it for good; `encoding` and `delimiter` are of text files only."""

    kind: Kind
    size: int
    sha256: str
    sheets: tuple[SheetInfo, ...]
    macros: bool = False
    outside_links: bool = False
    encoding: str = ""
    delimiter: str = ""

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of hidden sheets: not read unless asked for, but said."""
        return tuple(sheet.name for sheet in self.sheets if not sheet.visible)


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: its description and its sheets by name."""

    info: WorkbookInfo
    source: bytes
    extents: dict[str, Extent]
    text: str = ""
    reader: python_calamine.CalamineWorkbook | None = None

    def sheet(self, name: str | None = None) -> Sheet:
        """A sheet by its name (hidden ones too), or the first visible one. Raises FileError if absent."""
        wanted = name if name is not None else self._first_visible()
        if wanted not in self.extents:
            raise FileError("sheet_not_found", {"sheet": wanted, "found": ", ".join(self.extents)})
        extent = self.extents[wanted]
        if self.reader is None:
            text, delimiter = self.text, self.info.delimiter
            return Sheet(wanted, extent, (), lambda: delimited.text_rows(text, delimiter))
        return _read_sheet(self, wanted, extent)

    def sheets(self, *, hidden: bool = False) -> Iterator[Sheet]:
        """The visible sheets in the order of their tabs; with `hidden`, all."""
        for info in self.info.sheets:
            if info.visible or hidden:
                yield self.sheet(info.name)

    def _first_visible(self) -> str:
        for info in self.info.sheets:
            if info.visible and info.rows:
                return info.name
        raise FileError("no_sheet")


def inspect(source: bytes | Path, name: str = "", limits: Limits = LIMITS) -> WorkbookInfo:
    """What a file is and holds, without reading its cells; raises FileError when it must not be opened."""
    return open_workbook(source, name, limits).info


def open_workbook(source: bytes | Path, name: str = "", limits: Limits = LIMITS) -> Workbook:
    """Open a file for reading. `name` is what the sender calls it (for messages only).

    Raises FileError for everything that is refused: size, bombs, entities, damage, passwords, kinds that are
    not tables, sheets beyond `limits`. Nothing of the file is run, ever.
    """
    if isinstance(source, Path):
        name = name or source.name
        if source.stat().st_size > limits.file_bytes:
            raise _too_large(source.stat().st_size, limits)
        source = source.read_bytes()
    kind = kind_of(source, name, limits)
    digest = hashlib.sha256(source).hexdigest()
    if kind is Kind.TEXT:
        return _open_text(source, digest, name, limits)
    return _open_binary(source, kind, digest, limits)


def _too_large(size: int, limits: Limits) -> FileError:
    return FileError("too_large", {"size": -(-size // 1_048_576), "limit": limits.file_bytes // 1_048_576})


def _open_text(source: bytes, digest: str, name: str, limits: Limits) -> Workbook:
    encoding = delimited.encoding_of(source)
    text = delimited.decode(source, encoding)
    delimiter = delimited.delimiter_of(text)
    title = Path(name).stem or "CSV"
    extent = delimited.text_extent(text, delimiter, title, limits)
    sheets = (SheetInfo(title, visible=True, rows=extent.rows, columns=extent.columns),)
    info = WorkbookInfo(Kind.TEXT, len(source), digest, sheets, encoding=encoding, delimiter=delimiter)
    return Workbook(info, source, {title: extent}, text)


def _open_binary(source: bytes, kind: Kind, digest: str, limits: Limits) -> Workbook:
    extents, macros, links = _xls(source) if kind is Kind.XLS else _zipped(source, kind, limits)
    if len(extents) > limits.sheets:
        raise FileError("too_many_sheets", {"found": len(extents), "limit": limits.sheets})
    for title, extent in extents.items():
        extent.check(title, limits)
    reader = _reader(source)
    sheets = tuple(_sheet_info(data, extents) for data in reader.sheets_metadata)
    info = WorkbookInfo(kind, len(source), digest, sheets, macros, links)
    return Workbook(
        info, source, {sheet.name: extents.get(sheet.name, Extent()) for sheet in sheets}, "", reader
    )


def _sheet_info(data: python_calamine.SheetMetadata, extents: dict[str, Extent]) -> SheetInfo:
    extent = extents.get(data.name, Extent())
    return SheetInfo(data.name, data.visible == VISIBLE, extent.rows, extent.columns)


def _xls(source: bytes) -> tuple[dict[str, Extent], bool, bool]:
    compound = CompoundFile(source)
    stream = compound.read("Workbook" if "Workbook" in compound.names else "Book")
    return dict(xls_extents(stream)), "_VBA_PROJECT_CUR" in compound.names, False


def _zipped(source: bytes, kind: Kind, limits: Limits) -> tuple[dict[str, Extent], bool, bool]:
    container = Container(source, limits)
    links = any(part.startswith("xl/externalLinks/") for part in container.entries)
    macros = any("vbaProject" in part or "macrosheets" in part for part in container.entries)
    if kind is Kind.ODS:
        _check_parts(container, {"content.xml"})
        return (
            dict(ods_extents(checked(container, "content.xml"))),
            "Basic/" in str(list(container.entries)),
            links,
        )
    if kind is Kind.XLSB:
        _check_parts(container, set())
        return _xlsb_extents(container), macros, links
    parts = {sheet.name: sheet.part for sheet in sheet_parts(container)}
    _check_parts(container, set(parts.values()))
    return {name: measure(container, part, name, limits) for name, part in parts.items()}, macros, links


def measure(container: Container, part: str, title: str, limits: Limits) -> Extent:
    """The extent of an xlsx sheet part: by patterns, or exactly where it is written unusually."""
    try:
        return measure_quickly(checked(container, part), lambda extent: extent.check(title, limits))
    except OddSheetError:
        return measure_exactly(checked(container, part))


def _check_parts(container: Container, measured: set[str]) -> None:
    """Unpack what a reader will unpack, so that no false size or entity is left for it to meet."""
    for part in container.entries:
        if part in measured:
            continue
        if part.lower().endswith(XML_ENDINGS):
            for _ in checked(container, part):
                pass
        elif part.lower().endswith(".bin"):
            for _ in container.stream(part):
                pass


def _xlsb_extents(container: Container) -> dict[str, Extent]:
    parts = {rel.id: rel.target for rel in relationships(container, "xl/workbook.bin")}
    extents = {}
    for name, rel in xlsb_sheets(container.read("xl/workbook.bin")):
        if parts.get(rel, "") not in container:
            raise FileError("corrupt", {"detail": name})
        extents[name] = xlsb_extent(container.read(parts[rel]))
    return extents


def _reader(source: bytes) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source))
    except python_calamine.PasswordError as error:
        raise FileError("encrypted") from error
    except BaseException as error:  # a panic of the reader is no Exception
        raise _damage(error) from error


def _damage(error: BaseException) -> BaseException:
    """The refusal for a reader's failure; what is not the reader's (an interrupt) is handed on."""
    if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, FileError)):
        return error
    return FileError("corrupt", {"detail": type(error).__name__})


def _read_sheet(book: Workbook, name: str, extent: Extent) -> Sheet:
    reader = cast(python_calamine.CalamineWorkbook, book.reader)
    try:
        sheet = reader.get_sheet_by_name(name)
    except BaseException as error:
        repaired = _without_padding(book, name)
        if repaired is None:
            raise _damage(error) from error
        sheet = repaired
    merged = tuple(Region(*top, *bottom) for top, bottom in sheet.merged_cell_ranges or ())
    left = sheet.start[1] if sheet.start else 0

    def source() -> Iterator[Sequence[Cell]]:
        return cast(Iterator[Sequence[Cell]], sheet.iter_rows())

    return Sheet(name, extent, merged, source, left)


def _without_padding(book: Workbook, name: str) -> python_calamine.CalamineSheet | None:
    """Some programs write numbers as `<v> 41</v>`, which Excel takes and the reader does not."""
    if book.info.kind not in (Kind.XLSX, Kind.XLSM):
        return None
    container = Container(book.source)
    part = next((sheet.part for sheet in sheet_parts(container) if sheet.name == name), "")
    if not part:
        return None
    trimmed = container.rebuild({part: PADDED.sub(rb"\1\2\3", container.read(part))}, level=1)
    try:
        return _reader(trimmed).get_sheet_by_name(name)
    except BaseException as error:
        raise _damage(error) from error
