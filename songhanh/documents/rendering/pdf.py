"""Documents as PDF/A-2a and PDF/UA-1, with the shipped font alone."""

import json
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import typst

from songhanh.definitions.document_format import document_format_on
from songhanh.documents.rendering.content import OfficialContent
from songhanh.documents.rendering.data import official_data
from songhanh.documents.rendering.fonts import drawable, font_folder
from songhanh.documents.rendering.letters import Undrawable, each_text, printable, undrawable

LAYOUTS = Path(__file__).parent


def render_pdf(content: OfficialContent, *, now: datetime, fonts: Path | None = None) -> bytes:
    """The document as PDF; the same content and `now` (aware) give the same bytes.

    `fonts` is the folder of the font's four faces. Characters the font cannot draw stand as their code;
    `replaced_in_pdf` lists them.
    """
    folder = fonts or font_folder()
    change = partial(printable, font=drawable(folder))
    clean = each_text(content, change)
    layout = document_format_on(content.signed_on or now.date())
    return compile_pdf("official.typ", official_data(clean, layout, folder, change), now=now, fonts=folder)


def replaced_in_pdf(content: object, *, fonts: Path | None = None) -> tuple[Undrawable, ...]:
    """The characters that a PDF of `content` shows as codes; for whoever is about to sign."""
    return undrawable(content, drawable(fonts or font_folder()))


def compile_pdf(layout: str, data: dict[str, Any], *, now: datetime, fonts: Path) -> bytes:
    """One of the layouts of this folder with its data; words go in as JSON, so nothing in them is markup."""
    return typst.compile(
        LAYOUTS / layout,
        root=LAYOUTS,
        font_paths=_faces(fonts),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(now.timestamp()),
    )


def picture_png(svg: str, width: float, *, fonts: Path) -> bytes:
    """A cleaned SVG as PNG, `width` mm wide at 220 dots an inch, for formats that cannot hold an SVG."""
    return typst.compile(
        LAYOUTS / "picture.typ",
        root=LAYOUTS,
        font_paths=_faces(fonts),
        ignore_system_fonts=True,
        format="png",
        ppi=220,
        sys_inputs={"svg": svg, "width": str(width)},
    )


@lru_cache(maxsize=4)
def _faces(folder: Path) -> typst.Fonts:
    # Typst brings fonts of its own: they are left out, so that none can slip in.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
