"""The one-page A4 for the morning meeting: An toàn left ●, Sản xuất right ■, never one without the other."""

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import typst

from songhanh.definitions.document_format import document_format_on
from songhanh.documents.rendering.fonts import drawable, font_folder
from songhanh.documents.rendering.letters import each_text, printable
from songhanh.documents.rendering.pdf import compile_pdf

TOO_MUCH = "does not fit one page"


class TooMuchForOnePageError(ValueError):
    """Even in the smallest type the content would run onto a second page; nothing is cut off silently."""


@dataclass(frozen=True)
class MorningFigure:
    """One figure in words («69.448»), with last year's, the change, and the share of plan («115,7%»).

    `share` is that share in percent for the bar (None draws none); an estimate is marked «ước».
    """

    label: str
    value: str
    unit: str = ""
    before: str = "–"
    change: str = "–"
    plan_share: str = "–"
    share: float | None = None
    estimate: bool = False
    url: str = ""


@dataclass(frozen=True)
class MorningSide:
    """One goal: the finding as a sentence, its figures, and what else must be said."""

    finding: str
    figures: tuple[MorningFigure, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class MorningContent:
    """The page. `as_of` says in words when the figures were taken; `waiting` is what needs a decision today."""

    authority: str
    title: str
    as_of: str
    safety: MorningSide
    production: MorningSide
    waiting: tuple[str, ...] = ()
    address: str = ""
    watermark: str = ""
    notice: str = ""


def morning_page(content: MorningContent, *, now: datetime, fonts: Path | None = None) -> bytes:
    """The page as PDF (PDF/A-2a, PDF/UA-1); the type is made smaller until one page holds all."""
    folder = fonts or font_folder()
    change = partial(printable, font=drawable(folder))
    layout = document_format_on(now.date())
    page = asdict(each_text(content, change))
    data = {**page, "address": change(content.address), "width": layout.width, "height": layout.height}
    try:
        return compile_pdf("morning.typ", data, now=now, fonts=folder)
    except typst.TypstError as error:
        if TOO_MUCH in str(error):
            raise TooMuchForOnePageError(content.title) from error
        raise
