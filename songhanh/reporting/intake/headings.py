"""The row of headings: a column is read by its place, so a heading somewhere else refuses the whole file."""

from django.utils.translation import gettext_lazy as _

from songhanh.core.files.extent import cell_name
from songhanh.core.files.sheet import CellError, Row
from songhanh.core.files.workbook import Workbook
from songhanh.core.reasons import RefusedError
from songhanh.definitions.forms import ReportForm
from songhanh.reporting.intake import layout
from songhanh.reporting.queries.typed import clean

OTHER_HEADING = _(
    "Trang «%(sheet)s», ô %(cell)s: tiêu đề là «%(found)s», mẫu là «%(wanted)s». Số được đọc theo cột, "
    "nên tệp này chưa được nhận. Để các cột và tiêu đề đúng như mẫu đã điền sẵn rồi tải lên lại."
)


def check_headings(workbook: Workbook, form: ReportForm) -> None:
    """Raise RefusedError naming the first heading that is not the template's; missing sheets are said elsewhere."""
    for section in form.sections:
        name = layout.sheet_name(form, section)
        if name not in workbook.extents:
            continue
        found = _headings(list(workbook.sheet(name).rows()))
        for column, wanted in enumerate(layout.HEADINGS):
            if found[column].casefold() != wanted.casefold():
                raise RefusedError(
                    "other_heading",
                    OTHER_HEADING,
                    sheet=name,
                    cell=cell_name(layout.HEADING_ROW, column),
                    found=found[column],
                    wanted=wanted,
                )


def _headings(rows: list[Row]) -> list[str]:
    """What stands in the row of headings, spaces made even; empty where nothing does."""
    row = rows[layout.HEADING_ROW] if len(rows) > layout.HEADING_ROW else ()
    said = [" ".join(clean(raw.text if isinstance(raw, CellError) else str(raw)).split()) for raw in row]
    return [*said, *[""] * len(layout.HEADINGS)]
