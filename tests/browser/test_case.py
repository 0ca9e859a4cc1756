"""The officer's view of a traced list: the slider answers at once, pictures lead to people, without script too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
OFFICER = "chuyenvien03"
# Moves the slider from stop to stop. What it says in the same breath, and the milliseconds until that is painted: the
# shortest of three rounds, since the machine that tests does other things too.
MOVE = """async () => {
  const range = document.querySelector("#least-range");
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(0);
  }));
  const said = () => [...document.querySelectorAll(".least-counts b")].map(each => Number(each.textContent));
  const moves = [];
  for (let stop = 0; stop <= Number(range.max); stop += 1) {
    const rounds = [];
    let counts = [];
    for (let round = 0; round < 3; round += 1) {
      range.value = String(round === 0 ? 0 : stop);
      const start = performance.now();
      range.value = String(stop);
      range.dispatchEvent(new Event("input", { bubbles: true }));
      counts = said();
      await painted();
      rounds.push(performance.now() - start);
    }
    moves.push([counts, Math.min(...rounds)]);
  }
  return moves;
}"""


@pytest.fixture
def officer(enter: Enter) -> Visitor:
    """The demo's newest run, open before its officer."""
    came = enter(OFFICER)
    open_run(came)
    return came


def open_run(came: Visitor, query: str = "") -> None:
    came.open("/epidemic/runs/")
    href = came.page.locator("#list tbody th a").first.get_attribute("href")
    came.open(f"{href}{query}")


def counts(page: Page) -> list[str]:
    return page.locator(".least-counts b").all_inner_texts()


def units(page: Page) -> dict[str, str]:
    """Counts of the table beside the network that are not nought."""
    found = page.eval_on_selector_all(
        "[data-count-of]", "all => all.map(a => [a.dataset.countOf, a.textContent])"
    )
    return {anchor: count for anchor, count in found if count != "0"}


def crews(page: Page) -> list[list[str]]:
    """(line, left / needed, state) of the lines that lose somebody, in any order."""
    rows = "tr[data-line]:not([hidden])"
    return sorted(
        page.eval_on_selector_all(rows, "all => all.map(r => [...r.cells].map(c => c.textContent.trim()))")
    )


def let_go(page: Page, stop: int) -> None:
    """As a hand does: moved, then let go; back when the pictures and the table have come."""
    page.evaluate("(stop) => { document.querySelector('#least-range').value = String(stop); }", stop)
    with page.expect_response(lambda answer: "_pictures" in answer.url):
        page.dispatch_event("#least-range", "input")
        page.dispatch_event("#least-range", "change")
    quiet(page)


