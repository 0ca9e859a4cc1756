"""The columns of a sent worker list: the sender's heading, some values, what each is taken for and why."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from songhanh.core.files.sheet import Row
from songhanh.core.files.values import cell_text
from songhanh.core.ui.column_map import ColumnRow, column_rows
from songhanh.people.intake.columns import LABELS, specs
from songhanh.people.intake.kept_rows import open_rows
from songhanh.people.presenters.import_grid import Content


def columns_of(content: Content) -> tuple[ColumnRow, ...]:
    """Every heading, in the order of the sheet."""
    rows = _some_rows(content)
    choices = [("", _("không dùng")), *((spec.code, str(LABELS[spec.code])) for spec in specs())]

    def samples(at: int, code: str) -> Iterator[str]:
        return (content.text(code, cell_text(row[at])) for row in rows if at < len(row))

    return column_rows(content.preview, content.import_.mapping, choices, samples)


def _some_rows(content: Content) -> list[Row]:
    """Right rows first: their values say best what a column holds."""
    preview: dict[str, Any] = content.preview
    places = [*preview["right"], *preview["excerpt"]]
    rows = open_rows(content.import_.kept_rows, places)
    return [rows[place] for place in places if place in rows]
