"""Sums a sentence spells out: «A, trong đó B và C», «A gồm B và C»."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from songhanh.rules.formats import format_number
from songhanh.rules.wording.claims import Claim, Figure, Reason, Verdict
from songhanh.rules.wording.quantities import Quantity
from songhanh.rules.wording.units import COUNTED, USD, VND

PARTS_FOLLOW = re.compile(r"(?<!\w)(?P<word>trong đó|bao gồm|gồm)(?!\w)", re.IGNORECASE)
ADDABLE = COUNTED | {VND, USD}


def sum_claims(
    text: str,
    start: int,
    end: int,
    quantities: Sequence[Quantity],
    subjects: Mapping[int, Figure | None],
) -> Iterator[Claim]:
    """Judge the sums of a sentence. `subjects` gives each quantity's figure by its start.

    After «trong đó» some parts may be left out, unless the figure is known to have no more (`total_of`).
    """
    for found in PARTS_FOLLOW.finditer(text, start, end):
        total = next((q for q in reversed(quantities) if q.end <= found.start() and _adds(q)), None)
        parts = _parts(text, total, [q for q in quantities if q.start >= found.end()])
        if total is not None and parts:
            figure = subjects.get(total.start)
            complete = found["word"].lower() != "trong đó" or _is_complete(parts, subjects, figure)
            yield from _judge(total, parts, found["word"].lower(), complete, figure)


def _adds(quantity: Quantity) -> bool:
    return (
        quantity.number is not None
        and quantity.unit is not None
        and quantity.unit.measure in ADDABLE
        and quantity.lead not in ("tăng", "giảm")
    )


def _parts(text: str, total: Quantity | None, following: Sequence[Quantity]) -> list[Quantity]:
    if total is None or total.unit is None:
        return []
    family = COUNTED if total.unit.measure in COUNTED else {total.unit.measure}
    return [
        q
        for q in following
        if _adds(q) and q.unit and q.unit.measure in family and ";" not in text[total.end : q.start]
    ]


def _is_complete(
    parts: Sequence[Quantity], subjects: Mapping[int, Figure | None], figure: Figure | None
) -> bool:
    named = {subject.code for part in parts if (subject := subjects.get(part.start))}
    return figure is not None and bool(figure.total_of) and set(figure.total_of) <= named


def _judge(
    total: Quantity, parts: Sequence[Quantity], word: str, complete: bool, figure: Figure | None
) -> Iterator[Claim]:
    assert total.number is not None
    assert total.unit is not None
    added = sum((q.number * q.unit.factor for q in parts if q.number is not None and q.unit), Decimal(0))
    exact = added / total.unit.factor
    mixed = any(q.unit and q.unit.measure != total.unit.measure for q in parts)
    reason = Reason.UNITS_MIXED if mixed else Reason.NONE if exact == total.number else Reason.SUM_DIFFERS
    if reason is Reason.SUM_DIFFERS and not complete and exact < total.number:
        return
    proposal = f"{format_number(exact)} {total.unit_written}".strip() if reason is Reason.SUM_DIFFERS else ""
    yield Claim(
        start=total.start,
        end=total.end,
        word=word,
        number=total.written,
        unit=total.unit_written,
        figure=figure.code if figure else None,
        exact=exact,
        verdict=Verdict.FALSE if reason else Verdict.TRUE,
        reason=reason,
        proposal=proposal,
    )
