"""An official document as the plain data (JSON) that the PDF layout reads."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from songhanh.definitions.document_format import DocumentFormat
from songhanh.documents.rendering import lines
from songhanh.documents.rendering.columns import column_widths
from songhanh.documents.rendering.content import (
    Block,
    Chart,
    Heading,
    OfficialContent,
    Paragraph,
    Reference,
    Table,
)
from songhanh.documents.rendering.letters import BREAK
from songhanh.documents.rendering.pictures import on_paper

Change = Callable[[str], str]


def official_data(
    content: OfficialContent, layout: DocumentFormat, fonts: Path, change: Change
) -> dict[str, Any]:
    """Everything on the pages of `content` (its texts already cleaned); `change` cleans pictures, addresses.

    `fonts` is the folder of the font in which tables are measured.
    """
    room = layout.width - layout.margins.left - layout.margins.right
    measure = partial(column_widths, size=layout.sizes["table"], room=room, fonts=fonts)
    signature = lines.signature(content)
    return {
        "format": {
            **vars(layout),
            "valid_from": None,
            "margins": vars(layout.margins),
            "sizes": dict(layout.sizes),
        },
        "title": document_title(content),
        "description": description(content),
        "superior": content.superior,
        "issuer": content.issuer,
        "issuer_lines": lines.issuer_lines(content.issuer),
        "number_line": lines.number_line(content),
        "place_and_date": lines.place_and_date(content),
        "type_name": content.type_name,
        "abstract": content.abstract,
        "appendix": {"label": lines.APPENDIX, "title": lines.APPENDIX_TITLE, "note": lines.APPENDIX_NOTE},
        "belongs_to": lines.belongs_to(content),
        "watermark": content.watermark,
        "notice": content.notice,
        "recipients": lines.recipient_lines(content),
        "signature": asdict(signature),
        "blocks": [_block(block, measure, change) for block in with_even_levels(content.blocks)],
        "references": [_reference(each, change) for each in content.references],
    }


def _reference(each: Reference, change: Change) -> dict[str, Any]:
    """On paper nothing can be clicked: the whole address stands there, to be typed."""
    return {**asdict(each), "address": _breakable(each.url, change)}


def _breakable(address: str, change: Change) -> str:
    return f"/{BREAK}".join(change(part) for part in address.split("/")).replace(f"/{BREAK}/", "//")


def document_title(content: OfficialContent) -> str:
    """The title in the document's properties: «Báo cáo: Kết quả …»."""
    return ": ".join(part for part in (content.type_name.capitalize(), content.abstract) if part)


def description(content: OfficialContent) -> str:
    """The marks of the pages in words, for readers to whom a watermark says nothing."""
    return ". ".join(part.capitalize() for part in (content.watermark, content.notice) if part)


def with_even_levels(blocks: tuple[Block, ...]) -> list[Block]:
    """Headings that begin at level 1 and go down one level at a time, as accessible documents must."""
    result: list[Block] = []
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = max(1, min(block.level, level + 1))
            result.append(Heading(level, block.text, block.goal))
        else:
            result.append(block)
    return result


def _block(block: Block, measure: Callable[[Table], list[float]], change: Change) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "runs": [asdict(run) for run in block.runs]}
        case Table():
            return {"kind": "table", **asdict(block), "widths": measure(block)}
        case Chart():
            svg, width = on_paper(block.svg, change)
            return {"kind": "chart", "alt": block.alt, "caption": block.caption, "svg": svg, "width": width}
