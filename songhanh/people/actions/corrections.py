"""Cells of a worker list corrected on its page: kept beside the file, read and checked as if it said so."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.files.values import cell_text, clean_text
from songhanh.people import policies
from songhanh.people.actions.imports import check_whole, locked, terms_of
from songhanh.people.intake.kept_rows import open_rows
from songhanh.people.intake.preview import (
    findings_of,
    kinds,
    open_preview,
    seal_preview,
    with_row,
    wrong_and_doubtful,
)
from songhanh.people.intake.row_check import check_row
from songhanh.people.models import CellCorrection, PeopleImport
from songhanh.people.models.corrections import corrected_cells, corrections_of, seal_text

AT_ONCE = 5_000  # rows: a list so long is checked whole in half a second; of a longer one the row alone


@act("people:import:cells_corrected", _("Sửa ô của danh sách lao động"))
def correct_cells(
    *, import_: PeopleImport, row: int, texts: Mapping[int, str], by: Actor, now: datetime
) -> PeopleImport:
    """Put `texts` (by column) into the cells of the sheet's `row`, both from 0; the file's own text takes one back.

    A list of up to AT_ONCE rows is checked whole; of a longer one the row is checked by itself, marked so, and
    the list cannot be taken before it is checked whole.
    """
    import_ = locked(import_)
    policies.check_can_import(by, import_.enterprise)
    policies.check_open(import_)
    preview = open_preview(import_.preview or b"")
    cells = open_rows(import_.kept_rows, [row]).get(row)
    stored = {each.column: each for each in corrections_of(import_) if each.row == row}
    touched = set()
    for column, typed in texts.items():
        text = clean_text(typed)
        known = column in preview["columns"].values()
        policies.check_can_correct_cell(kept=cells is not None, known_column=known, length=len(text))
        was = cell_text(cells[column]) if cells and column < len(cells) else ""
        if _put(import_, (row, column), was, text, stored.get(column), by, now):
            touched.add(column)
    if touched:
        policies.check_corrections(CellCorrection.objects.filter(people_import=import_).count())
        _check_again(import_, row, touched)
    return import_


@act("people:import:cell_restored", _("Trả lại chữ trong tệp cho một ô"))
def restore_cell(*, import_: PeopleImport, row: int, column: int, by: Actor, now: datetime) -> PeopleImport:
    """Let the file's own text stand again."""
    import_ = locked(import_)
    policies.check_can_import(by, import_.enterprise)
    policies.check_open(import_)
    found = next((each for each in corrections_of(import_) if (each.row, each.column) == (row, column)), None)
    if found is not None:
        found.delete()
        _check_again(import_, row, {column})
    return import_


def _put(
    import_: PeopleImport,
    place: tuple[int, int],
    was: str,
    text: str,
    stored: CellCorrection | None,
    by: Actor,
    now: datetime,
) -> bool:
    """Whether anything is other than before."""
    if text == (stored.now if stored else was):
        return False
    if text == was:
        if stored:
            stored.delete()
        return True
    row, column = place
    correction = stored or CellCorrection(
        people_import=import_, row=row, column=column, file_cipher=seal_text(was)
    )
    correction.corrected_cipher = seal_text(text)
    correction.corrected_at, correction.corrected_by_id = now, by.user_id
    correction.save()
    return True


def _check_again(import_: PeopleImport, row: int, touched: set[int]) -> None:
    if import_.counts["rows"] <= AT_ONCE:
        check_whole(import_, import_.file())
        import_.save()
        return
    preview, cells = open_preview(import_.preview or b""), open_rows(import_.kept_rows, [row])[row]
    found = check_row(preview, row, cells, corrected_cells(import_), touched, terms_of(import_))
    preview = with_row(preview, row, found)
    import_.preview, import_.findings = seal_preview(preview), kinds(findings_of(preview))
    wrong, doubtful = wrong_and_doubtful(preview)
    right = import_.counts["rows"] - wrong - doubtful
    import_.counts = import_.counts | {"wrong": wrong, "doubtful": doubtful, "right": right}
    import_.save(update_fields=["preview", "findings", "counts"])
