"""The layout of administrative documents (Decree 30/2020), dated, from `document_format.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from songhanh.definitions.toml import DefinitionError, read_toml

__all__ = ["DocumentFormat", "Margins", "document_format_on", "document_formats"]


@dataclass(frozen=True)
class Margins:
    """The empty borders of a page, in mm."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True)
class DocumentFormat:
    """One version of the layout, for documents signed from `valid_from` on.

    `sizes` are type sizes in pt by element; lengths are in mm; `line_spacing` is a multiple of the line.
    """

    code: str
    valid_from: date
    source: str
    country: str
    motto: str
    width: float
    height: float
    margins: Margins
    first_line_indent: float
    paragraph_spacing: float
    line_spacing: float
    sizes: Mapping[str, float]


@lru_cache(maxsize=1)
def document_formats() -> tuple[DocumentFormat, ...]:
    """Every layout, oldest first; a value outside the decree's own range is refused while loading."""
    rows = read_toml("document_format.toml")["formats"]
    for row in rows:
        _check_ranges(row["code"], row["sizes"], row["size_ranges"])
        _check_ranges(row["code"], row["page"]["margins"], row["margin_ranges"])
    return tuple(sorted((_format(row) for row in rows), key=lambda each: each.valid_from))


def document_format_on(day: date) -> DocumentFormat:
    """The layout in force on `day`; before the first one the first, as no older one is known here."""
    known = document_formats()
    return next((each for each in reversed(known) if each.valid_from <= day), known[0])


def _format(row: dict[str, Any]) -> DocumentFormat:
    page, paragraph = row["page"], row["paragraph"]
    return DocumentFormat(
        code=row["code"],
        valid_from=row["valid_from"],
        source=row["source"],
        country=row["country"],
        motto=row["motto"],
        width=float(page["width"]),
        height=float(page["height"]),
        margins=Margins(**{side: float(mm) for side, mm in page["margins"].items()}),
        first_line_indent=float(paragraph["first_line_indent"]),
        paragraph_spacing=float(paragraph["spacing_pt"]),
        line_spacing=float(paragraph["line_spacing"]),
        sizes=MappingProxyType({name: float(size) for name, size in row["sizes"].items()}),
    )


def _check_ranges(code: str, values: Mapping[str, float], ranges: Mapping[str, list[float]]) -> None:
    for name, (least, most) in ranges.items():
        if not least <= values[name] <= most:
            raise DefinitionError(f"Document format {code}: {name} = {values[name]}, not {least} to {most}")
