"""What a file really is, by its content: the ending of its name is not believed."""

import re
from enum import StrEnum

from songhanh.core.files.compound import MAGIC, CompoundFile
from songhanh.core.files.container import Container
from songhanh.core.files.limits import LIMITS, Limits
from songhanh.core.files.refusals import FileError


class Kind(StrEnum):
    """The kinds that are read."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b|^mime-version:", re.I)


def kind_of(source: bytes, name: str = "", limits: Limits = LIMITS) -> Kind:
    """The kind of a file; raises FileError with what it is instead when it cannot be read as a table."""
    _check_size(source, limits)
    if source.startswith(b"PK"):
        return _kind_of_container(Container(source, limits), name)
    if source.startswith(MAGIC):
        return _kind_of_compound(CompoundFile(source), name)
    _refuse_other(source, name)
    return Kind.TEXT


def _check_size(source: bytes, limits: Limits) -> None:
    if not source:
        raise FileError("empty")
    if len(source) > limits.file_bytes:
        size, limit = -(-len(source) // 1_048_576), limits.file_bytes // 1_048_576
        raise FileError("too_large", {"size": size, "limit": limit})


def _kind_of_container(container: Container, name: str) -> Kind:
    if "xl/workbook.bin" in container:
        return Kind.XLSB
    if "xl/workbook.xml" in container or _has_main_part(container):
        types = container.read("[Content_Types].xml") if "[Content_Types].xml" in container else b""
        return Kind.XLSM if b"macroEnabled" in types or b"vbaProject" in types else Kind.XLSX
    if "mimetype" in container and b"opendocument.spreadsheet" in container.read("mimetype"):
        _check_ods(container)
        return Kind.ODS
    documents = ("word/document.xml", "ppt/presentation.xml", "mimetype")
    raise FileError("document" if any(part in container for part in documents) else "archive", {"name": name})


def _has_main_part(container: Container) -> bool:
    return "[Content_Types].xml" in container and b"spreadsheetml.sheet.main" in container.read(
        "[Content_Types].xml"
    )


def _check_ods(container: Container) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in container and b"encryption-data" in container.read(manifest):
        raise FileError("encrypted")
    if "content.xml" not in container:
        raise FileError("corrupt", {"detail": "content.xml"})


def _kind_of_compound(compound: CompoundFile, name: str) -> Kind:
    names = compound.names
    if "EncryptedPackage" in names:
        raise FileError("encrypted")
    if "Workbook" in names or "Book" in names:
        return Kind.XLS
    raise FileError("document" if "WordDocument" in names else "unknown", {"name": name})


def _refuse_other(source: bytes, name: str) -> None:
    start = source[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    wide = start.replace(b"\0", b"") if source[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    values = {"name": name}
    if start.startswith(b"%PDF"):
        raise FileError("pdf", values)
    if start.startswith(IMAGES):
        raise FileError("image", values)
    if start.startswith(ARCHIVES):
        raise FileError("archive", values)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in wide and b"<html" not in wide.lower():
        raise FileError("xml_spreadsheet", values)
    if wide.lstrip(b"\xff\xfe").startswith((b"<", b"MIME-Version")) and HTML.search(wide):
        raise FileError("html", values)
