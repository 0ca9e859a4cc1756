"""An enterprise files on the web: with the keyboard alone, and in a browser without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
REPORT = "/reporting/monthly-production/2022-01/mau-03/"
WITHOUT_SCRIPT = "/reporting/monthly-production/2022-01/mau-07/"


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Go on with Tab until the focus stands on `selector`."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by Tab to {selector}; the focus is on "
                         + page.evaluate("document.activeElement.outerHTML"))  # fmt: skip


def focused(page: Page) -> str:
    """The name of the field that has the focus."""
    return str(page.evaluate("document.activeElement.name"))


def type_down(page: Page, values: dict[str, str]) -> None:
    """Type each value where the focus is by now; Enter goes down."""
    for name, value in values.items():
        assert focused(page) == name
        page.keyboard.type(value)
        with page.expect_response("**/cell/"):
            page.keyboard.press("Enter" if name != list(values)[-1] else "Tab")


def row(page: Page, code: str) -> str:
    return page.locator(f"#c-{code}-row").inner_text()


def test_the_whole_report_with_the_keyboard_alone(enter: Enter) -> None:
    reporter = enter("mau-03")
    page = reporter.page
    reporter.open(REPORT + "production/")
    tab_to(page, "[name=revenue]")
    type_down(page, {"revenue": "1345,6", "export": "1620", "import": "15,9", "budget_payment": "690"})
    expect(page.locator("#saved")).to_contain_text("Đã lưu nháp lúc")
    expect(page.locator("#c-export-row .emsg")).to_contain_text("1.022 lần")
    assert not reporter.findings()
    tab_to(page, "button[value=next]:not(.vh)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/labour/")
    paste_a_column(reporter, ["60,5", "2739"])
    expect(page.locator("#c-payroll-row .wmsg")).to_be_visible()  # twice as much as last month
    tab_to(page, "nav#steps a[href$='/check/']", most=90)
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    the_summary_leads_to_the_error(page)
    the_warning_wants_a_note(page)
    submit(page)


def paste_a_column(reporter: Visitor, values: list[str]) -> None:
    """Ctrl+V of a column copied from a sheet fills downward, past nothing that is locked."""
    page = reporter.page
    reporter.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", "\r\n".join(values) + "\r\n")
    tab_to(page, "[name=payroll]")
    with page.expect_response("**/cell/"):
        page.keyboard.press("Control+V")
    # As it was pasted, or already as the server's answer writes it: 2.739.
    expect(page.locator("[name=person_months]")).to_have_value(re.compile(r"2\.?739"))
    page.wait_for_load_state("networkidle")


def the_summary_leads_to_the_error(page: Page) -> None:
    assert page.title().startswith("Lỗi:")
    expect(page.locator(".errsum")).to_be_focused()
    said = page.locator(".errsum a").first.inner_text()
    assert said.startswith("Giá trị xuất khẩu")
    tab_to(page, ".errsum a")
    page.keyboard.press("Enter")
    tab_to(page, "#v-c-export a, [name=export]")
    if focused(page) != "export":
        page.keyboard.press("Enter")
    expect(page.locator("[name=export]")).to_be_focused()
    page.keyboard.press("Control+A")
    type_down(page, {"export": "1,62"})
    expect(page.locator("#c-export-row .emsg")).to_have_count(0)


def the_warning_wants_a_note(page: Page) -> None:
    tab_to(page, "nav#steps a[href$='/check/']", most=90)
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    expect(page.locator(".errsum h2")).to_contain_text("Cần giải trình 1 chỗ")
    tab_to(page, ".errsum a")
    page.keyboard.press("Enter")
    tab_to(page, "#v-c-payroll a, [name=payroll], [name=payroll-note]")
    if not focused(page):
        page.keyboard.press("Enter")
    page.wait_for_url("**/labour/**")
    tab_to(page, "[name=payroll-note]")
    page.keyboard.type("Thưởng Tết trả trong kỳ này")
    with page.expect_response("**/cell/"):
        page.keyboard.press("Tab")


def submit(page: Page) -> None:
    tab_to(page, "nav#steps a[href$='/check/']", most=90)
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    expect(page.locator(".errsum")).to_have_count(0)
    tab_to(page, "[name=confirmed]", most=90)
    page.keyboard.press("Space")
    tab_to(page, "button.btn--pri")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/BC-2022-01-*/")
    expect(page.locator("h1")).to_contain_text("Biên nhận BC-2022-01-")
    expect(page.locator(".note--ok")).to_contain_text("ngày 17/01/2022")
    expect(page.locator("main")).to_contain_text("đúng hạn")
    expect(page.locator("main")).to_contain_text("Giải trình: Thưởng Tết trả trong kỳ này")


def test_submitting_unfinished_is_refused_and_keeps_what_was_typed(enter: Enter) -> None:
    reporter = enter("mau-15")
    page = reporter.page
    reporter.open("/reporting/monthly-production/2022-01/mau-15/check/")
    page.check("[name=confirmed]")
    page.click("main form button.btn--pri")
    expect(page.locator(".errsum")).to_be_focused()
    assert page.title().startswith("Lỗi:")
    assert "/receipt/" not in page.url


def test_the_whole_report_without_javascript(enter: Enter) -> None:
    reporter = enter("mau-07", script=False)
    page = reporter.page
    reporter.open(WITHOUT_SCRIPT + "production/")
    for name in ("revenue", "export", "import", "budget_payment"):
        before = page.locator(f"#c-{name}-row .past").first.inner_text()
        page.fill(f"[name={name}]", before if before != "–" else "0")
    page.click("button[value=next]:not(.vh)")
    for name in ("payroll", "person_months"):
        page.fill(f"[name={name}]", page.locator(f"#c-{name}-row .past").first.inner_text())
    page.click("button[value=next]:not(.vh)")
    page.fill("textarea", "Thiếu công-ten-nơ rỗng từ ngày 20/12, đề nghị Ban làm việc với cảng.")
    page.click("button[value=next]:not(.vh)")
    assert reporter.path == WITHOUT_SCRIPT + "check/"
    answer_what_is_asked(reporter)
    page.click("main form button.btn--pri")
    expect(page.locator("#id_confirmed_error")).to_be_visible()
    page.check("[name=confirmed]")
    page.click("main form button.btn--pri")
    assert "/receipt/BC-2022-01-" in reporter.path, page.inner_text("main")
    expect(page.locator("main")).to_contain_text("Thiếu công-ten-nơ rỗng")


def answer_what_is_asked(reporter: Visitor) -> None:
    """Write a note or choose a reading wherever the check page leads."""
    page = reporter.page
    for _ in range(12):
        if not page.locator(".errsum a").count():
            return
        code = str(page.locator(".errsum a").first.get_attribute("href")).rpartition("-")[2]
        page.locator(f"#v-c-{code} a").first.click()
        choices = page.locator(f"#c-{code}-row button[name=choose]")
        if choices.count():
            choices.first.click()
        else:
            page.fill(f"[name={code}-note]", "Đúng như sổ kế toán")
            page.click("button[value=stay]:not(.vh)")
        reporter.open(WITHOUT_SCRIPT + "check/")
