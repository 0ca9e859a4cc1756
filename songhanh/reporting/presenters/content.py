"""The dual-goal report as an official document: the edited text with every figure carrying its reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from songhanh.documents.models import DocumentState, OfficialDocument
from songhanh.documents.rendering.content import (
    Align,
    Block,
    Column,
    FigureRef,
    Goal,
    Heading,
    OfficialContent,
    Paragraph,
    Reference,
    Run,
    Table,
)
from songhanh.reporting.models import Consolidation
from songhanh.reporting.presenters.dual_goal import BOTH_YEARS, MAIN_TABLE, amount, plain, spoken_unit
from songhanh.reporting.presenters.figures import ShownFigure, sealed
from songhanh.reporting.presenters.sources import Source, sources_of, target_code
from songhanh.reporting.presenters.wording import Piece, known_figures, pieces_of
from songhanh.reporting.presenters.year_part import year_part
from songhanh.reporting.queries.reported import replaced_by
from songhanh.rules.formats import format_date, format_figure, format_percent
from songhanh.rules.periods import Basis, Period, PeriodKind, parse_period
from songhanh.rules.wording.claims import Figure

GOALS = {"I.": Goal.SAFETY, "II.": Goal.PRODUCTION}
NO_NUMBER = "–"


@dataclass
class References:
    """Numbers figures and targets in the order the text first names them."""

    sources: Mapping[str, Source]
    origin: str  # scheme and host before the addresses
    order: list[str] = field(default_factory=list)

    def of(self, code: str) -> FigureRef | None:
        """The reference of a figure or target; None for text that names none."""
        if code not in self.sources:
            return None
        if code not in self.order:
            self.order.append(code)
        return FigureRef(self.order.index(code) + 1, self.origin + self.sources[code].url)

    def listed(self) -> tuple[Reference, ...]:
        """The appendix «Nguồn số liệu»."""
        named = ((n, code, self.sources[code]) for n, code in enumerate(self.order, start=1))
        return tuple(
            Reference(n, each.name, self.origin + each.url, code, each.words) for n, code, each in named
        )


@dataclass(frozen=True)
class Reported:
    """A document with the consolidation that it reports on."""

    document: OfficialDocument
    consolidation: Consolidation

    @property
    def period(self) -> Period:
        """The period reported on."""
        return parse_period(self.consolidation.period_code, Basis.CUTOFF15)

    @property
    def year_part(self) -> str:
        """How much of the year the figures cover, where it is not all of it: «sau 1/12 tháng»."""
        return year_part(self.period, self.consolidation.period_until)

    @property
    def replaces(self) -> OfficialDocument | None:
        """The signed report of the same period whose place it takes."""
        return replaced_by(self.document, self.consolidation.period_code)

    @property
    def replacing(self) -> str:
        """Which report it takes the place of, as a sentence of the document; empty if none."""
        older = self.replaces
        if older is None or older.signed_on is None:
            return ""
        return f"Báo cáo này thay thế Báo cáo số {older.full_number} ngày {format_date(older.signed_on)}."

    @property
    def figures(self) -> dict[str, ShownFigure]:
        """The figures as sealed."""
        return sealed(self.consolidation)

    @property
    def next_year(self) -> dict[str, Decimal]:
        """The targets that the text may name, as they stood when the draft was made."""
        return {code: Decimal(value) for code, value in self.document.body.get("next_year", {}).items()}

    @property
    def sources(self) -> dict[str, Source]:
        """What its numbers open."""
        return sources_of(self.consolidation, self.figures, self.period.year, self.next_year)

    @property
    def known(self) -> list[Figure]:
        """What the wording check holds the text against."""
        return known_figures(self.figures, self.period.year, self.next_year)

    def pieces(self) -> list[tuple[str, list[Piece]]]:
        """The blocks as (kind, pieces); headings and tables have one plain piece."""
        known = self.known
        return [
            (
                block["kind"],
                pieces_of(block["text"], known) if block["kind"] == "paragraph" else [Piece(block["text"])],
            )
            for block in self.document.body["blocks"]
        ]


def official_content(
    reported: Reported,
    *,
    issuer: dict[str, str],
    recipients: Sequence[str],
    notice: str,
    origin: str,
    year: int,
) -> OfficialContent:
    """Everything a rendition needs; `year` is the present one: an unsigned draft prints it beside an open day."""
    document = reported.document
    references = References(reported.sources, origin)
    replacing = (Paragraph((Run(reported.replacing),)),) if reported.replacing else ()
    blocks = tuple(_block(kind, pieces, reported, references) for kind, pieces in reported.pieces())
    draft = document.state != DocumentState.APPROVED
    return OfficialContent(
        superior=issuer["superior"],
        issuer=issuer["name"],
        number=f"{document.number:02d}" if document.number else None,
        symbol=document.symbol,
        place=document.place,
        signed_on=document.signed_on,
        type_name="BÁO CÁO",
        abstract=document.abstract,
        blocks=(*replacing, *blocks),
        recipients=tuple(recipients),
        signer_authority=document.signer_authority,
        signer_title=document.signer_title,
        signer_name=str(document.signer) if document.signer else None,
        watermark="DỰ THẢO" if draft else "",
        notice=notice,
        references=references.listed(),
        year=None if document.signed_on else year,
    )


def _block(kind: str, pieces: list[Piece], reported: Reported, references: References) -> Block:
    if kind == "heading":
        text = pieces[0].text
        return Heading(1, text, GOALS.get(text.split(" ")[0], Goal.NONE))
    if kind == "table":
        return _main_table(reported, references)
    return Paragraph(tuple(run for piece in pieces for run in _runs(piece, references)))


def _runs(piece: Piece, references: References) -> list[Run]:
    """A claim's number opens; the words around it are plain."""
    claim, reference = piece.claim, references.of(piece.code)
    if claim is None or reference is None or not claim.number:
        return [Run(piece.text)]
    start = piece.text.find(claim.number)
    if start < 0:
        return [Run(piece.text)]
    before, number = piece.text[:start], piece.text[start:]
    return [*([Run(before)] if before else []), Run(number, reference)]


