"""Identity cards at the gate: answered by the list once the server knows whose they are, or looked at afterwards."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.gate.phones import Phone, answer, kept, pair, pairing_code
from tests.browser.site import Site

pytestmark = pytest.mark.browser


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
    rows = kept(site)[before:]
    asked = {row["id"] for row in rows if row["reason"] == "NOT_CHECKED"}
    back = next(row for row in rows if row["undoes"])
    assert back["undoes"] in asked
    assert "NOT_OURS" in {row["reason"] for row in rows if row["answer"] == "REFUSED"}


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
