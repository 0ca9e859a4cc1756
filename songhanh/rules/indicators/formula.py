"""Formulas of indicators: names, numbers, + - * / and brackets, computed exactly enough and never guessed."""

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from functools import lru_cache

PRECISION = 40
OPERATIONS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FormulaError(ValueError):
    """A formula that uses more than names, numbers and the four operations."""


def compute(formula: str, parts: Mapping[str, Decimal | None]) -> Decimal | None:
    """The value of a formula; None where a part is missing or a divisor is 0. Raises FormulaError."""
    with localcontext() as context:
        context.prec = PRECISION
        return _value(_parsed(formula), parts)


@lru_cache(maxsize=256)
def _parsed(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError as error:
        raise FormulaError(formula) from error


def _value(node: ast.expr, parts: Mapping[str, Decimal | None]) -> Decimal | None:
    match node:
        case ast.Name(id=name):
            return parts.get(name)
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return Decimal(number)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            a, b = _value(left, parts), _value(right, parts)
            if a is None or b is None or (isinstance(op, ast.Div) and b == 0):
                return None
            return OPERATIONS[type(op)](a, b)
    raise FormulaError(ast.unparse(node))