def _main_table(reported: Reported, references: References) -> Table:
    year, whole = reported.period.year, reported.period.kind is PeriodKind.YEAR
    figures = reported.figures
    estimated = any(figures[code].estimates for code in MAIN_TABLE if code in figures)
    columns = (
        Column("Chỉ tiêu"),
        Column("Đơn vị"),
        Column(f"{'Ước' if estimated else 'Thực hiện'} {year if whole else 'kỳ này'}", align=Align.RIGHT),
        Column(f"{year - 1}" if whole else f"Cùng kỳ {year - 1}", align=Align.RIGHT),
        Column("Tăng, giảm (%)", align=Align.RIGHT),
        Column(f"Kế hoạch {year}", align=Align.RIGHT),
        Column("Đạt (%)", align=Align.RIGHT),
    )
    rows = tuple(_row(figures[code], references, year) for code in MAIN_TABLE if code in figures)
    return Table(
        caption=f"Các chỉ tiêu chủ yếu {reported.period.label_vi()}{_of_whom(figures)}{_against_what(reported)}",
        columns=columns,
        rows=rows,
        alt="; ".join(
            f"{figures[code].name} {amount(figures[code])}" for code in MAIN_TABLE if code in figures
        ),
    )


def _of_whom(figures: Mapping[str, ShownFigure]) -> str:
    compared = any(figures[code].alike is not None for code in MAIN_TABLE if code in figures)
    return f"; năm trước và tăng, giảm: chỉ các doanh nghiệp {BOTH_YEARS}" if compared else ""


def _against_what(reported: Reported) -> str:
    part = reported.year_part.strip("()")
    return f"; kế hoạch là của cả năm, số liệu {part.removeprefix('số ')}" if part else ""


def _row(figure: ShownFigure, references: References, year: int) -> tuple[Run, ...]:
    return (
        Run(figure.name),
        Run(spoken_unit(figure.unit)),
        Run(plain(figure) or NO_NUMBER, references.of(figure.code) if figure.value is not None else None),
        Run(_number(figure.previous, figure.decimals)),
        Run(NO_NUMBER if figure.change_pct is None else format_percent(figure.change_pct)),
        Run(_number(figure.plan, figure.decimals), references.of(target_code(figure.code, year))),
        Run(NO_NUMBER if figure.plan_pct is None else format_percent(figure.plan_pct)),
    )


def _number(value: Decimal | None, decimals: int) -> str:
    return NO_NUMBER if value is None else format_figure(value, decimals)
