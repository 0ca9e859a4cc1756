"""The roll call on two phones with the network cut: ticked, taken back, merged, closed, gone from the phones."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Enter
from tests.browser.site import Site
from tests.browser.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Four workers of Mẫu 07 and a guest go in an hour before the clock of the demo.
ENTER = """
import django; django.setup()
from datetime import timedelta
from uuid import uuid4
from django.conf import settings
from songhanh.core import clock
from songhanh.gate.models import Gate, Pass
from songhanh.gate.stream.scans import Scan
from songhanh.gate.stream.sqlite_store import SqliteStore
at = round((clock.now() - timedelta(minutes=50)).timestamp() * 1000)
own = Pass.objects.filter(enterprise__code='mau-07', revoked_at=None)
passes = [*own.filter(stay__isnull=False).order_by('label')[:4], *own.filter(announcement__isnull=False)[:1]]
gate = Gate.objects.filter(enterprise__code='mau-07').first()
store = SqliteStore(settings.GATE_STREAM)
scans = [Scan(uuid4(), 'thu', 'mau-07', gate.code, 'lan-1', 'IN', 'PASS', each.number, '', 'ALLOWED', '', False,
              None, '', at, 0, at, at, 'GATE') for each in passes]
store.store(scans)
store.close()
print(*(each.label for each in passes), sep='\\n')
"""


@pytest.fixture(scope="module")
def labels(site: Site) -> list[str]:
    """Codes of who went in; the last is a guest's."""
    out, err = site.installation.python("-c", ENTER).communicate(timeout=60)
    assert not err, err
    return out.split()


@pytest.fixture
def office(enter: Enter, labels: list[str]) -> Iterator[Visitor]:
    """The enterprise begins a drill; closed again at the end, so that the next test may begin one."""
    visitor = enter("mau-07")
    visitor.open("/presence/roll-call/start/")
    visitor.page.check("[name=kind][value=DRILL]")
    visitor.page.fill("[name=points]", "Sân trước\nBãi xe")
    visitor.page.click("main button.btn--pri")
    visitor.page.wait_for_url(re.compile(r"/presence/roll-call/[0-9a-f-]{36}/$"))
    yield visitor
    close(visitor, visitor.page.url)


def close(visitor: Visitor, url: str) -> None:
    call = re.search(r"/presence/roll-call/[0-9a-f-]{36}/", url)
    assert call
    if "kết thúc lúc" in visitor.page.goto(visitor.site.url + call[0]).text():  # type: ignore[union-attr]
        return
    visitor.open(f"{call[0]}close/")
    visitor.page.fill("[name=words]", "Diễn tập, đã tìm đủ các xưởng.")
    visitor.page.click("main form button.btn--pri, main form button.btn--danger")
    visitor.page.wait_for_url(f"**{call[0]}")


def phone(enter: Enter, office: Visitor) -> Page:
    """A phone that has opened the list once, and keeps the page."""
    visitor = enter("mau-07", window=PHONE)
    uuid = office.page.url.rstrip("/").rsplit("/", 1)[-1]
    visitor.open(f"/presence/roll-call/phone/#{uuid}")
    page = visitor.page
    page.wait_for_selector("[data-place=list] li")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_selector("body[data-online=true]")
    return page


def row(page: Page, label: str) -> Locator:
    return page.locator("[data-place=list] li button").filter(has_text=label)


def add(page: Page, name: str, note: str) -> None:
    """Somebody who is not on the list."""
    page.locator("[data-act=add]").click()
    page.locator("dialog [name=name]").fill(name)
    page.locator("dialog [name=note]").fill(note)
    page.locator("dialog .act--main").click()


def both_say(pages: tuple[Page, ...], missing: int) -> None:
    """So many are missing, one was added, nothing waits."""
    for page in pages:
        expect(page.locator("[data-place=missing]")).to_have_text(said(missing), timeout=30_000)
        expect(page.locator("[data-place=waiting]")).to_be_hidden(timeout=30_000)
        expect(page.locator("[data-place=added-count]")).to_have_text("thêm 1 người")


