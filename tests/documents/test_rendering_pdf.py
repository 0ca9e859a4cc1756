"""The PDF: standards it claims, its one font, its words, its links, and texts that look like markup."""

import re
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from songhanh.documents.rendering.content import (
    Chart,
    Column,
    FigureRef,
    Heading,
    Reference,
    Run,
    Table,
)
from songhanh.documents.rendering.fonts import FontMissingError
from songhanh.documents.rendering.pdf import render_pdf, replaced_in_pdf
from songhanh.documents.rendering.pictures import PictureError

from .pdf_reading import boxes, fonts_of, links, needs_poppler, read, squeezed, tags, words
from .sample import DRAFT, FIGURES, NOW, NUMBER, REFERENCES, fig, signed, text

HOSTILE = (
    '#panic("x") $x^2$ *đậm* _nghiêng_ @nguon-1 \\ \\u{41} `mã` <b>HTML</b> &amp; // chú /* thích */ '
    "[ô] {khối} ~ -- --- ... 'một' \"hai\" = tựa - mục + số / thuật: ngữ %s {{ x }} {% y %}"
)


@pytest.fixture(scope="module")
def draft() -> PdfReader:
    return read(DRAFT)


@pytest.fixture(scope="module")
def final() -> PdfReader:
    return read(signed())


def test_it_claims_both_standards(draft: PdfReader) -> None:
    root = draft.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert str(root["/Lang"]).startswith("vi")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"]
    assert draft.metadata is not None
    assert draft.metadata.title == "Báo cáo: Kết quả thực hiện mục tiêu kép năm 2021"
    assert "Dự thảo. Số liệu minh họa" in xmp


def test_parts_are_tagged(draft: PdfReader) -> None:
    kinds = [str(tag["/S"]) for tag in tags(draft)]
    assert kinds.count("/TH") == 5 + 4  # the main table and the appendix
    assert kinds.count("/Table") == 2
    assert kinds.count("/TD") == 4 * 5 + len(FIGURES) * 4
    assert kinds.count("/H1") >= 5
    assert "/H2" in kinds
    pictures = [tag for tag in tags(draft) if tag["/S"] == "/Figure"]
    assert "Doanh thu ước đạt 115,7% kế hoạch năm 2021." in {tag.get("/Alt") for tag in pictures}
    assert all(tag.get("/Alt") for tag in pictures)


def test_only_the_shipped_font_is_in_it(draft: PdfReader) -> None:
    found = list(fonts_of(draft))
    assert found
    assert {re.sub(r"^/[A-Z]{6}\+", "", name).split("-")[0] for name, _embedded in found} == {"Tinos"}
    assert all(embedded for _name, embedded in found)


@needs_poppler
def test_pdffonts_sees_only_the_shipped_font(tmp_path: Path) -> None:
    file = tmp_path / "draft.pdf"
    file.write_bytes(render_pdf(DRAFT, now=NOW))
    listed = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    rows = listed.splitlines()[2:]
    assert 1 <= len(rows) <= 4
    for row in rows:
        assert re.match(r"[A-Z]{6}\+Tinos-(Regular|Bold|Italic|BoldItalic)\s.* yes yes yes ", row)


def test_words_come_out_as_they_went_in(final: PdfReader) -> None:
    shown = words(final)
    assert unicodedata.is_normalized("NFC", shown)
    for expected in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND TỈNH NINH BÌNH",
        "Số: 05/BC-BQLKCN",
        "Ninh Bình, ngày 07 tháng 01 năm 2022",
        "Kết quả thực hiện mục tiêu kép năm 2021",
        "Hiện nay lao động làm việc trong các khu công nghiệp có 43.451",
        "Doanh thu ước đạt 69.448 tỷ đồng",
        "- Lưu: VT, QLDN.",
        "KT. TRƯỞNG BAN",
        "Nguyễn Văn Mẫu",
        "(Kèm theo Báo cáo số 05/BC-BQLKCN ngày 07 tháng 01 năm 2022)",
        "số liệu minh họa",
    ):
        assert expected in shown
    assert "DỰ THẢO" not in shown


def test_decomposed_text_is_composed() -> None:
    content = replace(DRAFT, blocks=(text(unicodedata.normalize("NFD", "Việc làm mới tại Tam Điệp")),))
    assert "Việc làm mới tại Tam Điệp" in words(read(content))


def test_a_draft_leaves_number_and_day_blank(draft: PdfReader) -> None:
    shown = words(draft)
    assert "Số: /BC-BQLKCN" in shown
    assert "Ninh Bình, ngày tháng năm 2021" in shown
    assert all("DỰ THẢO" in page.extract_text() for page in draft.pages)


def test_pages_are_numbered_from_the_second_and_the_appendix_anew() -> None:
    long = signed(blocks=DRAFT.blocks * 3)
    firsts = [page.extract_text().split("\n")[0].strip() for page in read(long).pages]
    appendix = next(n for n, first in enumerate(firsts) if n and not first.isdecimal())
    for part in (firsts[:appendix], firsts[appendix:]):
        assert not part[0].isdecimal()
        assert part[1:] == [str(n) for n in range(2, len(part) + 1)]


@needs_poppler
def test_paper_and_margins_are_the_decrees(final: PdfReader, tmp_path: Path) -> None:
    for page in final.pages:
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    inside = boxes(signed(notice=""), tmp_path)
    assert min(left for left, _top, _right, _bottom in inside) == pytest.approx(30, abs=0.3)
    assert max(right for _left, _top, right, _bottom in inside) == pytest.approx(195, abs=0.3)
    assert max(bottom for _left, _top, _right, bottom in inside) <= 277.3


