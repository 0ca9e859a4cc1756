"""The one validation of a report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from songhanh.rules.checks.cells import Cell, CheckKind, CheckRule, Level, Value
from songhanh.rules.checks.crossing import check_crossing, check_register, check_workers
from songhanh.rules.checks.earlier import check_against_earlier
from songhanh.rules.checks.findings import Finding, FindingCode
from songhanh.rules.checks.single import check_cell

ACROSS = (CheckKind.SUM, CheckKind.AT_MOST, CheckKind.TOGETHER, CheckKind.RUNNING_TOTAL)
BLANK = Value()


def check(
    cells: Mapping[str, Cell],
    values: Mapping[str, Value],
    earlier: Mapping[str, Decimal | None],
    history: Mapping[str, Sequence[Decimal]],
    *,
    rules: Sequence[CheckRule] = (),
    register: Mapping[str, Decimal] | None = None,
    workers: Decimal | None = None,
) -> list[Finding]:
    """Check a report and return its findings, in the order of the form, errors of a cell first.

    All mappings go by cell code. `earlier` holds last period's accepted figures (of a running total only
    when it lies in the same year); `history` this sender's figures, oldest first, up to and including last
    period's; `register` what the register of people knows, `workers` how many people it has in all. A
    warning on a cell with a note comes back `explained`.
    """
    findings = [Finding(FindingCode.UNKNOWN_CELL, Level.ERROR, code) for code in values if code not in cells]
    for cell in cells.values():
        findings.extend(check_cell(cell, values.get(cell.code, BLANK)))
    broken = {finding.cell for finding in findings}
    numbers = {
        code: value.number
        for code, value in values.items()
        if value.number is not None and code in cells and code not in broken
    }
    before = {code: number for code, number in earlier.items() if number is not None}
    for rule in rules:
        if rule.kind in ACROSS:
            findings.extend(check_crossing(rule, numbers, before))
    findings.extend(check_register(cells, numbers, register or {}))
    findings.extend(check_workers(rules, numbers, workers))
    findings.extend(check_against_earlier(rules, numbers, before, history))
    return _in_order(cells, [_with_note(finding, values) for finding in findings])


def _with_note(finding: Finding, values: Mapping[str, Value]) -> Finding:
    note = values.get(finding.cell, BLANK).note.strip()
    return replace(finding, explained=True) if finding.level is Level.WARNING and note else finding


def _in_order(cells: Mapping[str, Cell], findings: list[Finding]) -> list[Finding]:
    place = {code: n for n, code in enumerate(cells)}
    return sorted(findings, key=lambda each: (place.get(each.cell, -1), each.level is Level.WARNING))
