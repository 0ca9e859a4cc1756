"""Targets with their versions and splits; the calendar and the deadlines that follow it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from songhanh.core.models import Event
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import EVERYTHING
from songhanh.reporting.actions.calendar import remove_calendar_day, set_calendar_day
from songhanh.reporting.actions.collecting import extend
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.models import CalendarDay, Obligation, Target
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.targets import target_groups
from songhanh.rules.deadlines import is_working_day
from tests.people.cast import BY
from tests.reporting.board import DUE, NOW, Board, browser, filed

WEDNESDAY = date(2022, 1, 19)
SET = {
    "indicator": "revenue",
    "year": "2022",
    "quarter": "",
    "park": "",
    "enterprise": "",
    "value": "65000",
    "decision_number": "12/QĐ-UBND",
    "decided_on": "05/01/2022",
    "decided_by_name": "UBND tỉnh",
}


def test_a_new_decision_is_a_new_version_and_the_old_one_stays(board: Board) -> None:
    client = browser(board.chief)
    client.post("/reporting/targets/set/", SET)
    client.post("/reporting/targets/set/", {**SET, "value": "66000,5", "decision_number": "40/QĐ-UBND"})
    assert list(Target.objects.order_by("version").values_list("version", "value")) == [
        (1, Decimal(65000)),
        (2, Decimal("66000.5")),
    ]
    page = client.get("/reporting/targets/?year=2022").content.decode()
    assert "66.000,5" in page
    assert "bản 1: 65.000, 12/QĐ-UBND" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": "65.000"}, "đọc được hai cách"),
        ({"value": "nhiều"}, "không phải số"),
        ({"value": "-5"}, "không âm"),
        ({"decision_number": ""}, "Số quyết định: chưa nhập"),
        ({"enterprise": "khong-co"}, "Không có doanh nghiệp mã"),
        ({"enterprise": "mau-01", "park": "khanh-phu"}, "không chọn cả hai"),
    ],
)
def test_what_is_wrong_is_said(board: Board, wrong: dict[str, str], said: str) -> None:
    page = browser(board.chief).post("/reporting/targets/set/", {**SET, **wrong})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert Target.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "chosen"), [("65.000", "65000"), ("65,000", "65000"), ("65.000", "65.000")]
)
def test_a_plan_that_reads_two_ways_is_asked_with_both_readings(
    board: Board, typed: str, chosen: str
) -> None:
    client = browser(board.chief)
    asked = client.post("/reporting/targets/set/", {**SET, "value": typed}).content.decode()
    for reading in ("65000", "65.000"):
        assert f'type="radio" name="value-as" value="{reading}"' in asked
    assert "checked" not in asked
    client.post("/reporting/targets/set/", {**SET, "value": typed, "value-as": chosen})
    assert Target.objects.get().value == Decimal(chosen)


def test_a_reading_of_another_number_is_no_answer(board: Board) -> None:
    answer = browser(board.chief).post(
        "/reporting/targets/set/", {**SET, "value": "65.000", "value-as": "70000"}
    )
    assert answer.status_code == 422
    assert Target.objects.count() == 0


def plan(value: int, **split: object) -> None:
    set_target(
        indicator_code="revenue",
        year=2022,
        value=Decimal(value),
        decision_number="1",
        by=BY,
        now=NOW,
        **split,  # type: ignore[arg-type]
    )


def test_the_sum_of_the_parts_is_held_against_the_whole(board: Board) -> None:
    plan(100)
    for quarter, value in enumerate((20, 25, 25, 30), start=1):
        plan(value, quarter=quarter)
    plan(60, park=board.cast.parks[0])
    plan(30, park=board.cast.parks[1])
    checks = {check.by: check for check in target_groups(2022, EVERYTHING)[0].checks}
    assert checks["quarter"].difference == 0
    assert (checks["park"].total, checks["park"].difference) == (90, -10)
    page = browser(board.chief).get("/reporting/targets/?year=2022").content.decode()
    assert "khớp cả năm" in page
    assert "Tổng các khu là 90, cả năm 100: lệch −10." in page


def test_a_park_officer_plans_for_the_park_only_and_sees_no_other(board: Board) -> None:
    plan(30, park=board.cast.parks[1])
    officer = board.cast.by(board.cast.officer)
    for split in ({}, {"park": board.cast.parks[1]}, {"enterprise": board.cast.three}):
        with pytest.raises(RefusedError):
            set_target(indicator_code="revenue", year=2022, value=Decimal(1), decision_number="1",
                       by=officer, now=NOW, **split)  # type: ignore[arg-type]  # fmt: skip
    set_target(indicator_code="revenue", year=2022, value=Decimal(7), decision_number="1",
               park=board.cast.parks[0], by=officer, now=NOW)  # fmt: skip
    page = browser(board.cast.officer).get("/reporting/targets/?year=2022").content.decode()
    assert "KCN Khánh Phú" in page
    assert "KCN Gián Khẩu" not in page


def test_a_day_off_moves_open_deadlines_after_showing_which(board: Board) -> None:
    filed(board)
    two = board.two()
    client = browser(board.chief)
    sent = {"on": "2022-01-19", "kind": "OFF", "name": "Nghỉ phòng dịch", "source": ""}
    shown = client.post("/reporting/calendar/", sent).content.decode()
    assert "đổi hạn 2 báo cáo" in shown
    assert CalendarDay.objects.count() == 0
    page = client.post("/reporting/calendar/", {**sent, "confirmed": "1"}, follow=True)
    assert "2 báo cáo chưa nộp đổi hạn" in page.content.decode()
    two.refresh_from_db()
    assert (two.due_at, two.original_due_at) == (DUE + timedelta(days=1),) * 2
    assert board.one().due_at == DUE  # filed: stays
    day = CalendarDay.objects.get()
    client.post(f"/reporting/calendar/{day.uuid}/remove/")
    two.refresh_from_db()
    assert two.due_at == DUE
    moved = Event.objects.filter(name="reporting:calendar_day:set", subject__startswith="reporting.deadline")
    assert moved.get().after["reports"] == 2


def test_an_extension_stays_when_the_regular_deadline_moves_less(board: Board) -> None:
    two = board.two()
    extend(obligations=[two], due_at=DUE + timedelta(days=5), reason="x", by=BY, now=NOW)
    set_calendar_day(on=WEDNESDAY, kind="OFF", name="Nghỉ", by=BY, now=NOW)
    two.refresh_from_db()
    assert (two.due_at, two.original_due_at) == (DUE + timedelta(days=5), DUE + timedelta(days=1))
    remove_calendar_day(day=CalendarDay.objects.get(), by=BY, now=NOW)
    two.refresh_from_db()
    assert (two.due_at, two.original_due_at) == (DUE + timedelta(days=5), DUE)


def test_a_worked_saturday_brings_deadlines_forward(board: Board) -> None:
    two = board.two()
    set_calendar_day(on=date(2022, 1, 15), kind="WORKED", name="Làm bù", by=BY, now=NOW)
    two.refresh_from_db()
    assert two.due_at == DUE - timedelta(days=1)
    with pytest.raises(RefusedError):
        set_calendar_day(on=WEDNESDAY, kind="WORKED", name="Làm bù", by=BY, now=NOW)


def worked(day: date) -> bool:
    calendar = work_calendar()
    return is_working_day(day, calendar.holidays, calendar.worked_days)


def test_a_published_day_off_that_is_wrong_is_made_a_working_day(board: Board) -> None:
    """Years written from memory say so, and each of their days can be corrected with its source."""
    tet = date(2022, 2, 4)  # a Friday, of a year that no notice was read for
    client = browser(board.chief)
    html = client.get("/reporting/calendar/").content.decode()
    year_2022, year_2021 = (html.split(f"Năm {year}</h2>")[1].split("</section>")[0] for year in (2022, 2021))
    assert "chưa đối chiếu nguồn" in year_2022
    assert "ghi theo trí nhớ" in year_2022
    assert "lịch công bố" in year_2021
    assert "chưa đối chiếu nguồn" not in year_2021
    assert not worked(tet)
    set_calendar_day(on=tet, kind="WORKED", name="Ngày làm việc", source="Thông báo 1/TB", by=BY, now=NOW)
    assert worked(tet)
    assert "Thông báo 1/TB" in client.get("/reporting/calendar/").content.decode()


def test_who_sees_one_park_cannot_move_everybodys_deadlines(board: Board) -> None:
    board.two()
    client = browser(board.cast.officer)
    client.post("/reporting/calendar/", {"on": "2022-01-19", "kind": "OFF", "name": "x", "confirmed": "1"})
    assert CalendarDay.objects.count() == 0
    assert set(Obligation.objects.values_list("due_at", flat=True)) == {DUE}
