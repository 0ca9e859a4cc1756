"""Check the words around the figures of a Vietnamese text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from songhanh.rules.formats import format_number
from songhanh.rules.wording.claims import Claim, Figure, Reason, Verdict
from songhanh.rules.wording.exact import Role, exact_value, role_of
from songhanh.rules.wording.judging import judge, propose
from songhanh.rules.wording.plain import plain_claims
from songhanh.rules.wording.quantities import EQUAL, Quantity, quantities_in
from songhanh.rules.wording.subjects import Mention, mentions_in, subject_of
from songhanh.rules.wording.sums import sum_claims
from songhanh.rules.wording.units import COUNTED, USD, VND, unit_of

SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n+")
MONEY = frozenset((VND, USD))
# From here on a number alone is particular enough to tell that it stands with the wrong unit.
PARTICULAR = 100


def check_text(text: str, figures: Iterable[Figure]) -> list[Claim]:
    """Find the claims a text makes about figures and judge each against the exact value.

    `text` must be NFC (raises ValueError otherwise, since spans would not fit). Claims come in the order of
    the text; replacing `text[claim.start:claim.end]` by `claim.proposal` makes a false claim true.
    """
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("text must be in NFC")
    known = {figure.code: figure for figure in figures}
    claims: list[Claim] = []
    carried: str | None = None
    for start, end in _sentences(text):
        found = list(_check_sentence(text, start, end, known, carried))
        claims.extend(found)
        carried = next((claim.figure for claim in reversed(found) if claim.figure), carried)
    return sorted(claims, key=lambda claim: (claim.start, claim.end))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in SENTENCE_END.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _check_sentence(
    text: str, start: int, end: int, figures: Mapping[str, Figure], carried: str | None
) -> Iterator[Claim]:
    mentions = mentions_in(text, start, end, figures)
    quantities = quantities_in(text, start, end)
    subjects = {each.start: subject_of(each, mentions, figures, carried) for each in quantities}
    numbered = [
        claim
        for each in quantities
        if (claim := _check_quantity(text, each, subjects[each.start], mentions, figures))
    ]
    yield from numbered
    for claim in plain_claims(text, start, end, mentions, figures, carried):
        if all(claim.end <= other.start or claim.start >= other.end for other in numbered):
            yield claim
    verdicts = {claim.end: claim.verdict for claim in numbered}
    for claim in sum_claims(text, start, end, quantities, subjects):
        if verdicts.get(claim.end) is Verdict.TRUE:
            yield replace(claim, proposal="")  # the total is right, so a part is wrong and says so itself
        elif verdicts.get(claim.end) is not Verdict.FALSE:
            yield claim


def _check_quantity(
    text: str,
    each: Quantity,
    figure: Figure | None,
    mentions: Sequence[Mention],
    figures: Mapping[str, Figure],
) -> Claim | None:
    if each.unit is None and (figure is None or each.phrase_start == each.start):
        return None  # a number of something we do not count
    if each.number is None:
        return _claim(each, figure, None, Verdict.UNSOURCED, Reason.AMBIGUOUS_NUMBER)
    if figure is None:
        unsourced = _claim(each, None, None, Verdict.UNSOURCED, Reason.NO_FIGURE)
        return _wrong_unit(each, mentions, figures) or unsourced
    return _check_against(text, each, figure, mentions, figures)


def _check_against(
    text: str, each: Quantity, figure: Figure, mentions: Sequence[Mention], figures: Mapping[str, Figure]
) -> Claim:
    role = role_of(each, figure)
    each = _as_meant(each, role)
    exact = exact_value(each, role, figure, figures)
    if exact.value is None:
        return _claim(each, figure, None, Verdict.UNSOURCED, exact.reason)
    reason = judge(each, exact.value, is_goal=figure.is_goal)
    if reason is Reason.NONE:
        return _claim(each, figure, exact.value, Verdict.TRUE)
    if role is Role.VALUE and (wrong := _wrong_unit(each, mentions, figures)):
        return wrong
    prefix = text[each.phrase_start : each.start]
    proposal = propose(each, prefix, exact.value, reason, _own(each, exact.value, figure))
    return _claim(each, figure, exact.value, Verdict.FALSE, reason, proposal)


def _as_meant(each: Quantity, role: Role) -> Quantity:
    """«vượt 15,7% kế hoạch» says by how much, «trên 15,7%» says more than that."""
    if each.word == "vượt" and role in (Role.PLAN_EXCESS, Role.PLAN_EXCESS_PCT, Role.PLAN):
        return replace(each, comparator=EQUAL)
    return each


def _wrong_unit(each: Quantity, mentions: Sequence[Mention], figures: Mapping[str, Figure]) -> Claim | None:
    """The number is right, but of another thing: 108 are dossiers, not people."""
    if each.unit is None or each.number is None or each.lead in ("tăng", "giảm"):
        return None
    family = next((group for group in (COUNTED, MONEY) if each.unit.measure in group), frozenset())
    named = {code for mention in mentions for code in mention.codes}
    for figure in sorted(figures.values(), key=lambda figure: figure.code not in named):
        other = unit_of(figure.unit)
        another = other.measure in family and other.measure != each.unit.measure
        if another and figure.value == each.number and (figure.code in named or each.number >= PARTICULAR):
            whole = replace(each, phrase_start=each.start)
            proposal = text_of(figure.value, figure.unit)
            return _claim(whole, figure, figure.value, Verdict.FALSE, Reason.UNITS_MIXED, proposal)
    return None


def text_of(value: Decimal, unit: str) -> str:
    """A value with its unit as a Vietnamese text writes it: «69.448 tỷ đồng»."""
    return f"{format_number(value)} {unit.replace('VND', 'đồng')}"


def _own(each: Quantity, exact: Decimal, figure: Figure) -> str:
    if each.unit is None:
        return text_of(exact, figure.unit)
    return text_of(exact * each.unit.factor / unit_of(figure.unit).factor, figure.unit)


def _claim(
    each: Quantity,
    figure: Figure | None,
    exact: Decimal | None,
    verdict: Verdict,
    reason: Reason = Reason.NONE,
    proposal: str = "",
) -> Claim:
    return Claim(
        start=each.phrase_start,
        end=each.end,
        word=each.word,
        number=each.written,
        unit=each.unit_written,
        figure=figure.code if figure else None,
        exact=exact,
        verdict=verdict,
        reason=reason,
        proposal=proposal,
    )
