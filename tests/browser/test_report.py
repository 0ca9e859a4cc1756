"""The dual-goal report in the hands of officer and leader: opened, edited, submitted, signed, taken along."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser


def open_report(reader: Visitor) -> Page:
    """From the list of consolidations to the report of 2021."""
    reader.open("/reporting/consolidations/")
    reader.page.click("main tr:has-text('mục tiêu kép năm 2021') th a")
    expect(reader.page.locator("h1")).to_contain_text("mục tiêu kép năm 2021")
    return reader.page


def test_a_figure_opens_beside_the_text_and_closes_again(enter: Enter) -> None:
    leader = enter("lanhdao")
    page = open_report(leader)
    figure = page.locator("a[data-opens=source]:has-text('69.448 tỷ đồng')").first
    figure.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#source")
    expect(panel).to_be_visible()
    expect(panel.locator("h2")).to_be_focused()
    expect(figure).to_have_attribute("aria-expanded", "true")
    expect(panel).to_contain_text("KCN Khánh Phú")
    assert leader.overflow() == 0
    assert not leader.findings()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(figure).to_be_focused()
    expect(figure).to_have_attribute("aria-expanded", "false")


def test_the_rows_behind_a_figure_lead_to_a_receipt(enter: Enter) -> None:
    leader = enter("lanhdao")
    page = open_report(leader)
    page.locator("a[data-opens=source]:has-text('69.448 tỷ đồng')").first.click()
    page.click("#source table:has-text('Báo cáo được chấp nhận') tbody a >> nth=0")
    page.click("table:has(caption:text('Từng dòng nguồn')) a >> nth=0")
    expect(page.locator("h1")).to_contain_text("Biên nhận BC-")


def test_on_a_phone_a_figure_opens_its_own_page(enter: Enter) -> None:
    leader = enter("lanhdao", window=PHONE)
    page = open_report(leader)
    page.locator("a[data-opens=source]").first.click()
    expect(page.locator("h1")).to_have_text("Số này từ đâu ra?")
    assert leader.overflow() == 0


def test_a_wrong_word_is_marked_then_the_report_is_signed_and_frozen(enter: Enter) -> None:
    officer, leader = enter("chuyenvien03"), enter("lanhdao")
    page = open_report(officer)
    rewrite(page, "đạt 98,2%", "trên 98,2%")
    expect(page.locator("mark.w")).to_contain_text("trên 98,2%")
    expect(page.locator("mark.w + mark.i")).to_contain_text("đạt 98,2%")
    expect(page.locator(".phead")).to_contain_text("1 câu cần sửa")
    assert not officer.findings()
    rewrite(page, "trên 98,2%", "đạt 98,2%")
    expect(page.locator("mark.w")).to_have_count(0)
    page.click("text=Trình ký")
    expect(page.locator(".phead")).to_contain_text("chờ ký")
    expect(page.locator("text=Sửa câu chữ")).to_have_count(0)
    sign(leader)
    the_signed_pdf(leader)


def rewrite(page: Page, old: str, new: str) -> None:
    """Change the words in the first paragraph that holds them, and save."""
    page.click("text=Sửa câu chữ")
    field = page.locator("textarea").filter(has_text=old).first
    field.fill(field.input_value().replace(old, new))
    page.click("main form button.btn--pri")


def sign(leader: Visitor) -> None:
    page = open_report(leader)
    page.click("text=Ký ban hành và cấp số")
    expect(page.locator("main")).to_contain_text("trong sổ năm 2022")
    page.click("main form button.btn--pri")
    expect(page.locator(".phead .sub")).to_contain_text(re.compile(r"Đã ký, số \S+ ngày 17/01/2022"))
    expect(page.locator("article.doc")).to_contain_text("ngày 17 tháng 01 năm 2022")
    expect(page.locator("main")).to_contain_text("Bản đã niêm phong")


def the_signed_pdf(leader: Visitor) -> None:
    """What the button gives: the signed document, not a draft."""
    href = leader.page.locator("a:has-text('PDF')").first.get_attribute("href")
    answer = leader.context.request.get(leader.site.url + str(href))
    assert answer.headers["content-type"] == "application/pdf"
    text = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(answer.body())).pages)
    assert "69.448" in text
    assert "/BC-BQLKCN" in text
    assert "DỰ THẢO" not in text
