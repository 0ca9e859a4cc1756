"""The page of an import: what a reader needs to see of the file, kept sealed; names and numbers already masked."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from songhanh.core.files.mark import Level
from songhanh.core.files.values import cell_text
from songhanh.people.intake.examination import Examination
from songhanh.people.intake.findings import Finding, by_kind
from songhanh.people.intake.reading import WorkerList
from songhanh.people.models.identity import masked, seal, unseal

PURPOSE = b"preview"
HIDDEN = "(ẩn)"
RIGHT_FIRST = 2  # right rows shown before the first wrong one
SHOWN = 14  # rows of the excerpt
PER_KIND = 3


def kinds(examination: Examination) -> list[dict[str, Any]]:
    """Kinds of findings with their counts, for the history: no datum of a person."""
    return [
        {"code": kind.code, "column": kind.column, "level": kind.level, "count": kind.count}
        for kind in by_kind(examination.list.findings)
    ]


def seal_preview(examination: Examination) -> bytes:
    """All findings, the excerpt, the headings, as the page will show them."""
    source = examination.list.source
    content = {
        "sheet": source.sheet,
        "heading_row": source.heading_row,
        "headings": [[heading.column, heading.text] for heading in source.headings],
        "columns": source.columns,
        "ambiguous": source.ambiguous,
        "missing": source.missing,
        "skipped": source.skipped,
        "hidden": source.hidden,
        "findings": [[f.row, f.column, f.code, f.level, f.values] for f in examination.list.findings],
        "excerpt": [[place, _texts(source, index)] for index, place in _excerpt(examination)],
        "places": [source.places[0], source.places[-1]] if source.places else [],
    }
    return seal(zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 1), PURPOSE)


def open_preview(sealed: bytes | memoryview) -> dict[str, Any]:
    """What `seal_preview` has sealed."""
    content: dict[str, Any] = json.loads(zlib.decompress(unseal(sealed, PURPOSE)))
    return content


def findings_of(preview: dict[str, Any]) -> list[Finding]:
    """The findings of an opened preview."""
    return [
        Finding(row, column, code, Level(level), values)
        for row, column, code, level, values in preview["findings"]
    ]


def _excerpt(examination: Examination) -> list[tuple[int, int]]:
    """(index, place) of the rows to show: the first right ones, then some of every kind of finding."""
    source = examination.list.source
    told = examination.list.wrong | examination.list.doubtful
    right = [place for place in source.places[:200] if place not in told][:RIGHT_FIRST]
    wanted: dict[int, None] = {}
    for depth in range(PER_KIND):
        for kind in by_kind(examination.list.findings):
            if depth < kind.count and len(wanted) < SHOWN:
                wanted[kind.findings[depth].row] = None
    index = {place: number for number, place in enumerate(source.places)}
    return [(index[place], place) for place in sorted({*right, *wanted})]


def _texts(source: WorkerList, index: int) -> list[str]:
    codes = {at: code for code, at in source.columns.items()}
    row = source.rows[index]
    return [
        _shown(
            codes.get(heading.column, ""), cell_text(row[heading.column]) if heading.column < len(row) else ""
        )
        for heading in source.headings
    ]


def _shown(code: str, text: str) -> str:
    if not text:
        return ""
    if code == "identity_number":
        return masked(text)
    return HIDDEN if code in {"full_name", "phone", "wage", ""} else text[:60]


def places_in_words(findings: Iterable[Finding], letters: dict[str, str], most: int = 3) -> str:
    """«C17, C205, C206 …»."""
    cells = [f"{letters.get(found.column, '')}{found.row + 1}" for found in findings]
    return ", ".join(cells[:most]) + (" …" if len(cells) > most else "")
