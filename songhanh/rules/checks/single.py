"""What can be said of one cell alone: filled in, a number, whole, in its range."""

from collections.abc import Iterator
from decimal import Decimal

from songhanh.rules.checks.cells import Cell, Level, Value, ValueType
from songhanh.rules.checks.findings import Finding, FindingCode

LONGEST_TEXT = 5000
SHOWN_OF_A_WRONG_TEXT = 40


def check_cell(cell: Cell, value: Value) -> Iterator[Finding]:
    """The errors of one cell; at most the first that makes the others meaningless."""
    if value.is_blank:
        if cell.required:
            yield _error(FindingCode.REQUIRED, cell)
    elif cell.value_type is ValueType.TEXT:
        if len(value.text) > LONGEST_TEXT:
            yield _error(
                FindingCode.TOO_LONG, cell, value=Decimal(len(value.text)), maximum=Decimal(LONGEST_TEXT)
            )
    elif value.number is None or not value.number.is_finite():
        yield _error(
            FindingCode.NOT_A_NUMBER,
            cell,
            text=(value.text.strip() or str(value.number))[:SHOWN_OF_A_WRONG_TEXT],
        )
    else:
        yield from _check_number(cell, value.number)


def _check_number(cell: Cell, number: Decimal) -> Iterator[Finding]:
    if cell.minimum is not None and number < cell.minimum:
        yield _error(FindingCode.BELOW_MINIMUM, cell, value=number, minimum=cell.minimum)
    elif cell.maximum is not None and number > cell.maximum:
        yield _error(FindingCode.ABOVE_MAXIMUM, cell, value=number, maximum=cell.maximum)
    elif cell.value_type is ValueType.COUNT and number != number.to_integral_value():
        yield _error(FindingCode.NOT_WHOLE, cell, value=number)
    elif number != round(number, cell.decimals):
        yield _error(
            FindingCode.TOO_MANY_DECIMALS,
            cell,
            value=number,
            decimals=Decimal(cell.decimals),
            rounded=round(number, cell.decimals),
        )


def _error(code: FindingCode, cell: Cell, **values: Decimal | str) -> Finding:
    return Finding(code, Level.ERROR, cell.code, values)