def quiet(page: Page) -> None:
    """Nothing is on its way any more."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def test_the_slider_is_answered_in_the_page(
    officer: Visitor, record_property: Callable[[str, object], None]
) -> None:
    asked: list[str] = []
    officer.page.on("request", lambda request: asked.append(request.url))
    moves = officer.page.evaluate(MOVE)
    assert asked == []
    everybody = [sum(counts) for counts, _milliseconds in moves]
    assert len(everybody) > 5
    assert everybody == sorted(everybody, reverse=True)
    assert everybody[0] > everybody[-1]
    record_property("slider_milliseconds", max(milliseconds for _counts, milliseconds in moves))


@pytest.mark.parametrize("home", ["F1", "F2"])
def test_what_it_shows_is_what_the_server_then_says(officer: Visitor, home: str) -> None:
    page = officer.page
    page.check(f"#home-{home}")
    quiet(page)
    last = int(page.get_attribute("#least-range", "max") or 0)
    before = counts(page)
    for stop in (last // 2, last - 1):
        page.evaluate("(stop) => { document.querySelector('#least-range').value = String(stop); }", stop)
        page.dispatch_event("#least-range", "input")
        moved = (counts(page), units(page), crews(page))
        let_go(page, stop)
        assert (counts(page), units(page), crews(page)) == moved
        assert counts(page) != before
        total = sum(int(each.replace(".", "")) for each in counts(page))
        expect(page.locator("#list [data-announce]")).to_contain_text(f"{total:,} dòng".replace(",", "."))
        assert page.input_value("#list-least") == page.input_value("#least")


def test_taking_the_filter_away_moves_the_slider_back(officer: Visitor) -> None:
    page = officer.page
    before = counts(page)
    let_go(page, int(page.get_attribute("#least-range", "max") or 0))
    assert counts(page) != before
    with page.expect_response(lambda answer: "_pictures" in answer.url):
        page.select_option("#list-least", "")
    expect(page.locator("#least-range")).to_have_value("0")
    assert counts(page) == before


def test_keys_pressed_in_haste_are_one_move(officer: Visitor) -> None:
    page = officer.page
    page.focus("#least-range")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    chosen = page.input_value("#least")
    expect(page.locator("#list-least")).to_have_value(chosen)
    quiet(page)
    expect(page.locator("#least-range")).to_have_value("5")
    assert page.input_value("#least") == page.input_value("#list-least") == chosen != "0"


def test_a_line_chosen_in_the_list_narrows_pictures_and_slider(officer: Visitor) -> None:
    page = officer.page
    everybody = counts(page)
    line = page.locator("#list-line option").nth(1).get_attribute("value") or ""
    with page.expect_navigation():
        page.select_option("#list-line", line)
    expect(page.locator(".note", has_text="chỉ tính người đã lọc")).to_contain_text(line)
    narrowed = counts(page)
    assert narrowed != everybody
    page.evaluate("() => { document.querySelector('#least-range').value = '1'; }")
    page.dispatch_event("#least-range", "input")
    moved = (counts(page), units(page), crews(page))
    let_go(page, 1)
    assert (counts(page), units(page), crews(page)) == moved
    with page.expect_navigation():
        page.get_by_role("link", name="Tính tất cả").click()
    assert page.locator(".note", has_text="chỉ tính người đã lọc").count() == 0


def test_a_unit_opens_by_keyboard_and_then_a_person(officer: Visitor) -> None:
    page = officer.page
    unit = page.locator(".chart--pc a[data-unit]").first
    count = (unit.get_attribute("aria-label") or "").split(": ")[1].split(" ")[0]
    unit.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#list [data-announce]")).to_contain_text(f"{count} dòng")
    assert "unit=" in page.url
    expect(page.locator("#list tbody a:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*/")


def test_a_mark_opens_its_person(enter: Enter) -> None:
    came = enter(OFFICER)
    open_run(came)
    for least in reversed([value for value in _stops(came.page) if value != "0"]):
        open_run(came, f"?least={least}")
        marks = came.page.locator(".chart--pc a[data-until]")
        if marks.count():
            break
    code = marks.first.locator("title").text_content()
    marks.first.click()
    came.page.wait_for_url("**/people/*/")
    assert (code or "?") in came.page.inner_text("h1")


def _stops(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("#least option", "all => all.map(o => o.value)")
    return found


@pytest.mark.parametrize("look", [{}, {"window": PHONE, "scheme": "dark"}], ids=["light", "dark phone"])
def test_nothing_is_found_wrong_however_it_is_looked_at(enter: Enter, look: dict[str, object]) -> None:
    came = enter(OFFICER, **look)
    for query in ("", "?least=480&home=F2"):
        open_run(came, query)
        came.page.evaluate("document.querySelectorAll('#case details').forEach(d => d.open = true)")
        assert came.findings() == []
        assert came.overflow() == 0


def test_without_script_the_select_and_the_choice_work(enter: Enter) -> None:
    came = enter(OFFICER, script=False)
    open_run(came)
    page = came.page
    assert not page.locator("#least-range").is_visible()
    before = counts(page)
    page.select_option("#least", "480")
    page.check("#home-F2")
    page.click("#least-form button")
    assert page.input_value("#least") == "480"
    assert page.is_checked("#home-F2")
    assert counts(page) != before
    page.locator(".chart--pc a[data-unit]").first.click()
    assert "unit=" in page.url


def test_each_line_prints_on_a_sheet_of_its_own(officer: Visitor) -> None:
    page = officer.page
    page.click("text=In theo chuyền")
    lines = page.locator(".sheet-page").count()
    assert lines > 1
    page.emulate_media(media="print")
    breaks = page.eval_on_selector_all(".sheet-page", "all => all.map(a => getComputedStyle(a).breakAfter)")
    assert breaks == ["page"] * (lines - 1) + ["auto"]
    assert not page.locator(".top nav").is_visible()