def test_every_figure_opens_and_leads_to_the_appendix(final: PdfReader) -> None:
    out = [link["/A"]["/URI"] for link in links(final) if "/URI" in link.get("/A", {})]
    for reference in REFERENCES:
        assert out.count(reference.url) >= 2  # in the text and in the appendix
    inward = [link for link in links(final) if "/URI" not in link.get("/A", {})]
    assert len(inward) >= len(REFERENCES)
    shown = words(final)
    assert f"[{NUMBER['revenue']}]" in shown
    whole = "".join(shown.split()).replace("\u200b", "")
    assert all("".join(each.url.split()) in whole for each in REFERENCES), "on paper an address is typed"


def test_text_that_looks_like_markup_is_text() -> None:
    content = replace(
        DRAFT,
        issuer="BAN #QUẢN LÝ $x$",
        abstract=HOSTILE,
        blocks=(
            Heading(1, HOSTILE),
            text(HOSTILE, fig("revenue", HOSTILE)),
            Table(HOSTILE, (Column(HOSTILE, HOSTILE),), ((Run(HOSTILE),),), HOSTILE),
        ),
        recipients=(HOSTILE,),
        signer_name=HOSTILE,
    )
    assert squeezed(words(read(content))).count(squeezed(HOSTILE)) >= 6


@pytest.mark.parametrize(
    ("letter", "code"),
    [("😀", "U+1F600"), ("한", "U+D55C"), ("✓", "U+2713"), ("\u202e", "U+202E"), ("\x00", "U+0000")],
)
def test_what_the_font_lacks_is_shown_as_its_code_and_reported(letter: str, code: str) -> None:
    content = replace(DRAFT, blocks=(text(f"Công ty {letter} Mẫu {letter}"),), abstract=f"Về {letter}")
    reader = read(content)
    assert f"Công ty [{code}] Mẫu [{code}]" in words(reader)
    assert {name.split("+")[1].split("-")[0] for name, _embedded in fonts_of(reader)} == {"Tinos"}
    assert [(each.code, each.times) for each in replaced_in_pdf(content)] == [(code, 3)]
    assert replaced_in_pdf(DRAFT) == ()


@needs_poppler
def test_a_very_long_word_stays_between_the_margins(tmp_path: Path) -> None:
    long = "Ngh" * 100
    table = Table("Bảng", (Column("Tên"), Column("Số")), ((Run(long), Run("1")),), "Một dòng")
    content = signed(blocks=(text(long), table), references=(), issuer=long, recipients=(long,))
    assert max(right for _left, _top, right, _bottom in boxes(content, tmp_path)) <= 195.3
    assert squeezed(words(read(content))).count(long) == 4


def test_a_long_table_repeats_its_head() -> None:
    rows = tuple((Run(f"Công ty Mẫu {n:03d}"), Run(str(n))) for n in range(120))
    table = Table("Danh sách", (Column("Doanh nghiệp"), Column("Lao động")), rows, "120 doanh nghiệp")
    pages = [page.extract_text() for page in read(signed(blocks=(table,), references=())).pages]
    assert len(pages) >= 3
    assert all("Doanh nghiệp" in page for page in pages[:3])
    assert sum(page.count("Công ty Mẫu") for page in pages) == 120


def test_levels_that_jump_are_evened() -> None:
    blocks = (Heading(3, "a"), Heading(9, "b"), text("đoạn"), Heading(2, "c"))
    kinds = [str(tag["/S"]) for tag in tags(read(signed(blocks=blocks, references=())))]
    assert [kind for kind in kinds if re.fullmatch("/H[1-9]", kind)][-3:] == ["/H1", "/H2", "/H2"]


def test_same_content_and_time_make_the_same_bytes() -> None:
    assert render_pdf(DRAFT, now=NOW) == render_pdf(DRAFT, now=NOW)
    assert render_pdf(DRAFT, now=NOW) != render_pdf(replace(DRAFT, notice="khác"), now=NOW)


def test_an_empty_document_and_a_bare_one_are_rendered() -> None:
    bare = signed(blocks=(), recipients=(), references=(), abstract="", signer_name=None, notice="")
    assert len(read(bare).pages) == 1


def test_a_picture_brings_nothing_in_from_outside() -> None:
    svg = (
        b'<svg width="100" height="20"><script>x</script><image href="file:///etc/passwd"/>'
        b'<text x="0" y="12">Sai \xf0\x9f\x98\x80</text></svg>'
    )
    reader = read(signed(blocks=(Chart("Hình mẫu.", svg, "Mẫu"),), references=()))
    assert "Sai [U+1F600]" in words(reader)
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg width="1" height="1"><text>&a;</text></svg>'
    with pytest.raises(PictureError):
        read(signed(blocks=(Chart("Hình mẫu.", bomb),), references=()))


def test_a_figure_without_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="not among the references"):
        signed(blocks=(text(Run("1", FigureRef(99, "http://localhost:8000/x/"))),))
    with pytest.raises(ValueError, match="one number"):
        signed(blocks=(), references=(Reference(1, "a", "b"), Reference(1, "c", "d")))
    with pytest.raises(ValueError, match="has not 1 cells"):
        Table("t", (Column("a"),), ((Run("1"), Run("2")),), "")


def test_a_missing_font_is_said(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError, match="0 of 4"):
        render_pdf(DRAFT, now=NOW, fonts=tmp_path)
