"""One row of an import to be corrected: each used cell with the file's text, the text taken, what is wrong."""

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from songhanh.core.files.extent import cell_name, column_letters
from songhanh.core.files.mark import Level
from songhanh.core.files.sheet import Row
from songhanh.core.files.values import cell_text
from songhanh.people.intake.preview import HIDDEN_COLUMNS, shown
from songhanh.people.intake.words import label, message
from songhanh.people.models import CellCorrection
from songhanh.people.presenters.import_grid import Content, asked_of

MASKED_COLUMNS = HIDDEN_COLUMNS | {"identity_number"}


@dataclass(frozen=True, slots=True)
class RowCell:
    """One cell: `text` stands in its input (nothing where the reader sees masks), `file` is the file's, as shown."""

    at: int
    name: str
    heading: str
    column: str
    text: str
    file: str
    masked: bool
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    by: str
    corrected_at: datetime | None
    asked: bool

    @property
    def corrected(self) -> bool:
        """Whether another text than the file's is taken."""
        return self.corrected_at is not None


@dataclass(frozen=True, slots=True)
class RowPage:
    """The cells to correct (one where a cell was asked for) and the others of the row."""

    number: int
    cells: tuple[RowCell, ...]
    others: tuple[RowCell, ...]
    query: str
    one: str  # the name of the one cell


def row_page(content: Content, place: int, row: Row, data: QueryDict) -> RowPage:
    """The row at `place`; `data` may name one cell and the rows of the grid to come back to."""
    findings = [finding for finding in content.findings if finding.row == place]
    cells = []
    for code, at in sorted(content.preview["columns"].items(), key=lambda each: each[1]):
        correction = content.corrections.get((place, at))
        said = [(each.level, message(each)) for each in findings if each.column == code]
        text = cell_text(row[at]) if at < len(row) else ""
        cells.append(_cell(content, code, (place, at), text, correction, said, data))
    asked = tuple(each for each in cells if each.asked)
    query = asked_of(data)
    return RowPage(
        number=place + 1,
        cells=asked or tuple(cells),
        others=tuple(each for each in cells if not each.asked) if asked else (),
        query=query.query(page=query.page),
        one=asked[0].name if asked else "",
    )


def _cell(
    content: Content,
    code: str,
    place: tuple[int, int],
    text: str,
    correction: CellCorrection | None,
    said: list[tuple[Level, str]],
    data: QueryDict,
) -> RowCell:
    hidden = content.masked and code in MASKED_COLUMNS
    at, name = place[1], cell_name(*place)
    heading = next((words for column, words in content.preview["headings"] if column == at), "")
    return RowCell(
        at=at,
        name=name,
        heading=f"{column_letters(at)} · {heading}",
        column=label(code),
        text="" if hidden else correction.now if correction else text,
        file=(shown(code, text) if hidden else text) or _("ô trống"),
        masked=hidden,
        errors=tuple(words for level, words in said if level is Level.ERROR),
        warnings=tuple(words for level, words in said if level is Level.WARNING),
        by=str(correction.corrected_by or "") if correction else "",
        corrected_at=correction.corrected_at if correction else None,
        asked=data.get("cell") == name,
    )
