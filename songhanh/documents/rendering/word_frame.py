"""The set parts around a Word document's text: names and country, number and date, title, signature."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from songhanh.documents.rendering import lines
from songhanh.documents.rendering import word_xml as xml
from songhanh.documents.rendering.content import OfficialContent
from songhanh.documents.rendering.fonts import text_width
from songhanh.documents.rendering.word_blocks import Paper

COUNTRY_SIDE = 91.0  # mm: the name of the country on one line, with a little air
SIGNATURE_ROOM = 68  # pt left free for stamp and signature


def add_head(paper: Paper, content: OfficialContent) -> None:
    """Agency and number on the left, country, motto and date on the right."""
    sizes, layout = paper.layout.sizes, paper.layout
    table = _two_columns(paper, (paper.room - COUNTRY_SIDE, COUNTRY_SIDE), rows=2)
    left, right = table.rows[0].cells
    _line(left, content.superior, sizes["superior"], first=True)
    issuer = lines.issuer_lines(content.issuer)
    for text in issuer:
        _line(left, text, sizes["issuer"], bold=True)
    below = text_width(issuer[-1], sizes["issuer"], paper.fonts, bold=True) * 0.4
    _rule(left.add_paragraph(), below, paper.room - COUNTRY_SIDE)
    _line(right, layout.country, sizes["country"], bold=True, first=True)
    _line(right, layout.motto, sizes["motto"], bold=True)
    below = text_width(layout.motto, sizes["motto"], paper.fonts, bold=True)
    _rule(right.add_paragraph(), below, COUNTRY_SIDE)
    number, place = table.rows[1].cells
    _line(number, lines.number_line(content), sizes["number"], first=True)
    _line(place, lines.place_and_date(content), sizes["place_and_date"], italic=True, first=True)


def add_title(paper: Paper, content: OfficialContent) -> None:
    """Type and abstract, centred, with the rule below the abstract."""
    title = paper.document.add_paragraph(content.type_name, style="Title")
    title.paragraph_format.space_before = Pt(16)
    if not content.abstract:
        return
    abstract = paper.document.add_paragraph()
    abstract.alignment = WD_ALIGN_PARAGRAPH.CENTER
    words = abstract.add_run(content.abstract)
    words.bold, words.font.size = True, Pt(paper.layout.sizes["abstract"])
    wide = text_width(content.abstract, paper.layout.sizes["abstract"], paper.fonts, bold=True)
    rule = paper.document.add_paragraph()
    _rule(rule, min(wide, paper.room) * 0.4, paper.room)
    rule.paragraph_format.space_after = Pt(8)


def add_tail(paper: Paper, content: OfficialContent) -> None:
    """Nơi nhận on the left, the signature on the right; they stay together."""
    sizes = paper.layout.sizes
    space = paper.document.add_paragraph()
    space.paragraph_format.line_spacing, space.paragraph_format.keep_with_next = Pt(14), True
    table = _two_columns(paper, (paper.room / 2, paper.room / 2), rows=1)
    left, right = table.rows[0].cells
    recipients = lines.recipient_lines(content)
    if recipients:
        _line(left, "Nơi nhận:", sizes["recipients_label"], bold=True, italic=True, first=True)
    for text in recipients:
        _line(left, text, sizes["recipients"])
    for paragraph in left.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    signature = lines.signature(content)
    for index, text in enumerate(signature.above):
        _line(right, text, sizes["authority"], bold=True, first=index == 0)
    name = _line(right, signature.name, sizes["signer"], bold=True)
    name.paragraph_format.space_before = Pt(SIGNATURE_ROOM)


def _two_columns(paper: Paper, widths: tuple[float, float], rows: int) -> Table:
    """A table without borders; its rows stay whole."""
    table: Table = paper.document.add_table(rows=rows, cols=2)
    table.autofit = False
    xml.stand_flush(table)
    for row in table.rows:
        xml.never_break(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            xml.pad(cell, 0, 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _line(
    cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False, first: bool = False
) -> Paragraph:
    """One centred line of set words; the cell's own first paragraph is used up first."""
    paragraph: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _rule(paragraph: Paragraph, length: float, room: float) -> None:
    """A line of `length` mm in the middle of `room` mm, on a paragraph as low as a line can be."""
    side = Mm(max(0.0, (room - length) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.space_before = Pt(3)
    paragraph.paragraph_format.line_spacing = Pt(6)
    xml.add_rule(paragraph)
