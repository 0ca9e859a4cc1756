"""The table of exchange rates: entered, corrected, withdrawn, on its page and through the API."""

import io
from datetime import date

import openpyxl
import pytest

from songhanh.core.models import Event
from songhanh.reporting.actions.exchange import Announced, correct_rate, withdraw_rate
from songhanh.reporting.models import ExchangeRate
from songhanh.reporting.queries.exchange import rate_on
from tests.people.cast import BY, NOW, TODAY, Cast
from tests.reporting.board import Board
from tests.reporting.filing import WHOLE, browser, owed
from tests.reporting.rates import RATE, SOURCE, D, rate, refusing
from tests.reporting.test_api import Caller, enterprise, officer

PAGE = "/reporting/exchange-rates/"
GIVEN = {"valid_from": "2022-01-10", "rate": "23.100", "source": SOURCE}


def test_the_keeper_enters_corrects_and_withdraws_and_nothing_is_lost(board: Board) -> None:
    client = browser(board.chief)
    empty = client.get(PAGE).content.decode()
    assert "Ngân hàng Nhà nước" in empty
    assert "Nhập ngày áp dụng, số đồng cho 1 USD và căn cứ" in empty
    assert client.post(f"{PAGE}enter/", GIVEN).status_code == 302
    first = ExchangeRate.objects.get()
    assert (first.rate, first.valid_from, first.entered_by) == (RATE, date(2022, 1, 10), board.chief)
    page = client.post(
        f"{PAGE}{first.uuid}/correct/",
        {"rate": "23.145,5", "source": SOURCE, "reason": "gõ nhầm"},
        follow=True,
    )
    assert "23.145,5" in page.content.decode()
    old, new = ExchangeRate.objects.order_by("pk")
    assert (old.rate, old.ended_reason, new.rate, new.replaces) == (RATE, "gõ nhầm", D("23145.5"), old)
    assert rate_on(TODAY) == new
    assert client.get(f"{PAGE}{old.uuid}/correct/").status_code == 404, "what is ended is corrected no more"
    assert client.post(f"{PAGE}{new.uuid}/withdraw/", {"reason": "nhập nhầm ngày"}).status_code == 302
    assert rate_on(TODAY) is None
    assert ExchangeRate.objects.count() == 2
    names = set(
        Event.objects.filter(subject__startswith="reporting.exchangerate").values_list("name", flat=True)
    )
    assert names == {f"reporting:exchange_rate:{act}" for act in ("entered", "corrected", "withdrawn")}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rate": ""}, "Số đồng cho 1 USD: chưa nhập"),
        ({"rate": "23,1"}, "nhập «23,1»"),
        ({"rate": "2310000"}, "nhập «2310000»"),
        ({"rate": "NaN"}, "nhập «NaN»"),
        ({"source": " "}, "Căn cứ: chưa nhập"),
        ({"valid_from": "hôm qua"}, "không đọc được ngày «hôm qua»"),
        ({"valid_from": "2022-01-03"}, "Ngày 03/01/2022 đã có tỷ giá"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(board: Board, wrong: dict[str, str], said: str) -> None:
    rate(date(2022, 1, 3))
    page = browser(board.chief).post(f"{PAGE}enter/", GIVEN | wrong)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert ExchangeRate.objects.count() == 1


def test_acts_refuse_by_themselves(cast: Cast) -> None:
    entry = rate(date(2022, 1, 3))
    for announced, code in (
        (Announced(D("23.1"), SOURCE), "bad_rate"),
        (Announced(D(23145), " "), "no_source"),
        (Announced(RATE, SOURCE), "nothing_changed"),
    ):
        with refusing(code):
            correct_rate(entry=entry, announced=announced, reason="sai", by=BY, now=NOW)
    with refusing("no_reason"):
        withdraw_rate(entry=entry, reason=" ", by=BY, now=NOW)
    withdraw_rate(entry=entry, reason="nhầm", by=BY, now=NOW)
    with refusing("rate_ended"):
        withdraw_rate(entry=entry, reason="nhầm", by=BY, now=NOW)


def test_a_rate_holds_until_the_next_begins(cast: Cast) -> None:
    january, march = rate(date(2022, 1, 3)), rate(date(2022, 3, 1), D(23200))
    assert rate_on(date(2022, 1, 2)) is None
    assert rate_on(date(2022, 1, 3)) == january
    assert rate_on(date(2022, 2, 28)) == january
    assert rate_on(date(2022, 3, 1)) == march


def test_only_the_keeper_of_the_whole_writes_and_enterprises_do_not_come_in(board: Board) -> None:
    cast = board.cast
    assert browser(cast.reporter).get(PAGE).status_code == 403
    assert browser(cast.auditor).get(f"{PAGE}enter/").status_code == 403
    assert "Nhập tỷ giá" not in browser(cast.officer).get(PAGE).content.decode()
    refused = browser(cast.officer).post(f"{PAGE}enter/", GIVEN)
    assert refused.status_code == 422
    assert "không được sửa bảng tỷ giá" in refused.content.decode()
    assert not ExchangeRate.objects.exists()


def test_the_list_is_searched_filtered_and_exported(board: Board) -> None:
    rate(date(2021, 7, 1), D(22900), "Thông báo thử giữa năm")
    withdraw_rate(entry=rate(date(2022, 1, 3), D(23300)), reason="nhập nhầm", by=BY, now=NOW)
    client = browser(board.chief)

    def shown(query: str) -> list[str]:
        page = client.get(f"{PAGE}?{query}").content.decode()
        return [number for number in ("22.900", "23.300") if number in page]

    assert shown("") == ["22.900", "23.300"]
    assert shown("state=HOLDS") == ["22.900"]
    assert shown("state=ENDED") == ["23.300"]
    assert shown("year=2021") == ["22.900"]
    assert shown("q=giua+nam") == ["22.900"]
    assert shown("q=nhap+nham") == ["23.300"]
    answer = client.get(f"{PAGE}?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    held = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert 22900 in held
    assert "Thông báo thử giữa năm" in held


def test_programs_keep_the_table_and_read_what_was_frozen(cast: Cast) -> None:
    keeper, sender = officer(), enterprise(cast)
    sent = {"valid_from": "2022-01-03", "rate": 23100, "source": SOURCE}
    made = keeper("POST", "exchange-rates", sent)
    assert made.status_code == 201, made.json()
    assert (made.json()["rate"], made.json()["currency"]) == ("23100", "USD")
    assert keeper("POST", "exchange-rates", sent).json()["code"] == "rate_exists"
    assert sender("POST", "exchange-rates", sent).status_code == 403
    (listed,) = sender("GET", "exchange-rates?on=2022-01-17").json()["items"]
    assert listed["uuid"] == made.json()["uuid"]
    assert sender("GET", "exchange-rates?on=2022-01-02").json()["total"] == 0
    uuid = str(owed(cast).uuid)
    cells = {code: {"number": number, "note": "đúng"} for code, number in WHOLE.items()}
    draft = sender("GET", f"obligations/{uuid}/draft").json()
    assert (draft["exchange_rate"], draft["may_type_rate"]) == ("23100", False)
    refused = sender("POST", f"obligations/{uuid}/versions", {"cells": cells, "exchange_rate": 25000})
    assert (refused.status_code, refused.json()["code"]) == (409, "rate_known")
    version = sender("POST", f"obligations/{uuid}/versions", {"cells": cells}).json()
    assert (version["exchange_rate"], version["exchange_rate_from"]) == ("23100", "2022-01-03")
    assert (version["exchange_rate_source"], version["exchange_rate_typed"]) == (SOURCE, False)
    corrected = keeper(
        "POST", f"exchange-rates/{listed['uuid']}/corrections",
        {"rate": "23145.5", "source": SOURCE, "reason": "gõ nhầm"},
    )  # fmt: skip
    assert corrected.status_code == 201
    gone = keeper("POST", f"exchange-rates/{listed['uuid']}/withdrawals", {"reason": "nhầm"})
    assert gone.status_code == 404, "it is ended already"
    after = keeper("POST", f"exchange-rates/{corrected.json()['uuid']}/withdrawals", {"reason": "nhầm"})
    assert after.json()["ended_reason"] == "nhầm"
    other = keeper("GET", f"obligations/{owed(cast, code='mau-02').uuid}/draft").json()
    assert (other["exchange_rate"], other["may_type_rate"]) == (None, True)
    assert keeper("GET", "exchange-rates").json()["total"] == 0
    assert keeper("GET", "exchange-rates?all=true").json()["total"] == 2


def test_a_program_for_one_park_keeps_no_table(cast: Cast) -> None:
    caller = Caller("OFFICER", "PARKS", [cast.parks[0].pk])  # type: ignore[arg-type]
    refused = caller("POST", "exchange-rates", {"valid_from": "2022-01-03", "rate": 23100, "source": SOURCE})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_a_rate_keeper")
    assert not ExchangeRate.objects.exists()
