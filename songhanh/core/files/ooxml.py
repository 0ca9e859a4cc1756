"""The parts of an OOXML workbook: which sheet lies where, and whether the XML may be read at all."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from songhanh.core.files.container import Container
from songhanh.core.files.refusals import FileError

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL_ID = re.compile(r"\}id$")
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a .rels part; `target` is the full name of the part (or an outside address)."""

    id: str
    type: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name, "visible" | "hidden" | "veryHidden", and its part."""

    name: str
    state: str
    part: str
    type: str


def checked(container: Container, part: str) -> Iterator[bytes]:
    """The pieces of an XML part; refuses entity declarations and encodings that could hide them."""
    tail = b""
    for piece in container.stream(part):
        if not tail and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:64]):
            raise FileError("corrupt", {"detail": part})
        joined = tail + piece
        if b"<!" in joined and any(word in joined for word in FORBIDDEN):
            raise FileError("entity", {"entry": part})
        tail = joined[-16:]
        yield piece


def tree(container: Container, part: str) -> ElementTree.Element:
    """A small XML part as a tree."""
    try:
        return ElementTree.fromstring(b"".join(checked(container, part)))
    except ElementTree.ParseError as error:
        raise FileError("corrupt", {"detail": part}) from error


def rels_name(part: str) -> str:
    """Where the relationships of a part lie."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(container: Container, part: str) -> list[Relationship]:
    """The relationships of a part, "" for the package itself."""
    rels = rels_name(part)
    if rels not in container:
        return []
    return [_relationship(item, part) for item in tree(container, rels) if item.get("Id")]


def _relationship(item: ElementTree.Element, part: str) -> Relationship:
    external = item.get("TargetMode") == "External"
    target = item.get("Target", "")
    if not external:
        full = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(part), target)
        target = posixpath.normpath(full).lstrip("/")
    return Relationship(item.get("Id", ""), item.get("Type", ""), target, external)


def main_part(container: Container) -> str:
    """The workbook part: xl/workbook.xml, unless the package says otherwise."""
    named = [rel.target for rel in relationships(container, "") if rel.type.endswith("/officeDocument")]
    return next((part for part in [*named, "xl/workbook.xml"] if part in container), "xl/workbook.xml")


def sheet_parts(container: Container) -> list[SheetPart]:
    """The sheets in the order of their tabs."""
    main = main_part(container)
    if main not in container:
        raise FileError("corrupt", {"detail": main})
    rels = {rel.id: rel for rel in relationships(container, main)}
    found = []
    for item in tree(container, main).iter():
        if item.tag.endswith("}sheet"):
            rel = rels.get(next((value for key, value in item.items() if REL_ID.search(key)), ""))
            if rel is None or rel.target not in container:
                raise FileError("corrupt", {"detail": item.get("name", "sheet")})
            state = item.get("state", "visible")
            found.append(SheetPart(item.get("name", ""), state, rel.target, rel.type.rsplit("/", 1)[-1]))
    return found
