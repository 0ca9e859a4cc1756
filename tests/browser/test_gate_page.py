"""The gate page on a phone: a badge before a real camera's stream, the network cut, everything sent afterwards."""

import base64
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from songhanh.demo.loading.gates import PINS
from songhanh.gate.stream.scans import TABLE
from tests.browser.camera import film
from tests.browser.conftest import CHROMIUM, QUIET, Enter
from tests.browser.site import Site
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser

PHOTOS = Path(__file__).parents[1] / "data" / "qr"
TOKENS = "import django; django.setup()\nfrom songhanh.gate.models import Pass\n" + (
    "own = Pass.objects.filter(enterprise__code='mau-07', stay__isnull=False, revoked_at=None).order_by('label')\n"
    "other = Pass.objects.filter(enterprise__code='mau-08', stay__isnull=False, revoked_at=None)\n"
    "print(own[0].label, own[0].token(), other[0].token(), sep='\\n')"
)

CARDS = "import django; django.setup()\nfrom songhanh.gate.models import Pass\n" + (
    "from songhanh.people.models import Employment\nfrom songhanh.people.models.identity import unseal_number\n"
    "for code in ('mau-07', 'mau-08'):\n"
    "    stays = Pass.objects.filter(enterprise__code=code, stay__isnull=False, revoked_at=None).order_by('label')\n"
    "    row = Employment.objects.get(stay=stays[0].stay, until=None)\n"
    "    print(unseal_number(row.person.identity_cipher))"
)

Phone = Callable[[list[str]], Page]


@pytest.fixture(scope="module")
def tokens(site: Site) -> tuple[str, str, str]:
    """The label and token of a worker of Mẫu 07, and a token of another enterprise."""
    out, err = site.installation.python("-c", TOKENS).communicate(timeout=60)
    assert not err, err
    label, own, other = out.splitlines()
    return label, own, other


@pytest.fixture(scope="module")
def cards(site: Site) -> list[str]:
    """What stands in the chip cards' codes of the same worker of Mẫu 07, and of one of Mẫu 08."""
    out, err = site.installation.python("-c", CARDS).communicate(timeout=60)
    assert not err, err
    return [f"{number}||Người Thử|01011990|Nữ|Ninh Bình|01012021" for number in out.split()]


@pytest.fixture
def phone(browser: Browser, site: Site, tmp_path: Path) -> Iterator[Phone]:
    """A phone whose camera sees these codes; a Chromium of its own, for a film is given when it starts."""
    started: list[Browser] = []

    def one(codes: list[str]) -> Page:
        camera = [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film(tmp_path / 'camera.y4m', codes)}",
        ]
        started.append(browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *camera]))
        context = started[-1].new_context(
            viewport=PHONE, locale="vi-VN", base_url=site.url.replace("127.0.0.1", "localhost"),
            permissions=["camera"], is_mobile=True, has_touch=True,
        )  # fmt: skip
        return context.new_page()

    yield one
    for each in started:
        each.close()


def pairing_code(enter: Enter) -> str:
    """A new device of Mẫu 07's first gate, added as the enterprise does it."""
    visitor = enter("mau-07")
    visitor.open("/gate/gates/")
    office = visitor.page
    gate = office.locator("main a").filter(has_text=re.compile("Cổng chính")).first.get_attribute("href")
    visitor.open(f"{gate}devices/")
    office.locator("main form [name=name]").fill("Điện thoại thử")
    office.locator("main form button.btn--pri").click()
    return office.input_value("#code")


def pair(page: Page, code: str) -> None:
    """From the QR on the office's screen to the first picture of the camera."""
    page.goto(f"/gate/#code={code}")
    page.locator("form[data-place=enrol-form] button").click()
    mark, pin = next(iter(PINS.items()))
    page.locator("[name=mark]:visible").fill(mark)
    page.locator("[name=pin]").fill(pin)
    page.locator("form[data-place=watch-form] button").click()
    page.wait_for_selector("body[data-showing=scan]")


def answer(page: Page) -> str:
    """The next answer, in words."""
    page.wait_for_selector("body[data-showing=answer]", timeout=15_000)
    return page.locator("[data-screen=answer]").inner_text()


def kept(site: Site) -> list[dict[str, Any]]:
    """What lies in the stream."""
    path = site.installation.var / "gate" / "stream.sqlite3"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as stream:
        stream.row_factory = sqlite3.Row
        return [dict(row) for row in stream.execute(f"SELECT * FROM {TABLE} ORDER BY seq")]


def watches(site: Site) -> int:
    """How many times a guard has taken over a device."""
    with closing(sqlite3.connect(site.installation.var / "songhanh.sqlite3")) as database:
        return int(database.execute("SELECT COUNT(*) FROM gate_guardshift").fetchone()[0])


