"""Paragraphs, tables and charts in a Word document."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from songhanh.definitions.document_format import DocumentFormat
from songhanh.documents.rendering import word_xml as xml
from songhanh.documents.rendering.columns import column_widths
from songhanh.documents.rendering.content import Align, Chart, Column, Heading, Paragraph, Run, Table
from songhanh.documents.rendering.fonts import drawable
from songhanh.documents.rendering.letters import printable
from songhanh.documents.rendering.pdf import picture_png
from songhanh.documents.rendering.pictures import on_paper

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
}


@dataclass(frozen=True)
class Paper:
    """What the blocks are put on: the document, its layout, the folder of the measuring font."""

    document: Document
    layout: DocumentFormat
    fonts: Path

    @property
    def room(self) -> float:
        """The width of the text in mm."""
        return self.layout.width - self.layout.margins.left - self.layout.margins.right


def bookmark_of(number: int) -> str:
    """The appendix row of a reference."""
    return f"nguon_{number}"


def add_runs(paragraph: WordParagraph, runs: Sequence[Run], size: float) -> None:
    """Text; a figure is a link to its page, followed by its number, raised, linked to the appendix."""
    for run in runs:
        words = paragraph.add_run(run.text)
        words.font.size = Pt(size)
        if run.figure:
            number = paragraph.add_run(f"[{run.figure.number}]")
            number.font.size, number.font.superscript = Pt(size), True
            xml.link_out(paragraph, words, run.figure.url)
            xml.link_in(number, bookmark_of(run.figure.number))


def add_heading(paper: Paper, block: Heading) -> None:
    """A heading in a real heading style."""
    paper.document.add_paragraph(block.text, style=f"Heading {min(block.level, 3)}")


def add_paragraph(paper: Paper, block: Paragraph) -> WordParagraph:
    """A paragraph of body text."""
    paragraph = paper.document.add_paragraph(style="Body Text")
    add_runs(paragraph, block.runs, paper.layout.sizes["body"])
    return paragraph


def add_caption(paper: Paper, kind: str, number: int, caption: str) -> None:
    """«Bảng 1. Kết quả …», above what it names."""
    paper.document.add_paragraph(f"{kind} {number}. {caption}", style="Caption")


def add_table(paper: Paper, block: Table, size: float) -> WordTable:
    """A ruled table: its head comes again on each page, no row breaks, columns as wide as they need."""
    table: WordTable = paper.document.add_table(
        rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid"
    )
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    xml.describe(table, block.caption, block.alt)
    widths = column_widths(block, size, paper.room, paper.fonts)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        _fill_head(cell, column, size)
    xml.repeat_as_head(table.rows[0])
    for row, values in zip(list(table.rows)[1:], block.rows, strict=True):
        for cell, column, value in zip(row.cells, block.columns, values, strict=True):
            add_runs(cell.paragraphs[0], (value,), size)
            cell.paragraphs[0].alignment = ALIGNMENTS[column.align]
    for row in table.rows:
        xml.never_break(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
            xml.pad(cell, 90, 50)
    return table


def _fill_head(cell: _Cell, column: Column, size: float) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(column.head).bold = True
    if column.unit:
        paragraph.add_run().add_break()
        paragraph.add_run(f"({column.unit})").italic = True
    for run in paragraph.runs:
        run.font.size = Pt(size)


def add_chart(paper: Paper, block: Chart) -> None:
    """A chart as pixels, with its sentence as the picture's description."""
    svg, width = on_paper(block.svg, partial(printable, font=drawable(paper.fonts)))
    paragraph = paper.document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(10)
    picture = paragraph.add_run().add_picture(
        BytesIO(picture_png(svg, width, fonts=paper.fonts)), width=Mm(width)
    )
    properties = picture._inline.find(qn("wp:docPr"))
    properties.set("descr", block.alt)
