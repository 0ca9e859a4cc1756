"""On paper: A4, with what the page is about and without the way around it."""

import io

import pypdf
import pytest

from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
SHORT, LONG = 595, 842  # A4 in points
AROUND = (
    "Việc cần làm",
    "Hôm nay",
    "Việc của tôi",
    "Nhật ký",
    "English",
    "Đăng xuất",
    "Xuất Excel",
    "Trình ký",
)


def printed(reader: Visitor) -> tuple[set[tuple[int, int]], str]:
    """The sizes of the printed pages in points and their text."""
    pages = pypdf.PdfReader(io.BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    sizes = {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages}
    return sizes, without_blanks("".join(p.extract_text() for p in pages))


def without_blanks(text: str) -> str:
    """Chromium sets letters with marks apart from their words."""
    return "".join(text.split())


def around(text: str) -> list[str]:
    """Words of the way around a page that stand on paper."""
    return [word for word in AROUND if without_blanks(word) in text]


def test_the_collection_page(enter: Enter) -> None:
    officer = enter("chuyenvien03")
    officer.open("/reporting/monthly-production/2022-01/collection/")
    sizes, text = printed(officer)
    assert sizes == {(LONG, SHORT)}
    assert without_blanks("Ai chưa nộp") in text
    assert without_blanks("Công ty Mẫu 03") in text
    assert without_blanks("Số liệu đến 17/01/2022 09:00") in text
    assert not around(text)


def test_the_report(enter: Enter) -> None:
    leader = enter("lanhdao")
    leader.open("/reporting/consolidations/")
    leader.page.click("main tr:has-text('mục tiêu kép năm 2021') th a")
    sizes, text = printed(leader)
    assert sizes == {(SHORT, LONG)}
    assert without_blanks("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") in text
    assert without_blanks("69.448 tỷ đồng") in text
    assert not around(text)


def test_a_receipt_says_once_who_printed_it(enter: Enter) -> None:
    reporter = enter("mau-34")
    reporter.open("/reporting/monthly-production/2022-01/mau-34/filed/")
    reporter.page.click("text=Biên nhận >> nth=0")
    sizes, text = printed(reporter)
    assert sizes == {(SHORT, LONG)}
    assert without_blanks("Biên nhận nộp báo cáo") in text
    assert text.count(without_blanks("in lúc 17/01/2022")) == 1
    assert not around(text)


@pytest.mark.parametrize("form", ["monthly-production", "monthly-safety", "A.III.1"])
def test_the_receipt_of_every_form_is_one_sheet(enter: Enter, form: str) -> None:
    officer = enter("chuyenvien01")
    officer.open(f"/reporting/reports/?form={form}&state=SUBMITTED")
    officer.page.click("main td a[href*='/receipt/'] >> nth=0")
    pages = pypdf.PdfReader(io.BytesIO(officer.page.pdf(prefer_css_page_size=True))).pages
    assert len(pages) == 1
    assert (round(float(pages[0].mediabox.width)), round(float(pages[0].mediabox.height))) == (SHORT, LONG)