def test_every_photo_of_a_code_is_read(phone: Phone):
    page = phone([])
    page.goto("/gate/")
    script = """async (photo) => {
      const { decodePhoto } = await import("/static/gate-decode.js");
      const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
      return decodePhoto(await createImageBitmap(new Blob([bytes])), "/static/zxing_reader.wasm");
    }"""
    missed = []
    for photo in sorted(PHOTOS.glob("*/*.png")):
        wanted = photo.with_suffix(".txt").read_text(encoding="utf-8")
        found = page.evaluate(script, base64.b64encode(photo.read_bytes()).decode())
        if "".join((found or "").split()) != "".join(wanted.split()):
            missed.append(photo.name)
    assert not missed


def test_a_badge_is_let_in_offline_and_sent_afterwards(phone: Phone, enter: Enter, site: Site, tokens):
    label, own, _other = tokens
    page = phone([own])
    before = len(kept(site))
    pair(page, pairing_code(enter))
    said = answer(page)
    assert "Mời vào" in said
    assert label in said
    page.locator("[data-screen=answer] [data-act=undo]").click()
    page.context.set_offline(True)
    page.wait_for_selector("body[data-online=false]", timeout=20_000)
    page.reload()
    assert label in answer(page), "offline, from what the phone keeps"
    page.locator("[data-act=queue]").click()
    page.wait_for_selector("body[data-showing=queue]")
    assert int(page.locator("[data-place=waiting-count]").inner_text()) >= 1
    page.context.set_offline(False)
    page.wait_for_selector("body[data-online=true]", timeout=30_000)
    page.wait_for_selector("[data-place=waiting-count]:text-is('0')", timeout=30_000)
    rows = kept(site)[before:]
    assert {row["enterprise"] for row in rows} == {"mau-07"}
    assert len({row["id"] for row in rows}) == len(rows)
    assert any(row["undoes"] for row in rows)
    assert any(row["offline"] for row in rows)
    assert {row["guard"] for row in rows} == {"BV-01"}


def test_forged_and_foreign_passes_are_named_as_such(phone: Phone, enter: Enter, tokens):
    _label, own, other = tokens
    forged = own[:-1] + ("A" if own[-1] != "A" else "B")
    page = phone([forged, other])
    pair(page, pairing_code(enter))
    said = ""
    for _each in range(4):
        said += answer(page)
        page.locator("[data-screen=answer] [data-act=next]").click()
    assert "Không cho vào" in said
    assert "Thẻ giả: chữ ký không đúng" in said or "Mã thẻ không đọc được trọn vẹn" in said
    assert "Thẻ của doanh nghiệp khác" in said


def test_a_code_typed_in_is_answered_and_a_stranger_is_written_down(phone: Phone, enter: Enter, tokens):
    page = phone([])
    pair(page, pairing_code(enter))
    for typed, words in ((tokens[0], "Mời vào"), ("khách lạ", "Cho vào, cần xem lại")):
        page.locator("[data-screen=scan] [data-act=manual]").click()
        page.locator("[name=typed]").fill(typed)
        page.locator("form[data-place=manual-form] .act--main").click()
        assert words in answer(page).replace("\n", " ")
        page.locator("[data-screen=answer] [data-act=next]").click()


def test_a_lane_goes_one_way_and_the_office_sees_who_stands_there(
    phone: Phone, enter: Enter, site: Site, tokens
):
    page = phone([])
    watched = watches(site)
    pair(page, pairing_code(enter))
    before = len(kept(site))
    for way, words in (("IN", "Mời vào"), ("OUT", "Mời ra")):
        page.locator(f"[data-choice={way}]").click()
        page.locator("[data-screen=scan] [data-act=manual]").click()
        page.locator("[name=typed]").fill(tokens[0])
        page.locator("form[data-place=manual-form] .act--main").click()
        assert words in answer(page)
        page.locator("[data-screen=answer] [data-act=next]").click()
    page.wait_for_selector("[data-place=waiting-badge]:empty", state="attached", timeout=20_000)
    assert [(row["direction"], row["lane"]) for row in kept(site)[before:]] == [
        ("IN", "lan-1"),
        ("OUT", "lan-2"),
    ]
    assert watches(site) > watched


def test_a_card_is_let_in_once_the_server_knows_whose_it_is(
    phone: Phone, enter: Enter, site: Site, tokens, cards
):
    page = phone([cards[0]])
    before = len(kept(site))
    pair(page, pairing_code(enter))
    expect(page.locator("[data-place=answer-word]")).to_have_text("Mời vào", timeout=20_000)
    assert tokens[0] in page.locator("[data-place=answer-who]").inner_text()
    row = kept(site)[before]
    assert (row["subject"], row["undoes"], row["pass_number"] is not None) == ("CARD", None, True)


