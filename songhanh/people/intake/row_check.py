"""One row of a large list checked by itself, at once: what only the whole list can tell is told by the next check."""

from typing import Any

from songhanh.core.files.findings import Finding
from songhanh.core.files.headings import Heading
from songhanh.core.files.sheet import Row
from songhanh.people.intake.checking import Terms, check_list
from songhanh.people.intake.findings import ASKED
from songhanh.people.intake.preview import findings_of
from songhanh.people.intake.reading import Corrections, WorkerList, cells_of, corrected

# Found by holding rows against each other and against the tables.
ACROSS = frozenset({"twice", "code_taken", "left_before_stretch", "joining_past_change"})


def check_row(
    preview: dict[str, Any], place: int, row: Row, corrections: Corrections, touched: set[int], terms: Terms
) -> list[Finding]:
    """The findings of the row at `place` with its `corrections`; `touched` are the columns changed just now.

    The whole list has told how its columns read: what one row cannot tell is not asked again.
    """
    found = check_list(_alone(preview, place, row, corrections), terms).findings
    before = findings_of(preview)
    asked = {(each.code, each.column) for each in before if each.code in ASKED}
    told = [each for each in found if each.code not in ASKED or (each.code, each.column) in asked]
    columns = preview["columns"]
    across = [each for each in before if each.row == place and each.code in ACROSS]
    return [*told, *(each for each in across if columns.get(each.column) not in touched)]


def _alone(preview: dict[str, Any], place: int, row: Row, corrections: Corrections) -> WorkerList:
    columns = preview["columns"]
    return WorkerList(
        sheet=preview["sheet"],
        heading_row=preview["heading_row"],
        headings=tuple(Heading(at, (text,)) for at, text in preview["headings"]),
        columns=columns,
        ambiguous={},
        missing=(),
        places=(place,),
        rows=(row,),
        cells=cells_of(corrected((row,), (place,), corrections), columns),
        skipped={},
        hidden=(),
    )
