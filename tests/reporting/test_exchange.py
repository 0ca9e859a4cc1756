"""The rate of the day of first creation: frozen with the report, shown wherever dollars are."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from songhanh.reporting.actions.approval import send_inside
from songhanh.reporting.actions.exchange import Announced, correct_rate
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import Draft, ReportVersion, Source
from songhanh.reporting.presenters.template import template_workbook
from songhanh.reporting.queries.filing import open_report_of
from tests.people.cast import BY, NOW, Cast, acting
from tests.reporting.board import Board
from tests.reporting.filing import HTMX, WHOLE, accept, at, browser, file, owed, type_in
from tests.reporting.rates import RATE, SOURCE, D, project_report, project_values, rate, refusing, submitted


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
