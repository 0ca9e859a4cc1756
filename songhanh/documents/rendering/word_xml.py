"""The bits of WordprocessingML that python-docx has no call for: links, bookmarks, fields, rules, watermark."""

from html import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """`element("w:start", w_val="1")`; an underscore stands for the colon of the attribute's name."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key.replace("_", ":", 1)), value)
    return made


def name_font(properties: BaseOxmlElement, family: str) -> None:
    """The font for every script in a style's or run's `w:rPr`, in place of the theme's fonts."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = element("w:rFonts", w_ascii=family, w_hAnsi=family, w_eastAsia=family, w_cs=family)
    properties.insert(0, fonts)


def link_out(paragraph: Paragraph, run: Run, url: str) -> None:
    """Make `run` a link to an address outside the document."""
    _wrap(run, element("w:hyperlink", r_id=paragraph.part.relate_to(url, HYPERLINK, is_external=True)))


def link_in(run: Run, bookmark: str) -> None:
    """Make `run` a link to a bookmark of the document."""
    _wrap(run, element("w:hyperlink", w_anchor=bookmark))


def _wrap(run: Run, link: BaseOxmlElement) -> None:
    run._r.addprevious(link)
    link.append(run._r)


def mark(paragraph: Paragraph, bookmark: str, number: int) -> None:
    """Set a bookmark around the text of a paragraph; `number` is its own within the document."""
    start = element("w:bookmarkStart", w_id=str(number), w_name=bookmark)
    runs = paragraph._p.r_lst
    runs[0].addprevious(start)
    runs[-1].addnext(element("w:bookmarkEnd", w_id=str(number)))


def add_page_number(paragraph: Paragraph) -> Run:
    """The number of the page, as a field."""
    run = paragraph.add_run()
    code = element("w:instrText")
    code.text = "PAGE"
    run._r.extend(
        [element("w:fldChar", w_fldCharType="begin"), code, element("w:fldChar", w_fldCharType="end")]
    )
    return run


def add_rule(paragraph: Paragraph, points: float = 0.75) -> None:
    """A line above an otherwise empty paragraph; its length is set by the paragraph's indents."""
    border = element("w:top", w_val="single", w_sz=str(round(points * 8)), w_space="0", w_color="000000")
    borders = element("w:pBdr")
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def describe(table: Table, title: str, words: str) -> None:
    """The table's name and what it shows, for readers who do not see it."""
    for name, text in (("w:tblCaption", title), ("w:tblDescription", words)):
        if text:
            table._tbl.tblPr.append(element(name, w_val=text))


def stand_flush(table: Table) -> None:
    """The table begins at the margin: without the indent and inner border that its style brings."""
    margins = element("w:tblCellMar")
    margins.extend(element(f"w:{side}", w_w="0", w_type="dxa") for side in ("left", "right"))
    properties = table._tbl.tblPr
    indent = element("w:tblInd", w_w="0", w_type="dxa")
    properties.insert_element_before(
        indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"
    )
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption")


def never_break(row: _Row) -> None:
    """The row stays on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def repeat_as_head(row: _Row) -> None:
    """The row comes again at the top of each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def pad(cell: _Cell, sideways: int, upright: int) -> None:
    """The empty border inside a cell, in twentieths of a point."""
    margins = element("w:tcMar")
    for side, size in (("top", upright), ("left", sideways), ("bottom", upright), ("right", sideways)):
        margins.append(element(f"w:{side}", w_w=str(size), w_type="dxa"))
    cell._tc.get_or_add_tcPr().insert_element_before(margins, "w:textDirection", "w:tcFitText", "w:vAlign")


def count_pages_anew(section: Section) -> None:
    """The section's first page has number 1."""
    start = element("w:pgNumType", w_start="1")
    section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")


def watermark(words: str, family: str) -> BaseOxmlElement:
    """Large grey slanted words behind the text, as a word processor draws them itself."""
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
        'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
        '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
        '</v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" style="position:absolute;'
        "width:400pt;height:100pt;rotation:308;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#e4e4e4" stroked="f">'
        f'<v:textpath style="font-family:&quot;{family}&quot;;font-weight:bold" string="{escape(words)}"/>'
        "</v:shape></w:pict></w:r>"
    )
