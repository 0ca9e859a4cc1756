"""What became of the figures that the Board had unlocked: before and after, or that nothing was changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from songhanh.reporting.models import Decision, Review
from songhanh.reporting.queries.filing import OpenReport
from songhanh.reporting.queries.names import cell_name, unit_name
from songhanh.reporting.queries.typed import cells_of


@dataclass(frozen=True, slots=True)
class Corrected:
    """One unlocked figure: what the Board wrote at it, what stood and stands there (a number or words)."""

    code: str
    name: str
    unit: str
    asked: str
    before: Decimal | str | None
    after: Decimal | str | None

    @property
    def same(self) -> bool:
        """Whether it was left as it was."""
        return self.before == self.after

    @property
    def is_text(self) -> bool:
        """Whether words stand on either side."""
        return isinstance(self.before, str) or isinstance(self.after, str)


def corrected(report: OpenReport) -> tuple[Corrected, ...]:
    """For a version that answers an unlocking, each figure of it; empty for any other version."""
    version = report.obligation.latest
    if version is None or version.replaces is None:
        return ()
    asked = (
        Review.objects.filter(version=version.replaces, decision=Decision.UNLOCKED)
        .order_by("-decided_at", "-pk")
        .first()
    )
    if asked is None:
        return ()
    before, after, cells = cells_of(version.replaces), cells_of(version), report.definition.cells
    return tuple(
        Corrected(
            each["cell"],
            cell_name(cells[each["cell"]]),
            unit_name(cells[each["cell"]], report.currency),
            each.get("message", ""),
            _said(before.get(each["cell"])),
            _said(after.get(each["cell"])),
        )
        for each in asked.cells
        if each["cell"] in cells
    )


def _said(cell: Mapping[str, Any] | None) -> Decimal | str | None:
    if cell is None:
        return None
    return Decimal(cell["number"]) if cell.get("number") is not None else str(cell.get("text", "")) or None
