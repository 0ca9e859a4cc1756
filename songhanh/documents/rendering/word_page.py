"""The page of a Word document: margins, styles, page number, notice, properties."""

from datetime import UTC, datetime

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from songhanh.definitions.document_format import DocumentFormat
from songhanh.documents.rendering.content import OfficialContent
from songhanh.documents.rendering.data import description, document_title
from songhanh.documents.rendering.word_xml import add_page_number, element, name_font, watermark

FAMILY = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
KEPT = {
    "Normal", "BodyText", "Heading1", "Heading2", "Heading3", "Title", "Caption", "Header", "Footer",
    "DefaultParagraphFont", "TableNormal", "TableGrid", "NoList",
}  # fmt: skip


def set_styles(document: Document, layout: DocumentFormat) -> None:
    """Real styles, so that the text can be edited on: body, three headings, title, caption."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    name_font(defaults, FAMILY)
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("w:lang", w_val="vi-VN", w_eastAsia="vi-VN"))
    _keep_only(document, KEPT)
    sizes = layout.sizes
    body = _style(document, "Normal", sizes["body"])
    body.paragraph_format.space_after = Pt(0)
    for level in (1, 2, 3):
        heading = _style(document, f"Heading {level}", sizes["body"], bold=True, italic=level > 2)
        heading.paragraph_format.space_before = Pt(9)
        heading.paragraph_format.space_after = Pt(layout.paragraph_spacing)
        heading.paragraph_format.first_line_indent = Mm(layout.first_line_indent)
        heading.paragraph_format.keep_with_next = True
    title = _style(document, "Title", sizes["type_name"], bold=True)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.keep_with_next = True
    caption = _style(document, "Caption", sizes["table"], bold=True)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.space_before = Pt(10)
    caption.paragraph_format.space_after = Pt(4)
    caption.paragraph_format.keep_with_next = True
    text = _style(document, "Body Text", sizes["body"])
    text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    text.paragraph_format.first_line_indent = Mm(layout.first_line_indent)
    text.paragraph_format.space_after = Pt(layout.paragraph_spacing)
    text.paragraph_format.line_spacing = layout.line_spacing


def _keep_only(document: Document, kept: set[str]) -> None:
    """The template's other styles bring coloured headings and theme fonts: they go."""
    for style in list(document.styles.element.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in kept:
            document.styles.element.remove(style)
            continue
        for link in style.findall(qn("w:link")):
            style.remove(link)


def _style(
    document: Document, name: str, size: float, *, bold: bool = False, italic: bool = False
) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    name_font(style.element.get_or_add_rPr(), FAMILY)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.font.color.rgb = BLACK
    paragraph = style.element.get_or_add_pPr()
    for border in paragraph.findall(qn("w:pBdr")):
        paragraph.remove(border)
    for spaced in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        style.element.get_or_add_rPr().remove(spaced)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    return style


def set_page(section: Section, content: OfficialContent, layout: DocumentFormat) -> None:
    """Paper and margins; the page number from page 2 on in the top margin, the notice on every page."""
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    section.top_margin, section.bottom_margin = Mm(layout.margins.top), Mm(layout.margins.bottom)
    section.left_margin, section.right_margin = Mm(layout.margins.left), Mm(layout.margins.right)
    section.header_distance, section.footer_distance = Mm(10), Mm(9)
    section.different_first_page_header_footer = True
    number = add_page_number(section.header.paragraphs[0])
    number.font.size = Pt(layout.sizes["page_number"])
    for header in (section.header, section.first_page_header):
        _set_header(header, content.watermark)
    for footer in (section.footer, section.first_page_footer):
        _set_notice(footer, content.notice)


def _set_header(header: _Header, words: str) -> None:
    header.is_linked_to_previous = False
    header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    if words:
        header.paragraphs[0]._p.append(watermark(words, FAMILY))


def _set_notice(footer: _Footer, words: str) -> None:
    footer.is_linked_to_previous = False
    footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = footer.paragraphs[0].add_run(words)
    run.font.size, run.font.italic = Pt(10), True


def set_properties(document: Document, content: OfficialContent, now: datetime) -> None:
    """What the file says about itself; its times are `now`, so that equal content makes equal bytes."""
    properties = document.core_properties
    moment = now.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title = document_title(content)[:255]
    properties.author = properties.last_modified_by = content.issuer[:255]
    properties.subject, properties.keywords = content.symbol[:255], ""
    properties.comments = description(content)[:255]
    properties.language, properties.category = "vi-VN", content.type_name[:255]
    properties.created = properties.modified = moment
    properties.revision = 1
