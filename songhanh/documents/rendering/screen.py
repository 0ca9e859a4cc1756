"""An official document as what the HTML layout (`documents/_official.html`) reads."""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import date

from songhanh.definitions.document_format import document_format_on
from songhanh.documents.rendering import lines
from songhanh.documents.rendering.content import Block, Chart, OfficialContent
from songhanh.documents.rendering.data import with_even_levels
from songhanh.documents.rendering.pictures import on_screen


@dataclass(frozen=True)
class ScreenBlock:
    """A block with its kind («heading», «paragraph», «table», «chart»); `svg` is cleaned, safe in a page."""

    kind: str
    block: Block
    svg: str = ""


@dataclass(frozen=True)
class OfficialPage:
    """The set lines and the blocks of one document."""

    content: OfficialContent
    country: str
    motto: str
    issuer_lines: tuple[str, ...]
    number_line: str
    place_and_date: str
    blocks: tuple[ScreenBlock, ...]
    recipients: tuple[str, ...]
    signature: lines.Signature


def official_page(content: OfficialContent, *, on: date) -> OfficialPage:
    """The page of `content`; a draft is laid out by the rules of the day `on`."""
    layout = document_format_on(content.signed_on or on)
    return OfficialPage(
        content=content,
        country=layout.country,
        motto=layout.motto,
        issuer_lines=lines.issuer_lines(content.issuer),
        number_line=lines.number_line(content),
        place_and_date=lines.place_and_date(content),
        blocks=tuple(_screen_block(block) for block in with_even_levels(content.blocks)),
        recipients=lines.recipient_lines(content),
        signature=lines.signature(content),
    )


def policy_of(page: bytes) -> str:
    """The content security policy that a kept page is sent with: its own style sheet, by hash, and no script.

    Its base address is that of the server on the day it was frozen, which may be another one by now.
    """
    style = re.search(rb"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[1] if style else b"").digest()).decode()
    return (
        f"default-src 'self'; script-src 'none'; style-src 'self' 'sha256-{digest}'; img-src 'self' data:; "
        "frame-ancestors 'none'; base-uri http: https:; form-action 'none'; object-src 'none'"
    )


def _screen_block(block: Block) -> ScreenBlock:
    svg = on_screen(block.svg) if isinstance(block, Chart) else ""
    return ScreenBlock(type(block).__name__.lower(), block, svg)
