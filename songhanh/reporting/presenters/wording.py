"""The report's sentences with their claims: what opens, what contradicts its figure, what has no source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from songhanh.definitions.indicators import indicators
from songhanh.definitions.wording import figure_of
from songhanh.reporting.presenters.dual_goal import ALIKE, BOTH_YEARS, COMPARED
from songhanh.reporting.presenters.figures import ShownFigure
from songhanh.rules.wording.check import check_text
from songhanh.rules.wording.claims import Claim, Figure, Verdict

# How a text names a support programme (resolutions 68/NQ-CP and 116/NQ-CP of 2021).
PROGRAMMES = {
    "NQ68": ("Nghị quyết 68", "Nghị quyết số 68"),
    "NQ116": ("Nghị quyết 116", "Nghị quyết số 116"),
}


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
    known: list[Figure] = []
    for figure in figures.values():
        parts = [part for part in figure.parts if part[0] in PROGRAMMES]
        known += [_part(figure.code, programme, value) for programme, value in parts] or [
            _whole(figure, year)
        ]
    known += [_of_both_years(figure, year) for figure in figures.values() if figure.alike]
    known += [
        _how_many(figure.alike) for figure in figures.values() if figure.alike and figure.code in COMPARED
    ][:1]
    known += [_target(code, value, figures, year) for code, value in next_year.items() if code in figures]
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
    """What a claim's number opens: an indicator, its part as «support_paid_people.nq68», a target as «revenue@2022».

    Empty for an unknown number.
    """
    return (claim.figure or "").removesuffix(".alike")


def tally(texts: Iterable[list[Piece]]) -> Tally:
    """Claims of a whole report by verdict."""
    claims = [piece.claim for pieces in texts for piece in pieces if piece.claim is not None]
    count = {verdict: sum(claim.verdict is verdict for claim in claims) for verdict in Verdict}
    return Tally(count[Verdict.TRUE], count[Verdict.FALSE], count[Verdict.UNSOURCED])


def _whole(figure: ShownFigure, year: int) -> Figure:
    """While only some enterprises are compared, the whole has no year before to be held against."""
    previous = figure.previous if figure.alike is None else None
    return figure_of(figure.code, figure.value, previous=previous, plan=figure.plan, previous_year=year - 1)


def _of_both_years(figure: ShownFigure, year: int) -> Figure:
    """What a sentence on the enterprises with numbers of both years speaks of."""
    compared = figure_of(
        figure.code, figure.alike_value, previous=figure.previous, previous_year=year - 1, suffix=".alike"
    )
    return replace(compared, context=(BOTH_YEARS,))


def _how_many(enterprises: int) -> Figure:
    return Figure("alike", Decimal(enterprises), "doanh nghiệp", ALIKE, context=(BOTH_YEARS,))


def _part(code: str, programme: str, value: Decimal) -> Figure:
    return figure_of(code, value, suffix=f".{programme.lower()}", aliases=PROGRAMMES[programme])


def _target(code: str, value: Decimal, figures: Mapping[str, ShownFigure], year: int) -> Figure:
    indicator = indicators()[code]
    return Figure(
        code=f"{code}@{year + 1}",
        value=value,
        unit=indicator.unit,
        label=indicator.name,
        previous=figures[code].value,
        aliases=indicator.aliases,
        context=(str(year + 1),),
        is_goal=True,
    )