def test_a_strangers_card_is_refused_and_the_passing_taken_back(
    phone: Phone, enter: Enter, site: Site, cards
):
    page = phone([cards[1]])
    before = len(kept(site))
    pair(page, pairing_code(enter))
    expect(page.locator("[data-place=answer-word]")).to_have_text("Không cho vào", timeout=20_000)
    assert "không của ai có thẻ ở đây" in page.locator("[data-place=answer-why]").inner_text()
    page.wait_for_selector("[data-place=waiting-badge]:empty", state="attached", timeout=20_000)
    first, back, no = kept(site)[before : before + 3]
    assert (first["answer"], back["undoes"], no["answer"], no["reason"]) == (
        "REVIEW", first["id"], "REFUSED", "NOT_OURS",
    )  # fmt: skip


def test_a_card_read_without_a_network_is_looked_at_afterwards(phone: Phone, enter: Enter, cards):
    page = phone([cards[1]])
    page.goto("/gate/")
    code = pairing_code(enter)
    page.context.route("**/gate/ingest/scans", lambda route: route.abort())
    pair(page, code)
    assert "Giấy tờ chưa kiểm tra được" in answer(page)
    page.wait_for_selector("body[data-online=false]", timeout=20_000)
    page.locator("[data-screen=answer] [data-act=next]").click()
    page.locator("[data-act=queue]").click()
    page.wait_for_selector("body[data-showing=queue]")
    page.context.unroute("**/gate/ingest/scans")
    page.locator("[data-act=send]").click()
    page.wait_for_selector("[data-place=waiting-count]:text-is('0')", timeout=30_000)
    expect(page.locator("[data-place=recent] li").first).to_contain_text("cần xem lại", timeout=10_000)


def test_the_guard_says_at_which_of_several_lanes_he_stands(phone: Phone, enter: Enter, site: Site, tokens):
    visitor = enter("mau-07")
    visitor.open("/gate/gates/")
    gate = (
        visitor.page.locator("main a").filter(has_text=re.compile("Cổng chính")).first.get_attribute("href")
    )
    visitor.open(f"{gate}lanes/")
    visitor.page.fill("[name=code]", "lan-phu")
    visitor.page.fill("[name=name]", "Làn vào phụ")
    visitor.page.select_option("[name=direction]", "IN")
    visitor.page.click("main form button.btn--pri")
    page = phone([])
    pair(page, pairing_code(enter))
    before = len(kept(site))
    page.locator("[data-place=lane]").select_option("lan-phu")
    page.reload()
    page.wait_for_selector("body[data-showing=scan]")
    assert page.locator("[data-place=lane]").input_value() == "lan-phu"
    page.locator("[data-screen=scan] [data-act=manual]").click()
    page.locator("[name=typed]").fill(tokens[0])
    page.locator("form[data-place=manual-form] .act--main").click()
    answer(page)
    page.locator("[data-screen=answer] [data-act=next]").click()
    page.wait_for_selector("[data-place=waiting-badge]:empty", state="attached", timeout=20_000)
    assert [row["lane"] for row in kept(site)[before:]] == ["lan-phu"]
    check(page, "scan with lanes")


def test_ten_thousand_scans_wait_on_the_phone(phone: Phone):
    page = phone([])
    page.goto("/gate/")
    script = """async () => {
      const vault = await import("/static/gate-vault.js");
      const own = await vault.openVault();
      for (let n = 0; n < 10000; n++) {
        const scan = { id: crypto.randomUUID(), at: n, pass: String(n % 900), answer: "ALLOWED", undoes: null };
        await vault.keep(own, { scan, label: `M-${n}`, state: "WAITING", conflict: "" }, { direction: "IN", at: n });
      }
      const first = await vault.waiting(own, 200);
      return [await vault.countWaiting(own), first.length, first[0].label, (await vault.allSeen(own)).size];
    }"""
    assert page.evaluate(script) == [10_000, 200, "M-0", 900]


def test_every_screen_is_accessible_and_fits(phone: Phone, enter: Enter, tokens):
    page = phone([tokens[1]])
    page.goto("/gate/")
    page.wait_for_selector("body[data-showing=enrol]")
    check(page, "enrol")
    pair(page, pairing_code(enter))
    check(page, "scan")
    answer(page)
    check(page, "answer")
    for screen in ("queue", "inside", "manual"):
        page.locator("[data-act=next]:visible, [data-act=queue]").first.click()
        page.evaluate(f"document.querySelector('[data-act={screen}]').click()")
        page.wait_for_selector(f"body[data-showing={screen}]")
        check(page, screen)


def check(page: Page, screen: str) -> None:
    """No finding of axe, nothing wider than the phone."""
    found = Axe().run(page).response["violations"]
    assert not found, (screen, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found])
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, screen
