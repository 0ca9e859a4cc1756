"""The table of exchange rates; the rate of the day of first creation, frozen with the report."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from songhanh.core.models import Event
from songhanh.core.reasons import RefusedError
from songhanh.enterprises.models import Project
from songhanh.reporting.actions.approval import send_inside
from songhanh.reporting.actions.exchange import Announced, correct_rate, enter_rate, withdraw_rate
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import Draft, ExchangeRate, Obligation, ReportVersion, Source
from songhanh.reporting.presenters.template import template_workbook
from songhanh.reporting.queries.exchange import rate_on
from songhanh.reporting.queries.filing import open_report_of
from songhanh.rules.checks.cells import Value
from songhanh.rules.periods import Basis, parse_period
from tests.people.cast import BY, NOW, SITED, TODAY, Cast, acting
from tests.reporting.board import Board
from tests.reporting.filing import HTMX, WHOLE, accept, at, browser, file, owed, type_in
from tests.reporting.test_api import Caller, enterprise, officer

D = Decimal
PAGE = "/reporting/exchange-rates/"
RATE, SOURCE = D(23100), "Thông báo thử 01/TB"
GIVEN = {"valid_from": "2022-01-10", "rate": "23.100", "source": SOURCE}


def rate(day: date, number: Decimal = RATE, source: str = SOURCE) -> ExchangeRate:
    return enter_rate(valid_from=day, announced=Announced(number, source), by=BY, now=NOW)


@contextmanager
def refusing(code: str) -> Iterator[None]:
    with pytest.raises(RefusedError) as refused:
        yield
    assert refused.value.code == code


def submitted(obligation: Obligation, cast: Cast, now: datetime = NOW, **more: Any) -> ReportVersion:
    values = {code: Value(D(number), note="đúng") for code, number in (WHOLE | more.pop("cells", {})).items()}
    filing = Filing(obligation, values, Source.WEB, **more)
    return submit_reports(filings=[filing], by=cast.by(cast.reporter), now=now)[0]


def project_report(cast: Cast, currency: str) -> Obligation:
    """A.III.1 of a project of enterprise one."""
    with acting():
        Project(
            enterprise=cast.one, code=f"DA-{currency}", name="Dự án", currency=currency, started_on=SITED
        ).save()
    quarter = parse_period("2021-q4", Basis.CALENDAR)
    raise_obligations(form_code="A.III.1", period=quarter, by=BY, now=NOW)
    return Obligation.objects.get(project__code=f"DA-{currency}")


def project_values(obligation: Obligation, **changed: str) -> dict[str, Value]:
    cells = open_report_of(obligation).definition.cells.values()
    numbers = {cell.code: Value(D(0), note="đúng") for cell in cells if cell.value_type != "TEXT"}
    return numbers | {code.replace("_", "."): Value(D(v), note="đúng") for code, v in changed.items()}


# The table


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
        ({"valid_from": "hôm qua"}, "Không đọc được ngày"),
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


# Frozen with the report


def test_the_rate_of_the_day_of_first_creation_is_frozen_and_a_correction_keeps_it(cast: Cast) -> None:
    begun = NOW - timedelta(days=6)
    first, later = rate(date(2022, 1, 3)), rate(date(2022, 1, 14), D(23200))
    obligation = owed(cast)
    type_in(obligation, cast.reporter, cast, begun)
    version = file(owed(cast), cast.reporter, cast)
    assert (version.exchange_rate, version.exchange_entry) == (RATE, first), "not that of the day of filing"
    correct_rate(entry=first, announced=Announced(D(23150), SOURCE), reason="sai", by=BY, now=NOW)
    again = submitted(owed(cast), cast, correction_reason="sửa số", cells={"revenue": "115"})
    assert (again.number, again.exchange_rate, again.exchange_entry) == (2, RATE, first)
    other = file(owed(cast, code="mau-02"), cast.other, cast)
    assert other.exchange_entry == later, "begun today"


def test_a_report_wholly_in_dong_has_no_rate_and_takes_none(cast: Cast) -> None:
    rate(date(2022, 1, 3))
    obligation = project_report(cast, "VND")
    filing = Filing(obligation, project_values(obligation), Source.WEB, exchange_rate=RATE)
    with refusing("no_foreign_amounts"):
        submit_reports(filings=[filing], by=BY, now=NOW)
    filing = Filing(obligation, project_values(obligation), Source.WEB)
    (version,) = submit_reports(filings=[filing], by=BY, now=NOW)
    assert (version.exchange_rate, version.exchange_entry) == (None, None)
    assert (
        "đồng/USD"
        not in browser(cast.reporter).get(at(obligation, f"receipt/{version.receipt}/")).content.decode()
    )


def test_a_rate_of_the_table_is_not_typed_over(cast: Cast) -> None:
    rate(date(2022, 1, 3))
    with refusing("rate_known"):
        submitted(owed(cast), cast, exchange_rate=D(25000))
    assert not ReportVersion.objects.exists()
    assert submitted(owed(cast), cast, exchange_rate=RATE).exchange_entry is not None


def test_a_typed_rate_stays_the_senders_word_until_the_sender_mends_it(cast: Cast) -> None:
    with refusing("bad_rate"):
        submitted(owed(cast), cast, exchange_rate=D("23.1"))
    version = submitted(owed(cast), cast, exchange_rate=D(32100))
    assert (version.exchange_rate, version.exchange_entry) == (D(32100), None)
    rate(date(2022, 1, 3))
    kept = submitted(owed(cast), cast, correction_reason="sửa", cells={"revenue": "115"})
    assert (kept.exchange_rate, kept.exchange_entry) == (D(32100), None)
    mended = submitted(
        owed(cast), cast, correction_reason="gõ nhầm tỷ giá", cells={"revenue": "115"}, exchange_rate=D(23120)
    )
    assert (mended.number, mended.exchange_rate, mended.exchange_entry) == (3, D(23120), None)


def test_where_single_figures_were_unlocked_the_rate_is_not(cast: Cast) -> None:
    version = submitted(owed(cast), cast, exchange_rate=D(23120))
    obligation = owed(cast)
    with acting():
        obligation.unlocked = ["revenue"]
        obligation.save()
    with refusing("rate_known"):
        submitted(owed(cast), cast, correction_reason="sửa", cells={"revenue": "115"}, exchange_rate=D(23130))
    again = submitted(owed(cast), cast, correction_reason="sửa", cells={"revenue": "115"})
    assert again.exchange_rate == version.exchange_rate


def test_what_was_typed_goes_along_to_the_approver(cast: Cast) -> None:
    obligation = owed(cast)
    type_in(obligation, cast.reporter, cast)
    values = open_report_of(owed(cast)).values
    by = cast.by(cast.reporter)
    with refusing("bad_rate"):
        send_inside(obligation=owed(cast), values=values, exchange_rate=D(5), by=by, now=NOW)
    send_inside(obligation=owed(cast), values=values, exchange_rate=D(23120), by=by, now=NOW)
    assert Draft.objects.get().exchange_rate == D(23120)
    version = submitted(owed(cast), cast)  # without saying it again, as a program would
    assert (version.exchange_rate, version.exchange_entry) == (D(23120), None)


# On the pages


def test_a_project_report_in_dollars_shows_dong_beside_on_every_page(board: Board) -> None:
    cast = board.cast
    rate(date(2022, 1, 3))
    obligation = project_report(cast, "USD")
    reporter, chief = browser(cast.reporter), browser(board.chief)
    page = reporter.get(at(obligation, "business/")).content.decode()
    assert "23.100 đồng/USD" in page
    assert "áp dụng từ 03/01/2022" in page
    values = {"cells": "II.A,II.B", "II.A": "1250000"}
    answer = reporter.post(at(obligation, "cell/"), values, **HTMX)
    assert "≈ 28.875 triệu đồng" in answer.content.decode()
    assert "28.875 triệu đồng" in reporter.get(at(obligation, "check/")).content.decode()
    filled = project_values(obligation, II_A="1250000", II_B="2500000")
    obligation.refresh_from_db()
    (version,) = submit_reports(filings=[Filing(obligation, filled, Source.WEB)], by=BY, now=NOW)
    assert version.exchange_rate == RATE
    for address in (f"receipt/{version.receipt}/", "filed/"):
        page = reporter.get(at(obligation, address)).content.decode()
        assert "≈ 57.750 triệu đồng" in page
        assert "23.100 đồng/USD" in page
        assert SOURCE in page
    assert "23.100 đồng/USD" in reporter.get(at(obligation, "history/")).content.decode()
    review = chief.get(at(obligation, "review/")).content.decode()
    assert "≈ 57.750 triệu đồng" in review
    assert "người nộp tự nhập" not in review


def test_the_sender_types_what_the_table_has_not_and_the_officer_sees_it(board: Board) -> None:
    cast = board.cast
    obligation = owed(cast)
    type_in(obligation, cast.reporter, cast)
    reporter = browser(cast.reporter)
    check = reporter.get(at(obligation, "check/")).content.decode()
    assert "Bảng tỷ giá của Ban không có tỷ giá cho ngày 17/01/2022" in check
    assert 'name="exchange_rate"' in check
    given = {"revision": str(Draft.objects.get().revision), "confirmed": "on", "exchange_rate": "23,1"}
    refused = reporter.post(at(obligation, "submit/"), given)
    assert refused.status_code == 422
    assert "nhập «23,1»" in refused.content.decode()
    receipt = reporter.post(at(obligation, "submit/"), given | {"exchange_rate": "23.120"}, follow=True)
    assert "23.120 đồng/USD" in receipt.content.decode()
    assert "người nộp tự nhập" in receipt.content.decode()
    review = browser(board.chief).get(at(obligation, "review/")).content.decode()
    assert "23.120 đồng/USD" in review
    assert "đối chiếu trước khi chấp nhận" in review
    assert "≈ 106,35 tỷ đồng" in review  # 4,6 triệu USD


def test_the_sender_is_not_asked_where_the_table_knows(cast: Cast) -> None:
    rate(date(2022, 1, 3))
    obligation = owed(cast)
    type_in(obligation, cast.reporter, cast)
    check = browser(cast.reporter).get(at(obligation, "check/")).content.decode()
    assert "23.100 đồng/USD" in check
    assert 'name="exchange_rate"' not in check


def test_without_any_rate_a_report_is_filed_all_the_same(cast: Cast) -> None:
    obligation = owed(cast)
    version = submitted(obligation, cast)
    assert (version.exchange_rate, version.exchange_entry) == (None, None)
    page = browser(cast.reporter).get(at(obligation, f"receipt/{version.receipt}/")).content.decode()
    assert "đồng/USD" not in page
    assert "≈" not in page


def test_the_workbook_and_the_opened_figure_say_the_rate(board: Board) -> None:
    cast = board.cast
    rate(date(2021, 12, 1))
    obligation = owed(cast)
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(open_report_of(obligation, now=NOW))))
    said = book.worksheets[0].cell(5, 1).value
    assert said == f"Tỷ giá: 23.100 đồng/USD, áp dụng từ 01/12/2021. {SOURCE}"
    accept(submitted(obligation, cast), cast)
    chief = browser(board.chief)
    figure = "/reporting/figures/export/?period=2022-01"
    page = chief.get(f"{figure}&enterprise=mau-01").content.decode()
    assert "23.100 đồng/USD" in page
    assert "≈ 106,26 tỷ đồng" in page
    (row,) = chief.get(f"{figure}&format=json").json()["rows"]
    assert (row["exchange_rate"], row["exchange_rate_typed"]) == (23100, False)
    answer = chief.get(f"{figure}&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    held = [cell for line in sheet.iter_rows(values_only=True) for cell in line]
    assert 23100 in held
    assert SOURCE in held


# The command line and the API


def run(cast: Cast, *more: str) -> str:
    owed(cast)
    out = io.StringIO()
    sets = [part for code, number in WHOLE.items() for part in ("--set", f"{code}={number}")]
    call_command(
        "file", "--form", "monthly-production", "--period", "2022-01", "--enterprise", "mau-01",
        "--by", "mau-01", *sets, *more, stdout=out,
    )  # fmt: skip
    return out.getvalue()


def test_the_command_line_types_a_rate_too(cast: Cast) -> None:
    for wrong in ("23.1", "nhiều"):
        with pytest.raises(CommandError, match=f"nhập «{wrong}»"):
            run(cast, "--exchange-rate", wrong)
    assert "Tỷ giá: 23.120 đồng/USD" in run(cast, "--exchange-rate", "23.120")
    assert ReportVersion.objects.get().exchange_rate == D(23120)


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
    assert keeper("GET", "exchange-rates").json()["total"] == 0
    assert keeper("GET", "exchange-rates?all=true").json()["total"] == 2


def test_a_program_for_one_park_keeps_no_table(cast: Cast) -> None:
    caller = Caller("OFFICER", "PARKS", [cast.parks[0].pk])  # type: ignore[arg-type]
    refused = caller("POST", "exchange-rates", {"valid_from": "2022-01-03", "rate": 23100, "source": SOURCE})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_a_rate_keeper")
    assert not ExchangeRate.objects.exists()
