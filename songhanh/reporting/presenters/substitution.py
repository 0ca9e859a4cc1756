"""The cells of a missing report that an officer may estimate, beside what the enterprise reported before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from songhanh.definitions.forms import ValueType
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import cell_name, unit_name


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """One numeric cell; `typed` is what was sent, `error` why it cannot be taken, `readings` what it may mean."""

    code: str
    name: str
    unit: str
    previous: Decimal | None
    last_year: Decimal | None
    typed: str
    error: str
    readings: Sequence[tuple[str, str]]


def estimate_lines(
    report: OpenReport, post: Mapping[str, str], errors: Mapping[str, ValidationError]
) -> list[EstimateLine]:
    """Every cell with a number in it."""
    return [
        EstimateLine(
            code,
            cell_name(cell),
            unit_name(cell, report.currency),
            report.previous(code),
            report.last_year(code),
            post.get(f"v-{code}", ""),
            " ".join(errors[code].messages) if code in errors else "",
            getattr(errors.get(code), "readings", ()),
        )
        for code, cell in report.definition.cells.items()
        if cell.value_type is not ValueType.TEXT
    ]