def said(number: int) -> str:
    """As the page writes it."""
    return f"{number:,}".replace(",", ".")


def cut(*contexts: BrowserContext, off: bool) -> None:
    for each in contexts:
        each.set_offline(off)


def tick(page: Page, label: str, *, left: int) -> None:
    """Bring a row into sight, touch it and see it counted, as people do."""
    touched = row(page, label)
    touched.hover()  # rows are laid out when they come into sight
    touched.click()
    expect(page.locator("[data-place=missing]")).to_have_text(said(left))


def test_two_phones_without_a_network_agree_afterwards(
    enter: Enter, office: Visitor, labels: list[str]
) -> None:
    one, other = phone(enter, office), phone(enter, office)
    whole = int(one.locator("[data-place=total]").inner_text().replace(".", ""))
    assert whole >= len(labels)
    cut(one.context, other.context, off=True)
    for page in (one, other):
        page.wait_for_selector("body[data-online=false]", timeout=20_000)
    tick(one, labels[0], left=whole - 1)
    tick(one, labels[1], left=whole - 2)
    one.reload()  # the page, the list and the ticks lie on the phone: what the page has counted is on its disk
    expect(one.locator("[data-place=missing]")).to_have_text(said(whole - 2))
    assert one.locator("[data-place=waiting]").inner_text() == "2 lượt chờ gửi"
    tick(other, labels[1], left=whole - 1)
    tick(other, labels[2], left=whole - 2)
    other.locator("[data-place=undo]").click()  # the wrong one
    expect(other.locator("[data-place=missing]")).to_have_text(said(whole - 1))
    tick(other, labels[-1], left=whole - 2)
    add(other, "Thợ điện Tám", "nhà thầu, đi cùng xe")
    cut(other.context, off=False)
    expect(other.locator("[data-place=waiting]")).to_be_hidden(timeout=30_000)
    cut(one.context, off=False)
    both_say((one, other), whole - 3)
    one.locator("[data-tab=here]").click()
    row(one, labels[1]).click()  # both have ticked him, one takes both back
    both_say((one, other), whole - 2)
    office.page.reload()
    page_said = office.page.inner_text("main")
    assert f"Còn thiếu {said(whole - 2)} trong {said(whole)} người" in page_said
    assert "Thợ điện Tám" in page_said
    close(office, office.page.url)
    for page in (one, other):
        page.wait_for_selector("body[data-closed=true]", timeout=30_000)
        assert page.evaluate(KEPT) == [0, 0], "no name stays on a phone when the call is over"
    assert "Diễn tập, đã tìm đủ các xưởng." in office.page.inner_text("main")


KEPT = """async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open("songhanh-roll-call");
    asked.onsuccess = () => done(asked.result);
  });
  const count = (name) => new Promise((done) => {
    const asked = db.transaction(name).objectStore(name).count();
    asked.onsuccess = () => done(asked.result);
  });
  return [await count("calls"), await count("marks")];
}"""


def test_the_list_is_searched_and_read_on_a_phone(enter: Enter, office: Visitor, labels: list[str]) -> None:
    page = phone(enter, office)
    page.locator("[data-place=find]").fill(labels[2].lower())
    expect(page.locator("[data-place=list] li:visible")).to_have_count(1)
    page.locator("[data-place=find]").fill("")
    box = row(page, labels[0]).bounding_box()
    assert box
    assert box["height"] >= 52
    page.locator("summary").click()
    one_line_alone(page)
    page.locator("[data-place=point]").select_option("1")
    stays_under_the_finger(page, row(page, labels[0]))
    page.locator("[data-tab=here]").click()
    expect(row(page, labels[0])).to_contain_text("Bãi xe")
    reader = Visitor(office.site, page.context, page, office.complaints)
    for tab in ("missing", "here"):
        page.locator(f"[data-tab={tab}]").click()
        assert (reader.findings(), reader.overflow()) == ([], 0)
    page.locator("[data-act=add]").click()
    assert reader.findings() == []


