"""A file examined for one enterprise: read, checked, compared with what is stored on the list's day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from songhanh.core.files.findings import Finding
from songhanh.core.tasks.progress import At, silent
from songhanh.enterprises.models import Enterprise
from songhanh.people import queries
from songhanh.people.intake.checking import CheckedList, Terms, check_list, checked
from songhanh.people.intake.comparison import Comparison, compare
from songhanh.people.intake.identity import hash_of
from songhanh.people.intake.reading import Corrections, read_list


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are meant: wrong ones never; doubtful ones if confirmed; absent people only of a whole list."""

    doubtful: bool = True
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Examination:
    """The list as checked, with the comparison's own refusals among its findings; `right` rows would be taken."""

    list: CheckedList
    comparison: Comparison

    @property
    def right(self) -> int:
        """How many rows can be taken as they are."""
        return len(self.list.source.places) - len(self.list.wrong) - len(self.list.doubtful)

    def counts(self) -> dict[str, int]:
        """The figures of the preview, of the history and of the audit event."""
        return {
            "rows": len(self.list.source.places),
            "right": self.right,
            "wrong": len(self.list.wrong),
            "doubtful": len(self.list.doubtful),
            "new": len(self.comparison.new),
            "changed": self.comparison.changing,
            "left": self.comparison.leaving,
            "same": self.comparison.same,
        }


def examine(
    content: bytes,
    name: str,
    *,
    enterprise: Enterprise,
    mapping: Mapping[str, str],
    terms: Terms,
    choice: Choice,
    corrections: Corrections | None = None,
    at: At = silent,
) -> Examination:
    """Raises FileError for a file that is refused. A list whose columns are not settled compares nothing.

    `corrections` stand in their cells as if the file said so. `at` is told each step.
    """
    at("read", 0, 0)
    source = read_list(content, name, mapping, corrections)
    at("check", 0, len(source.places))
    found = check_list(source, terms)
    if not source.ready:
        return Examination(found, Comparison())
    at("compare", 0, len(source.places))
    comparison = _compared(found, enterprise, terms.on, choice)
    if not comparison.refused:
        return Examination(found, comparison)
    refusals = [
        Finding(place, column, code, values=values) for place, column, code, values in comparison.refused
    ]
    return Examination(checked(source, found.statements, [*found.findings, *refusals]), comparison)


def _compared(found: CheckedList, enterprise: Enterprise, on: date, choice: Choice) -> Comparison:
    rows = [(place, each, hash_of(each)) for place, each in found.rows(doubtful=choice.doubtful)]
    held = queries.held_on(enterprise, on)
    ended = queries.ended_stays(enterprise) if any(each.left_on for _, each, _ in rows) else set()
    complete = choice.complete and not found.wrong
    return compare(rows, held, ended, on=on, complete=complete)
