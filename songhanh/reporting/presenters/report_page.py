"""The report's page: its pieces, how its words stand, what is still missing."""

from dataclasses import dataclass

from songhanh.reporting.presenters.content import Reported
from songhanh.reporting.presenters.dual_goal import MAIN_TABLE
from songhanh.reporting.presenters.figures import ShownFigure
from songhanh.reporting.presenters.sources import Source
from songhanh.reporting.presenters.wording import Piece, Tally, tally
from songhanh.rules.wording.claims import Reason


@dataclass(frozen=True)
class ShownPiece:
    """A stretch of text on the page; `url` opens its figure, `advice` says what to write instead."""

    text: str
    url: str
    wrong: bool
    unsourced: bool
    proposal: str


@dataclass(frozen=True)
class ShownBlock:
    """One block: heading, paragraph or the table of figures."""

    number: int
    kind: str
    text: str
    goal: str
    pieces: tuple[ShownPiece, ...]


@dataclass(frozen=True)
class ReportPage:
    """Everything the page needs beside the document itself."""

    title: str
    blocks: tuple[ShownBlock, ...]
    table: tuple[ShownFigure, ...]
    tally: Tally
    missing: int
    compared: int | None  # enterprises compared with last year while reports are missing


def report_page(reported: Reported) -> ReportPage:
    """The report as mockup g shows it."""
    figures, sources = reported.figures, reported.sources
    listed = reported.pieces()
    texts = [block["text"] for block in reported.document.body["blocks"]]
    return ReportPage(
        title=reported.document.abstract,
        blocks=tuple(
            ShownBlock(n, kind, texts[n], _goal(texts[n]), tuple(_shown(piece, sources) for piece in pieces))
            for n, (kind, pieces) in enumerate(listed)
        ),
        table=tuple(figures[code] for code in MAIN_TABLE if code in figures),
        tally=tally(pieces for kind, pieces in listed if kind == "paragraph"),
        missing=len(reported.consolidation.missing),
        compared=max((each.alike for each in figures.values() if each.alike is not None), default=None),
    )


def _shown(piece: Piece, sources: dict[str, Source]) -> ShownPiece:
    url = sources[piece.code].url if piece.code in sources else ""
    mixed = piece.claim is not None and piece.claim.reason is Reason.UNITS_MIXED
    proposal = piece.claim.proposal if piece.claim and (piece.wrong or mixed) else ""
    return ShownPiece(piece.text, url, piece.wrong, piece.unsourced, proposal)


def _goal(text: str) -> str:
    return {"I.": "safe", "II.": "prod"}.get(text.split(" ", maxsplit=1)[0], "")
