"""Looking into a PDF: its words, fonts, tags, links, and where the words stand."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from songhanh.documents.rendering.content import OfficialContent
from songhanh.documents.rendering.letters import BREAK
from songhanh.documents.rendering.pdf import render_pdf

from .sample import NOW

needs_poppler = pytest.mark.skipif(not shutil.which("pdffonts"), reason="poppler-utils is not installed")


def read(content: OfficialContent) -> PdfReader:
    return PdfReader(BytesIO(render_pdf(content, now=NOW)))


def words(reader: PdfReader) -> str:
    """All text with its white space as single spaces, without the invisible places to break."""
    joined = " ".join(page.extract_text() for page in reader.pages).replace(BREAK, "")
    return " ".join(joined.replace("\u00a0", " ").split())


def squeezed(words_: str) -> str:
    return re.sub(r"\s", "", words_.replace(BREAK, ""))


def fonts_of(reader: PdfReader) -> Iterator[tuple[str, bool]]:
    """(name, embedded) of every font object, wherever in the file it hangs."""
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        found = reader.get_object(number)
        if isinstance(found, DictionaryObject) and found.get("/Type") == "/Font":
            inner = found.get("/DescendantFonts")
            descriptor = (inner[0] if inner else found).get_object().get("/FontDescriptor")
            embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
            yield str(found["/BaseFont"]), embedded


def tags(reader: PdfReader) -> list[DictionaryObject]:
    """The structure tree, flat, in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def boxes(content: OfficialContent, folder: Path) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of every word in mm from the paper's upper left corner."""
    file, found = folder / "boxes.pdf", folder / "boxes.html"
    file.write_bytes(render_pdf(content, now=NOW))
    subprocess.run(["pdftotext", "-bbox", file, found], check=True)
    sides = re.findall(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">', found.read_text())
    return [tuple(float(side) / 72 * 25.4 for side in each) for each in sides]  # type: ignore[misc]


def links(reader: PdfReader) -> list[DictionaryObject]:
    return [
        note.get_object()
        for page in reader.pages
        for note in page.get("/Annots", [])
        if note.get_object()["/Subtype"] == "/Link"
    ]
