"""The page of a time clock's file: what a reader needs to see of it before it is taken, kept sealed."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from songhanh.core.files.findings import Finding, by_kind
from songhanh.core.files.mark import Level
from songhanh.core.files.values import cell_text
from songhanh.core.sealing import seal, unseal
from songhanh.gate.intake.clock_examination import Examination

PURPOSE = b"time clock preview"
MOST_FINDINGS = 5_000
SAMPLES = 6  # punches that show how the file was read
LONGEST = 60


def kinds_of(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Kinds of findings with their counts, for the history: no datum of a person."""
    return [
        {"code": kind.code, "column": kind.column, "level": kind.level, "count": kind.count}
        for kind in by_kind(findings)
    ]


def preview_of(found: Examination) -> dict[str, Any]:
    """The headings, how the first punches were read, the rows to look at: errors before warnings, some thousands."""
    listing = found.file.listing
    ranked = sorted(found.findings, key=lambda each: (each.level.rank, each.row))[:MOST_FINDINGS]
    wanted = {each.row for each in ranked} | set(listing.places[:SAMPLES])
    return {
        "sheet": listing.sheet,
        "heading_row": listing.heading_row,
        "headings": [[heading.column, heading.text] for heading in listing.headings],
        "columns": listing.columns,
        "ambiguous": listing.ambiguous,
        "missing": found.file.missing,
        "skipped": listing.skipped,
        "hidden": listing.hidden,
        "findings": [[f.row, f.column, f.code, f.level, f.values] for f in ranked],
        "left_out": len(found.findings) - len(ranked),
        "rows": {
            place: [cell_text(cell)[:LONGEST] for cell in row]
            for place, row in zip(listing.places, listing.rows, strict=True)
            if place in wanted
        },
        "samples": [
            [punch.place, found.employees[nth], punch.device_at, punch.direction, found.ways.get(nth, "")]
            for nth, punch in enumerate(found.punches[:SAMPLES])
        ],
    }


def seal_preview(preview: dict[str, Any]) -> bytes:
    """What the page will show, encrypted."""
    return seal(zlib.compress(json.dumps(preview, ensure_ascii=False).encode(), 1), PURPOSE)


def open_preview(sealed: bytes | memoryview) -> dict[str, Any]:
    """What `seal_preview` has sealed; the rows by their places again."""
    content: dict[str, Any] = json.loads(zlib.decompress(unseal(sealed, PURPOSE)))
    return content | {"rows": {int(place): texts for place, texts in content["rows"].items()}}


def findings_of(preview: dict[str, Any]) -> list[Finding]:
    """The findings of an opened preview."""
    return [
        Finding(row, column, code, Level(level), values)
        for row, column, code, level, values in preview["findings"]
    ]
