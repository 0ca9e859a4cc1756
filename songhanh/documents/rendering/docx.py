"""Official documents as DOCX, to be edited on in a word processor; same content and time, same bytes."""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from songhanh.definitions.document_format import document_format_on
from songhanh.documents.rendering import lines
from songhanh.documents.rendering import word_blocks as blocks
from songhanh.documents.rendering import word_xml as xml
from songhanh.documents.rendering.content import (
    Align,
    Chart,
    Column,
    Heading,
    OfficialContent,
    Paragraph,
    Run,
    Table,
)
from songhanh.documents.rendering.data import with_even_levels
from songhanh.documents.rendering.fonts import font_folder
from songhanh.documents.rendering.letters import each_text, writable
from songhanh.documents.rendering.word_blocks import Paper
from songhanh.documents.rendering.word_frame import add_head, add_tail, add_title
from songhanh.documents.rendering.word_page import set_page, set_properties, set_styles

ZIP_TIME = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest a zip can say: the time of making does not belong in the bytes


def render_docx(content: OfficialContent, *, now: datetime, fonts: Path | None = None) -> bytes:
    """The document as DOCX in Times New Roman; `fonts` is the folder of the metric twin that measures."""
    clean = each_text(content, writable)
    document = docx.Document()
    paper = Paper(document, document_format_on(clean.signed_on or now.date()), fonts or font_folder())
    set_styles(document, paper.layout)
    set_page(document.sections[0], clean, paper.layout)
    set_properties(document, clean, now)
    add_head(paper, clean)
    add_title(paper, clean)
    _add_blocks(paper, clean)
    add_tail(paper, clean)
    if clean.references:
        _add_appendix(paper, clean)
    return _bytes(document)


def _add_blocks(paper: Paper, content: OfficialContent) -> None:
    seen = {Table: 0, Chart: 0}
    for block in with_even_levels(content.blocks):
        if isinstance(block, Heading):
            blocks.add_heading(paper, block)
        elif isinstance(block, Paragraph):
            last = blocks.add_paragraph(paper, block)
            last.paragraph_format.keep_with_next = block is content.blocks[-1]  # never a signature alone
        elif isinstance(block, Table):
            seen[Table] += 1
            blocks.add_caption(paper, "Bảng", seen[Table], block.caption)
            blocks.add_table(paper, block, paper.layout.sizes["table"])
            paper.document.add_paragraph().paragraph_format.line_spacing = Pt(8)
        else:
            seen[Chart] += 1
            blocks.add_caption(paper, "Hình", seen[Chart], block.caption)
            blocks.add_chart(paper, block)


def _add_appendix(paper: Paper, content: OfficialContent) -> None:
    section = paper.document.add_section(WD_SECTION.NEW_PAGE)
    xml.count_pages_anew(section)
    heading = paper.document.add_paragraph(lines.APPENDIX, style="Heading 1")
    heading.add_run().add_break()
    heading.add_run(lines.APPENDIX_TITLE)
    belongs = paper.document.add_paragraph()
    belongs.add_run(lines.belongs_to(content)).italic = True
    for centred in (heading, belongs):
        centred.alignment = WD_ALIGN_PARAGRAPH.CENTER
        centred.paragraph_format.first_line_indent = Pt(0)
        centred.paragraph_format.space_after = Pt(6)
    note = Paragraph((Run(lines.APPENDIX_NOTE),))
    blocks.add_paragraph(paper, note).alignment = WD_ALIGN_PARAGRAPH.LEFT
    table = blocks.add_table(paper, _reference_table(content), 11)
    for row, reference in zip(list(table.rows)[1:], content.references, strict=True):
        xml.mark(row.cells[0].paragraphs[0], blocks.bookmark_of(reference.number), reference.number)
        address = row.cells[-1].paragraphs[0]
        xml.link_out(address, address.runs[0], reference.url)


def _reference_table(content: OfficialContent) -> Table:
    columns = (
        Column("TT", align=Align.CENTER),
        Column("Số liệu"),
        Column("Giá trị", align=Align.RIGHT),
        Column("Địa chỉ"),
    )
    rows = tuple(
        tuple(Run(text) for text in (str(each.number), each.label, each.value, each.url))
        for each in content.references
    )
    return Table(lines.APPENDIX_TITLE, columns, rows, lines.APPENDIX_NOTE)


def _bytes(document: Document) -> bytes:
    """The package, re-packed without the times at which its parts were written."""
    package = document.part.package
    for key in [key for key, each in package.rels.items() if each.reltype.endswith("/thumbnail")]:
        del package.rels[key]
    written, result = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(info, source.read(name))
    return result.getvalue()
