"""The page of an import: what a reader needs to see of the file, kept sealed."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core.files.findings import Finding, by_kind
from songhanh.core.files.mark import Level
from songhanh.people.intake.checking import CheckedList
from songhanh.people.intake.examination import Examination
from songhanh.people.intake.kept_rows import seal_rows
from songhanh.people.models.identity import masked, seal, unseal

PURPOSE = b"preview"
HIDDEN = _("(ẩn)")
HIDDEN_COLUMNS = frozenset({"full_name", "phone", "wage", ""})
RIGHT_FIRST = 2  # right rows shown before the first wrong one
SHOWN = 14  # rows of the excerpt
PER_KIND = 3


def kinds(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Kinds of findings with their counts, for the history: no datum of a person."""
    return [
        {"code": kind.code, "column": kind.column, "level": kind.level, "count": kind.count}
        for kind in by_kind(findings)
    ]


def preview_of(examination: Examination) -> dict[str, Any]:
    """All findings, which rows to show first, the headings; `alone` are rows checked by themselves since."""
    source, found = examination.list.source, examination.list
    return {
        "sheet": source.sheet,
        "heading_row": source.heading_row,
        "headings": [[heading.column, heading.text] for heading in source.headings],
        "columns": source.columns,
        "ambiguous": source.ambiguous,
        "missing": source.missing,
        "skipped": source.skipped,
        "hidden": source.hidden,
        "findings": [_plain(finding) for finding in found.findings],
        "right": _first_right(found),
        "excerpt": sorted(_excerpt(found.findings)),
        "places": [source.places[0], source.places[-1]] if source.places else [],
        "alone": [],
    }


def seal_preview(preview: dict[str, Any]) -> bytes:
    """What the page will show, encrypted."""
    return seal(zlib.compress(json.dumps(preview, ensure_ascii=False).encode(), 1), PURPOSE)


def rows_to_keep(examination: Examination, corrected: Iterable[int]) -> bytes:
    """The rows that the page may lead to, sealed: those with findings, the corrected and the first right ones."""
    source, found = examination.list.source, examination.list
    wanted = found.wrong | found.doubtful | {*corrected, *_first_right(found)}
    pairs = zip(source.places, source.rows, strict=True)
    return seal_rows([(place, row) for place, row in pairs if place in wanted])


def with_row(preview: dict[str, Any], place: int, findings: Iterable[Finding]) -> dict[str, Any]:
    """The preview with one row checked by itself: its findings are these."""
    others = [finding for finding in preview["findings"] if finding[0] != place]
    found = sorted(
        [*others, *map(_plain, findings)], key=lambda each: (each[0], preview["columns"].get(each[1], 0))
    )
    return preview | {"findings": found, "alone": sorted({*preview["alone"], place})}


def wrong_and_doubtful(preview: dict[str, Any]) -> tuple[int, int]:
    """How many rows have an error, and how many of the others a warning."""
    wrong = {finding[0] for finding in preview["findings"] if finding[3] == Level.ERROR}
    return len(wrong), len({finding[0] for finding in preview["findings"]} - wrong)


def _plain(finding: Finding) -> list[Any]:
    return [finding.row, finding.column, finding.code, finding.level, finding.values]


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


def _first_right(found: CheckedList) -> list[int]:
    told = found.wrong | found.doubtful
    return [place for place in found.source.places[:200] if place not in told][:RIGHT_FIRST]


def _excerpt(findings: Iterable[Finding]) -> set[int]:
    """Some rows of every kind of finding."""
    wanted: dict[int, None] = {}
    groups = by_kind(findings)
    for depth in range(PER_KIND):
        for kind in groups:
            if depth < kind.count and len(wanted) < SHOWN:
                wanted[kind.findings[depth].row] = None
    return set(wanted)


def shown(code: str, text: str) -> str:
    """A cell as the grid shows it: of a number the mask, of names, phones, wages and unused columns nothing."""
    if not text:
        return ""
    if code == "identity_number":
        return masked(text)
    return str(HIDDEN) if code in HIDDEN_COLUMNS else text[:60]


def places_in_words(findings: Iterable[Finding], letters: dict[str, str], most: int = 3) -> str:
    """«C17, C205, C206 …»."""
    cells = [f"{letters.get(found.column, '')}{found.row + 1}" for found in findings]
    return ", ".join(cells[:most]) + (" …" if len(cells) > most else "")
