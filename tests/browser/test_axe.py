"""What axe is asked finds what there is: in a row like those before it, in one that differs by a colour alone."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import violations

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="vi"><head><title>Bảng</title></head><body><main><h1>Bảng</h1>
<table><tbody>{}</tbody></table></main></body></html>"""
ROW = '<tr><td style="color: {}; background: {}">Đã nộp</td></tr>'


def found(browser: Browser, *colours: tuple[str, str]) -> list[str]:
    page = browser.new_page()
    page.set_content(PAGE.format("".join(ROW.format(*each) for each in colours)))
    lines = [line.split(" ")[0] + line[line.index("[") : line.index("]")] for line in violations(page)]
    assert page.locator("[data-alike]").count() == 0
    page.close()
    return lines


def test_a_pale_row_is_found_wherever_it_stands(browser: Browser) -> None:
    plain, pale, grey = ("#000", "#fff"), ("#ccc", "#fff"), ("#000", "#222")
    assert found(browser, *[plain] * 30) == []
    assert len(found(browser, *[pale] * 30)) == 1  # the first stands for the others
    for odd in (pale, grey):
        (only,) = found(browser, *[plain] * 20, odd, *[plain] * 9)
        assert only.startswith("color-contrast:")
        assert "tr:nth-child(21)" in only


def test_other_rules_see_every_row(browser: Browser) -> None:
    page = browser.new_page()
    rows = "".join(f"<tr><td>{n}</td><td><input></td></tr>" for n in range(3))
    page.set_content(PAGE.format(rows))
    assert [line.split(":")[0] for line in violations(page)] == ["label"] * 3
    page.close()
