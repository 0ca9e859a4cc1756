"""What is wrong with a cell: a code, where, the values. The words are those of the slice that reads the list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from songhanh.core.files.mark import Level


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` and the columns are places in the sheet, from 0; `column` is our code for it."""

    row: int
    column: str
    code: str
    level: Level = Level.ERROR
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """All findings of one kind in one column: what a reader corrects in one go."""

    code: str
    column: str
    level: Level
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How many cells."""
        return len(self.findings)


def by_kind(findings: Iterable[Finding]) -> list[Kind]:
    """Errors before warnings, the most frequent first, then as they come in the file."""
    groups: dict[tuple[str, str, Level], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.column, finding.level), []).append(finding)
    kinds = [Kind(*key, tuple(found)) for key, found in groups.items()]
    return sorted(kinds, key=lambda kind: (kind.level.rank, -kind.count))
