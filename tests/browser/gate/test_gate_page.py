"""The gate page on a phone: a badge before a real camera's stream, the network cut, everything sent afterwards."""

import base64
import re
from pathlib import Path

import pytest

from tests.browser.conftest import Enter
from tests.browser.gate.phones import Phone, answer, check, kept, pair, pairing_code, watches
from tests.browser.site import Site

pytestmark = pytest.mark.browser

PHOTOS = Path(__file__).parents[2] / "data" / "qr"


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