def one_line_alone(page: Page) -> None:
    """Who answers for a line touches it among the bars; its name stands in the search and is emptied there."""
    way = page.locator("[data-place=lines] button:visible").first
    assert page.locator("[data-place=lines] progress:visible").count() >= 1
    line = way.inner_text()
    way.click()
    expect(page.locator("[data-place=list] h2:visible")).to_have_text([line])
    expect(page.locator("[data-place=find]")).to_have_value(line)
    page.locator("[data-place=find]").fill("")
    expect(page.locator("[data-place=list] h2:visible").nth(1)).to_be_visible()


def stays_under_the_finger(page: Page, touched: Locator) -> None:
    """Touched twice in haste it is one tick; the row stays where it is until it is scrolled away."""
    missing = int(page.locator("[data-place=missing]").inner_text().replace(".", ""))
    touched.hover()  # rows are laid out when they come into sight
    before = touched.bounding_box()
    touched.dblclick()
    expect(touched).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-place=waiting]")).to_be_hidden(
        timeout=30_000
    )  # what came and went in the head
    assert touched.bounding_box() == before
    page.mouse.wheel(0, 3_000)
    expect(touched).to_be_hidden()
    expect(page.locator("[data-place=missing]")).to_have_text(said(missing - 1))


def test_rows_do_not_move_as_they_come_into_sight(enter: Enter, office: Visitor, labels: list[str]) -> None:
    """Else a finger that has aimed at one row lands on another, or between two and on none."""
    page = phone(enter, office)
    last = page.locator("[data-place=list] li button:visible").last
    unseen = last.evaluate("(button) => button.getBoundingClientRect().height")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    seen = last.evaluate("(button) => button.getBoundingClientRect().height")
    assert abs(seen - unseen) < 1


def test_the_list_on_paper_has_the_missing_first(enter: Enter, office: Visitor, labels: list[str]) -> None:
    page = phone(enter, office)
    whole = int(page.locator("[data-place=total]").inner_text().replace(".", ""))
    row(page, labels[0]).click()
    expect(page.locator("[data-place=missing]")).to_have_text(
        said(whole - 1)
    )  # counted once it is on the disk
    expect(page.locator("[data-place=waiting]")).to_be_hidden(timeout=30_000)
    call = office.page.url
    office.page.goto(f"{call}sheet/")
    listed = office.page.inner_text("main table")
    assert listed.index(labels[1]) < listed.index(labels[0])
    office.page.emulate_media(media="print")
    assert office.page.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"
    assert office.page.locator("nav").first.is_hidden()
    office.page.emulate_media(media="screen")
    office.page.evaluate(
        "[...document.querySelectorAll('tbody tr')].slice(20).forEach((row) => row.remove())"
    )
    assert (office.findings(), office.overflow()) == ([], 0)
    office.page.goto(call)
    assert (office.findings(), office.overflow()) == ([], 0)


def test_a_phone_that_has_never_had_the_list_says_so(
    enter: Enter, office: Visitor, labels: list[str]
) -> None:
    uuid = office.page.url.rstrip("/").rsplit("/", 1)[-1]
    stranger = enter("")
    stranger.open(f"/presence/roll-call/phone/#{uuid}")
    expect(stranger.page.locator("[data-place=trouble]")).to_have_text("Đăng nhập rồi mở lại danh sách này.")
    assert stranger.page.locator("[data-place=way]").get_attribute("href") == f"/presence/roll-call/{uuid}/"
    assert labels[0] not in stranger.page.content()
    other = enter("mau-03")
    other.open(f"/presence/roll-call/phone/#{uuid}")
    expect(other.page.locator("[data-place=trouble]")).to_contain_text("tài khoản không được điểm danh")
