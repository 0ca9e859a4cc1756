"""The DOCX: its font, its layout, its links, its headings, equal bytes for equal content."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from songhanh.documents.rendering.content import Column, OfficialContent, Run, Table
from songhanh.documents.rendering.docx import render_docx

from .sample import DRAFT, FIGURES, NOW, REFERENCES, signed, text


def opened(content: OfficialContent) -> Document:
    return docx.Document(BytesIO(render_docx(content, now=NOW)))


def parts(content: OfficialContent) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(render_docx(content, now=NOW))) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def final() -> Document:
    return opened(signed())


def body_text(document: Document) -> str:
    return "".join(each.text or "" for each in document.element.body.iter(qn("w:t")))


def test_same_content_and_time_make_the_same_bytes() -> None:
    assert render_docx(DRAFT, now=NOW) == render_docx(DRAFT, now=NOW)
    assert render_docx(DRAFT, now=NOW) != render_docx(DRAFT, now=NOW + timedelta(days=1))
    with zipfile.ZipFile(BytesIO(render_docx(DRAFT, now=NOW))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_font_is_named_for_every_script_and_no_other_is() -> None:
    styles = etree.fromstring(parts(DRAFT)["word/styles.xml"])
    named = [dict(fonts.attrib) for fonts in styles.iter(qn("w:rFonts"))]
    scripts = (qn(f"w:{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    assert {*map(str, named)} == {str(dict.fromkeys(scripts, "Times New Roman"))}
    assert len(named) >= 7
    used = {
        style.get(qn("w:val")) for style in opened(DRAFT).element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))
    }
    assert used <= {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    assert not list(opened(DRAFT).element.body.iter(qn("w:rFonts")))


def test_page_and_text_are_the_decrees(final: Document) -> None:
    section = final.sections[0]
    near = pytest.approx
    assert (section.page_width, section.page_height) == (near(Mm(210), abs=700), near(Mm(297), abs=700))
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert margins == tuple(near(Mm(mm), abs=700) for mm in (20, 20, 30, 15))
    body = final.styles["Body Text"]
    assert body.font.size == Pt(14)
    assert body.paragraph_format.first_line_indent == near(Mm(12.7), abs=700)
    assert body.paragraph_format.space_after == Pt(6)
    assert body.paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY


def test_page_number_stands_in_the_head_from_the_second_page(final: Document) -> None:
    section = final.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in "".join(section.header._element.itertext())
    assert "PAGE" not in "".join(section.first_page_header._element.itertext())
    assert (
        section.footer.paragraphs[0].text
        == section.first_page_footer.paragraphs[0].text
        == "số liệu minh họa"
    )
    appendix = final.sections[1]._sectPr.find(qn("w:pgNumType"))
    assert appendix.get(qn("w:start")) == "1"


def test_the_head_says_who_where_and_when(final: Document) -> None:
    left, right = (cell.text.split("\n") for cell in final.tables[0].rows[0].cells)
    assert left[:3] == ["UBND TỈNH NINH BÌNH", "BAN QUẢN LÝ", "CÁC KHU CÔNG NGHIỆP"]
    assert right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert [cell.text for cell in final.tables[0].rows[1].cells] == [
        "Số: 05/BC-BQLKCN",
        "Ninh Bình, ngày 07 tháng 01 năm 2022",
    ]
    assert final.tables[0].style.name == "Normal Table"  # no borders
    assert len(list(final.element.body.iter(qn("w:pBdr")))) == 3  # issuer, motto, abstract


def test_a_draft_is_marked_and_blank() -> None:
    files = parts(DRAFT)
    heads = [each.decode() for name, each in files.items() if name.startswith("word/header")]
    assert sum('string="DỰ THẢO"' in head for head in heads) == 2
    assert "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/BC-BQLKCN" in body_text(opened(DRAFT))
    final_heads = [each for name, each in parts(signed()).items() if name.startswith("word/header")]
    assert not any("DỰ THẢO".encode() in head for head in final_heads)


def test_headings_are_headings_and_properties_are_set(final: Document) -> None:
    headings = [(p.style.name, p.text) for p in final.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", "I. Kết quả bảo đảm an toàn phòng, chống dịch")
    assert ("Heading 2", "1. Tiêm vắc xin") in headings
    properties = final.core_properties
    assert properties.title == "Báo cáo: Kết quả thực hiện mục tiêu kép năm 2021"
    assert properties.author == "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP"
    assert properties.language == "vi-VN"
    assert properties.created is not None
    assert properties.created.replace(tzinfo=NOW.tzinfo) == NOW


def test_every_figure_opens_and_leads_to_the_appendix(final: Document) -> None:
    targets = {key: rel.target_ref for key, rel in final.part.rels.items() if rel.is_external}
    out = [
        targets[link.get(qn("r:id"))]
        for link in final.element.body.iter(qn("w:hyperlink"))
        if link.get(qn("r:id"))
    ]
    inward = {link.get(qn("w:anchor")) for link in final.element.body.iter(qn("w:hyperlink"))} - {None}
    marks = {mark.get(qn("w:name")) for mark in final.element.body.iter(qn("w:bookmarkStart"))}
    for reference in REFERENCES:
        assert out.count(reference.url) >= 2
    assert inward == marks == {f"nguon_{n}" for n in range(1, len(FIGURES) + 1)}
    assert [cell.text for cell in final.tables[-1].rows[8].cells] == [
        "8",
        "Doanh thu",
        "69.448 tỷ đồng",
        next(each.url for each in REFERENCES if each.code == "revenue" or each.url.endswith("/revenue/")),
    ]


def test_heads_come_again_and_rows_stay_whole(final: Document) -> None:
    table = final.tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    described = table._tbl.tblPr.find(qn("w:tblDescription"))
    assert described.get(qn("w:val")) == "Doanh thu, xuất khẩu và việc làm mới đều vượt kế hoạch năm 2021."
    widths = [cell.width for cell in table.rows[0].cells]
    assert sum(widths) == pytest.approx(Mm(165), abs=Mm(1))


def test_a_chart_is_a_picture_with_its_sentence() -> None:
    files = parts(DRAFT)
    assert any(name.startswith("word/media/") and each.startswith(b"\x89PNG") for name, each in files.items())
    assert 'descr="Doanh thu ước đạt 115,7% kế hoạch năm 2021."' in files["word/document.xml"].decode()


def test_text_that_looks_like_markup_is_text() -> None:
    hostile = "<w:p/> &amp; {{ x }} {% if %} ]]> #panic() 한국 😀 \"hai\" 'một'"
    table = Table(hostile, (Column(hostile, hostile),), ((Run(hostile),),), hostile)
    content = replace(
        DRAFT, blocks=(text(hostile), table), abstract=hostile, watermark=hostile, recipients=(hostile,)
    )
    assert body_text(opened(content)).count(hostile) >= 5
    controls = replace(DRAFT, blocks=(text("a\x00b\x0bc\ud800d\uffffe"),))
    assert "a[U+0000]b c[U+D800]d[U+FFFF]e" in body_text(opened(controls))


def test_a_bare_document_opens() -> None:
    bare = signed(blocks=(), recipients=(), references=(), abstract="", signer_name=None, notice="")
    assert len(opened(bare).sections) == 1


# The order in which a strict reader wants them (ECMA-376, part 1, 17.3.1, 17.4, 17.6), of what is used here.
ORDER = {
    "pPr": "pStyle keepNext keepLines pBdr spacing ind jc rPr sectPr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan tcBorders shd tcMar vAlign",
    "rPr": "rStyle rFonts b bCs i iCs noProof color spacing kern sz szCs vertAlign lang",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


@pytest.mark.parametrize("holder", ORDER)
def test_properties_stand_in_the_order_of_the_standard(holder: str) -> None:
    order = ORDER[holder].split()
    holders = list(opened(DRAFT).element.body.iter(qn(f"w:{holder}")))
    assert holders
    for each in holders:
        names = [order.index(child.tag.rpartition("}")[2]) for child in each]
        assert names == sorted(names)
