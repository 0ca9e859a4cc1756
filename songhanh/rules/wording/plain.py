"""Claims made by words alone: «vượt kế hoạch», «tăng so với năm trước», «dưới kết quả 2021»."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from songhanh.rules.wording.claims import Claim, Figure, Reason, Verdict
from songhanh.rules.wording.subjects import Mention

AGAINST_PLAN = re.compile(
    r"(?<!\w)(?P<no>chưa |không )?(?P<word>vượt|đạt|hoàn thành)(?: và vượt)? "
    r"(?:kế hoạch|chỉ tiêu|mục tiêu(?! kép))(?!\w)",
    re.IGNORECASE,
)
DIRECTION = re.compile(
    r"(?<!\w)(?P<word>tăng|giảm)(?: nhẹ| mạnh| khá)? so với (?:cùng kỳ|năm|kỳ)(?!\w)", re.IGNORECASE
)
AGAINST_RESULT = re.compile(
    r"(?<!\w)(?P<word>vượt|trên|cao hơn|dưới|thấp hơn|bằng) (?:kết quả|mức thực hiện|thực hiện)(?!\w)",
    re.IGNORECASE,
)
HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "vượt": lambda value, base: value > base,
    "trên": lambda value, base: value > base,
    "cao hơn": lambda value, base: value > base,
    "tăng": lambda value, base: value > base,
    "dưới": lambda value, base: value < base,
    "thấp hơn": lambda value, base: value < base,
    "giảm": lambda value, base: value < base,
    "đạt": lambda value, base: value >= base,
    "hoàn thành": lambda value, base: value >= base,
    "bằng": lambda value, base: value == base,
}
OPPOSITE = {
    "tăng": "giảm", "giảm": "tăng", "trên": "dưới", "dưới": "trên", "cao hơn": "thấp hơn",
    "thấp hơn": "cao hơn", "vượt": "dưới",
}  # fmt: skip


def plain_claims(
    text: str,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    figures: Mapping[str, Figure],
    carried: str | None,
) -> Iterator[Claim]:
    """The claims of the sentence `text[start:end]` that carry no number."""
    for pattern, of_plan in ((AGAINST_PLAN, True), (DIRECTION, False), (AGAINST_RESULT, False)):
        for found in pattern.finditer(text, start, end):
            figure = _subject(found.start(), mentions, figures) or figures.get(carried or "")
            yield _judged(found, figure, _base(figure, of_plan))


def _subject(position: int, mentions: Sequence[Mention], figures: Mapping[str, Figure]) -> Figure | None:
    before = [mention for mention in mentions if mention.end <= position]
    return figures[before[-1].codes[0]] if before else None


def _base(figure: Figure | None, of_plan: bool) -> Decimal | None:
    if figure is None:
        return None
    return figure.plan if of_plan else figure.previous


def _judged(found: re.Match[str], figure: Figure | None, base: Decimal | None) -> Claim:
    word = found["word"].lower()
    negated = bool(found.groupdict().get("no"))

    def claim(verdict: Verdict, reason: Reason = Reason.NONE, proposal: str = "") -> Claim:
        code, value = (figure.code, figure.value) if figure else (None, None)
        return Claim(found.start(), found.end(), word, "", "", code, value, verdict, reason, proposal)

    if figure is None:
        return claim(Verdict.UNSOURCED, Reason.NO_FIGURE)
    if figure.value is None or base is None:
        return claim(Verdict.UNSOURCED, Reason.NO_VALUE)
    if HOLDS[word](figure.value, base) != negated:
        return claim(Verdict.TRUE)
    return claim(Verdict.FALSE, Reason.WRONG_DIRECTION, _mended(found, word, negated, figure.value, base))


def _mended(found: re.Match[str], word: str, negated: bool, value: Decimal, base: Decimal) -> str:
    if "no" in found.re.groupindex:
        rest = re.sub(
            r"^(?:(?:chưa|không) )?(?:vượt|đạt|hoàn thành)(?: và vượt)? ", "", found[0], flags=re.IGNORECASE
        )
        return f"{'vượt' if value > base else 'đạt' if value == base else 'chưa đạt'} {rest}"
    if value == base or word not in OPPOSITE:
        return ""
    return OPPOSITE[word] + found[0][len(word) :]
