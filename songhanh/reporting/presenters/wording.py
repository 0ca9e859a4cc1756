"""The report's sentences with their claims: what opens, what contradicts its figure, what has no source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from songhanh.definitions.indicators import indicators, names_in
from songhanh.reporting.presenters.figures import ShownFigure
from songhanh.rules.wording.check import check_text
from songhanh.rules.wording.claims import Claim, Figure, Verdict

SHARE_OF_WORKERS = ("vaccinated_two", "vaccinated_one_only", "vaccinated_none", "vaccinated_at_least_one")
PROGRAMME_WORDS = {"NQ68": ("68",), "NQ116": ("116",), "UNION": ()}


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence: plain text, or a claim with the figure it opens."""

    text: str
    code: str = ""
    claim: Claim | None = None

    @property
    def wrong(self) -> bool:
        """Whether the words contradict the figure."""
        return self.claim is not None and self.claim.verdict is Verdict.FALSE

    @property
    def unsourced(self) -> bool:
        """Whether no figure of the system stands behind the number."""
        return self.claim is not None and self.claim.verdict is Verdict.UNSOURCED


@dataclass(frozen=True)
class Tally:
    """How the whole text stands."""

    right: int
    wrong: int
    unsourced: int


def known_figures(
    figures: Mapping[str, ShownFigure], year: int, next_year: Mapping[str, Decimal]
) -> list[Figure]:
    """What the wording check may hold sentences against: figures, their programme parts, next year's targets."""
    known = [_known(figure, year) for figure in figures.values()]
    for figure in figures.values():
        if len(figure.parts) > 1:
            known += [
                Figure(
                    f"{figure.code}.{programme}",
                    value,
                    figure.unit,
                    figure.name,
                    context=PROGRAMME_WORDS.get(programme, ()),
                )
                for programme, value in figure.parts
            ]
    known += [
        Figure(f"{code}@{year + 1}", value, figures[code].unit, figures[code].name, context=(str(year + 1),))
        for code, value in next_year.items()
        if code in figures
    ]
    return known


def pieces_of(text: str, figures: Iterable[Figure]) -> list[Piece]:
    """`text` cut into plain stretches and claims, in order; overlapping claims keep the first."""
    pieces: list[Piece] = []
    at = 0
    for claim in check_text(text, figures):
        if claim.start < at:
            continue
        if claim.start > at:
            pieces.append(Piece(text[at : claim.start]))
        pieces.append(Piece(text[claim.start : claim.end], figure_code(claim), claim))
        at = claim.end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def figure_code(claim: Claim) -> str:
    """The indicator that a claim's figure belongs to; empty for a target or an unknown number."""
    code = claim.figure or ""
    return "" if "@" in code else code.split(".")[0]


def tally(texts: Iterable[list[Piece]]) -> Tally:
    """Claims of a whole report by verdict."""
    claims = [piece.claim for pieces in texts for piece in pieces if piece.claim is not None]
    count = {verdict: sum(claim.verdict is verdict for claim in claims) for verdict in Verdict}
    return Tally(count[Verdict.TRUE], count[Verdict.FALSE], count[Verdict.UNSOURCED])


def _known(figure: ShownFigure, year: int) -> Figure:
    formula = indicators()[figure.code].formula or ""
    return Figure(
        figure.code,
        figure.value,
        figure.unit,
        figure.name,
        previous=figure.previous,
        plan=figure.plan,
        total_of=names_in(formula) if "+" in formula and "/" not in formula else (),
        share_of="labour_total" if figure.code in SHARE_OF_WORKERS else "",
        previous_year=year - 1,
    )
