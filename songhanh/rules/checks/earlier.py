"""What earlier periods say about a figure: a slip of the unit, a changed sign, a jump, an unusual change."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from songhanh.rules.checks.cells import CheckKind, CheckRule, Level
from songhanh.rules.checks.findings import Finding, FindingCode

SLIPS = (Decimal(1000), Decimal(1_000_000))
# A slip turns a usual value into about 1,000 times as much: between 300 and 3,000 times last period's.
SLIP_FROM, SLIP_UNTIL = Decimal("0.3"), Decimal(3)
HISTORY_THAT_PROVES_A_SLIP = 3
HUNDRED = Decimal(100)


def check_against_earlier(
    rules: Sequence[CheckRule],
    numbers: Mapping[str, Decimal],
    earlier: Mapping[str, Decimal],
    history: Mapping[str, Sequence[Decimal]],
) -> Iterator[Finding]:
    """Judge figures by last period's and their own history; of a cell the gravest finding speaks."""
    judged: set[str] = set()
    for kind in (CheckKind.UNIT_SLIP, CheckKind.SIGN, CheckKind.JUMP, CheckKind.HISTORY):
        for rule in rules:
            if rule.kind is not kind:
                continue
            for cell in rule.targets:
                if cell in numbers and cell not in judged:
                    found = _judge(rule, cell, numbers[cell], earlier.get(cell), history.get(cell, ()))
                    if found:
                        judged.add(cell)
                        yield found


def usual_range(history: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest change in percent from period to period; None if none was seen."""
    changes = [(now - before) / before * HUNDRED for before, now in pairwise(history) if before > 0]
    return (min(changes), max(changes)) if changes else None


def _judge(
    rule: CheckRule, cell: str, value: Decimal, previous: Decimal | None, history: Sequence[Decimal]
) -> Finding | None:
    match rule.kind:
        case CheckKind.UNIT_SLIP:
            return _unit_slip(rule, cell, value, previous, history)
        case CheckKind.SIGN:
            return _sign(rule, cell, value, previous)
        case CheckKind.JUMP:
            return _jump(rule, cell, value, previous)
        case _:
            return _outside_usual(rule, cell, value, previous, history)


def _unit_slip(
    rule: CheckRule, cell: str, value: Decimal, previous: Decimal | None, history: Sequence[Decimal]
) -> Finding | None:
    """An error where at least three earlier values, all of them, find the mended value usual."""
    if not previous or not value:
        return None
    ratio = abs(value / previous)
    for slip in SLIPS:
        for factor, meant in ((slip, value / slip), (1 / slip, value * slip)):
            if SLIP_FROM <= ratio / factor <= SLIP_UNTIL:
                level = rule.level if _is_usual(meant, history) else Level.WARNING
                values = {
                    "value": value,
                    "previous": previous,
                    "ratio": ratio,
                    "factor": factor,
                    "meant": meant,
                }
                return Finding(FindingCode.UNIT_SLIP, level, cell, values)
    return None


def _is_usual(value: Decimal, history: Sequence[Decimal]) -> bool:
    known = [each for each in history if each]
    return len(known) >= HISTORY_THAT_PROVES_A_SLIP and all(
        SLIP_FROM <= abs(value / each) <= SLIP_UNTIL for each in known
    )


def _sign(rule: CheckRule, cell: str, value: Decimal, previous: Decimal | None) -> Finding | None:
    if previous is None or value * previous >= 0:
        return None
    return Finding(FindingCode.SIGN_CHANGED, rule.level, cell, {"value": value, "previous": previous})


def _jump(rule: CheckRule, cell: str, value: Decimal, previous: Decimal | None) -> Finding | None:
    if previous is None or max(abs(value), abs(previous)) < rule.floor or abs(value - previous) < rule.floor:
        return None
    if previous and value and 1 / rule.ratio < abs(value / previous) < rule.ratio:
        return None
    if value == previous:
        return None
    return Finding(FindingCode.JUMP, rule.level, cell, {"value": value, "previous": previous})


def _outside_usual(
    rule: CheckRule, cell: str, value: Decimal, previous: Decimal | None, history: Sequence[Decimal]
) -> Finding | None:
    """Half the width of what was seen is allowed on either side: one month more or less is no news."""
    usual = usual_range(history)
    if not previous or previous <= 0 or not usual or len(history) < rule.at_least:
        return None
    low, high = usual
    change = (value - previous) / previous * HUNDRED
    margin = (high - low) / 2
    if low - margin <= change <= high + margin or abs(value - previous) < rule.floor:
        return None
    return Finding(
        FindingCode.OUTSIDE_USUAL,
        rule.level,
        cell,
        {"value": value, "previous": previous, "change_pct": change, "low": low, "high": high},
    )
