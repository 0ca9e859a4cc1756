"""What cells of one report say about each other: sums, shares, things that go together, the register."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from songhanh.rules.checks.cells import Cell, CheckKind, CheckRule, Level
from songhanh.rules.checks.findings import Finding, FindingCode

Numbers = Mapping[str, Decimal]


def check_crossing(rule: CheckRule, numbers: Numbers, earlier: Numbers) -> Iterator[Finding]:
    """Judge a report by one rule across cells; silent where a cell the rule needs has no number."""
    for target in rule.targets:
        if target in numbers and all(part in numbers for part in rule.parts):
            yield from _judge(rule, target, numbers, earlier)


def check_register(cells: Mapping[str, Cell], numbers: Numbers, register: Numbers) -> Iterator[Finding]:
    """Warn where a figure differs from what the register of people knows (`register`, by cell code)."""
    for code, known in register.items():
        if code in cells and code in numbers and numbers[code] != known:
            values = {"value": numbers[code], "register": known}
            yield Finding(FindingCode.REGISTER_DIFFERS, Level.WARNING, code, values)


def check_workers(rules: Sequence[CheckRule], numbers: Numbers, workers: Decimal | None) -> Iterator[Finding]:
    """Judge figures that part all workers into groups; silent where the register holds nobody."""
    for rule in rules:
        codes = (*rule.targets, *rule.parts)
        if (
            rule.kind is not CheckKind.WORKERS
            or workers is None
            or not all(code in numbers for code in codes)
        ):
            continue
        total = sum((numbers[code] for code in codes), Decimal(0))
        if total != workers:
            values = {"value": numbers[rule.targets[0]], "total": total, "register": workers}
            yield Finding(
                FindingCode.WORKERS_DIFFER,
                rule.level,
                rule.targets[0],
                values | {"parts": ", ".join(rule.parts)},
            )


def _judge(rule: CheckRule, target: str, numbers: Numbers, earlier: Numbers) -> Iterator[Finding]:
    value = numbers[target]
    total = sum((numbers[part] for part in rule.parts), Decimal(0))
    parts = ", ".join(rule.parts)
    values: dict[str, Decimal | str] = {"value": value, "total": total, "parts": parts}
    match rule.kind:
        case CheckKind.SUM if value != total:
            yield Finding(FindingCode.SUM_DIFFERS, rule.level, target, values)
        case CheckKind.AT_MOST if total > value:
            yield Finding(FindingCode.MORE_THAN, rule.level, target, values)
        case CheckKind.TOGETHER if (value == 0) != (total == 0):
            yield Finding(FindingCode.NOT_TOGETHER, rule.level, target, values)
        case CheckKind.RUNNING_TOTAL if target in earlier and value != earlier[target] + total:
            running = {"before": earlier[target], "total": earlier[target] + total}
            yield Finding(FindingCode.RUNNING_TOTAL_DIFFERS, rule.level, target, values | running)
        case _:
            return
