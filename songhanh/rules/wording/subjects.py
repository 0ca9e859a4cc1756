"""Which figure a quantity speaks of: the name after it, before it in the sentence, or the value itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from songhanh.rules.wording.claims import Figure
from songhanh.rules.wording.quantities import Quantity
from songhanh.rules.wording.units import PERCENT, TIMES, unit_of

# A name or value within this share of the exact value may be meant.
NEAR = Decimal("0.05")
PLAN_OF_WHAT_FOLLOWS = re.compile(r"so với (?:kế hoạch|chỉ tiêu|mục tiêu)(?: \w+)?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A figure's name standing at `text[start:end]`; several figures may share the name."""

    start: int
    end: int
    codes: tuple[str, ...]


def mentions_in(text: str, start: int, end: int, figures: Mapping[str, Figure]) -> list[Mention]:
    """The names of figures in a sentence, longest first where they overlap; in their order."""
    sentence = text[start:end].lower()
    found: dict[tuple[int, int], list[str]] = {}
    for code, figure in figures.items():
        if all(word.lower() in sentence for word in figure.context):
            for name in (figure.label, *figure.aliases):
                for each in re.finditer(rf"(?<!\w){re.escape(name.lower())}(?!\w)", sentence):
                    found.setdefault(each.span(), []).append(code)
    kept: list[Mention] = []
    for (first, last), codes in sorted(found.items(), key=lambda item: item[0][0] - item[0][1]):
        if all(last + start <= each.start or first + start >= each.end for each in kept):
            kept.append(Mention(first + start, last + start, _most_particular(codes, figures)))
    return sorted(kept, key=lambda each: each.start)


def subject_of(
    each: Quantity, mentions: Sequence[Mention], figures: Mapping[str, Figure], carried: str | None
) -> Figure | None:
    """The figure a quantity speaks of, or None. `carried` is the figure the sentence before ended with."""
    after = [m for m in mentions if each.end - len(each.unit_written) <= m.start < each.end + len(each.after)]
    for mention in sorted(after, key=lambda m: m.start - m.end):
        if figure := _fitting(each, mention.codes, figures):
            return figure
    for mention in reversed([m for m in mentions if m.end <= each.start]):
        if figure := _fitting(each, mention.codes, figures):
            return figure
    if PLAN_OF_WHAT_FOLLOWS.search(each.before):
        for mention in mentions:
            if mention.start >= each.end and (figure := _fitting(each, mention.codes, figures)):
                return figure
    needs_a_subject = each.lead or (each.unit and each.unit.measure in (PERCENT, TIMES))
    return _by_value(each, figures) or figures.get(carried or "" if needs_a_subject else "")


def measures_alike(each: Quantity, figure: Figure) -> bool:
    """Tell whether a quantity can be of this figure: same measure, a percentage or a multiple of it, or no unit."""
    return each.unit is None or each.unit.measure in (PERCENT, TIMES, unit_of(figure.unit).measure)


def _fitting(each: Quantity, codes: Sequence[str], figures: Mapping[str, Figure]) -> Figure | None:
    fitting = [figures[code] for code in codes if measures_alike(each, figures[code])]
    if len(fitting) > 1:
        close = [figure for figure in fitting if _distance(each, figure) <= NEAR]
        fitting = sorted(close or fitting, key=lambda figure: _distance(each, figure))
    return fitting[0] if fitting else None


def _by_value(each: Quantity, figures: Mapping[str, Figure]) -> Figure | None:
    if each.unit is None or each.unit.measure in (PERCENT, TIMES) or each.lead in ("tăng", "giảm"):
        return None
    alike = [figure for figure in figures.values() if not figure.context and measures_alike(each, figure)]
    near = [figure for figure in alike if _distance(each, figure) <= NEAR]
    same = [figure for figure in near if _distance(each, figure) == 0]
    return (same or near)[0] if len(same or near) == 1 else None


def _distance(each: Quantity, figure: Figure) -> Decimal:
    if figure.value is None or each.number is None or each.unit is None:
        return Decimal("Infinity")
    exact = figure.value * unit_of(figure.unit).factor
    stated = each.number * each.unit.factor
    return abs(stated - exact) / abs(exact) if exact else abs(stated)


def _most_particular(codes: Sequence[str], figures: Mapping[str, Figure]) -> tuple[str, ...]:
    most = max(len(figures[code].context) for code in codes)
    return tuple(dict.fromkeys(code for code in codes if len(figures[code].context) == most))
