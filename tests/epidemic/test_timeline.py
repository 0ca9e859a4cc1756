"""The cases' days: window, where they were, who was first met when."""

from datetime import date, datetime
from xml.etree import ElementTree

from songhanh.epidemic.models.result import CaseStay, IndexCase
from songhanh.epidemic.presenters.timeline import Entry, Known, Timeline, timeline, window_days
from songhanh.rules.tracing.window import moment

DAYS = [date(2022, 1, day) for day in range(6, 13)]
RUN = Entry(date(2022, 1, 12), datetime(2022, 1, 12, 15, 20), "now", "Truy vết TV-0001", "3 F1, 5 F2")
CASE = IndexCase("CA-0001", 1, moment(date(2022, 1, 8)), moment(date(2022, 1, 11), 14 * 3600), True)
KNOWN = Known("CA-0001", date(2022, 1, 10), date(2022, 1, 11), date(2022, 1, 11))


def stay(day: int, place: str, minutes: int, case: str = "CA-0001") -> CaseStay:
    return CaseStay(case, date(2022, 1, day).isoformat(), place, minutes * 60)


def shown(**given: object) -> Timeline:
    usual = {
        "known": [KNOWN],
        "cases": [CASE],
        "stays": [stay(8, "Chuyền 11", 545), stay(8, "Bàn ăn 14", 35), stay(10, "Chuyền 11", 500)],
        "first_met": {date(2022, 1, 8): 22, date(2022, 1, 10): 1},
        "days": DAYS,
        "run": RUN,
    }
    return timeline(**{**usual, **given})  # type: ignore[arg-type]


def test_a_window_touches_its_first_and_its_last_day() -> None:
    assert window_days(CASE) == [date(2022, 1, day) for day in (8, 9, 10, 11)]
    until_midnight = IndexCase("CA-0002", 2, moment(date(2022, 1, 8)), moment(date(2022, 1, 9)), True)
    assert window_days(until_midnight) == [date(2022, 1, 8)]


def test_the_line_tells_days_in_order_and_ends_with_the_run() -> None:
    found = shown()
    assert found.finding == "Có thể lây từ 08/01 đến 11/01"
    assert [(each.on.day, each.fact, each.detail) for each in found.entries] == [
        (8, "Chuyền 11 9 giờ 05, Bàn ăn 14 35 phút", "có thể lây · gặp lần đầu 22 F1"),
        (10, "Chuyền 11 8 giờ 20", "có thể lây · gặp lần đầu 1 F1"),
        (10, "CA-0001 khởi phát", ""),
        (11, "CA-0001 được cách ly", ""),
        (11, "CA-0001 lấy mẫu", ""),
        (12, "Truy vết TV-0001", "3 F1, 5 F2"),
    ]
    assert [each.kind for each in found.entries] == ["", "", "bad", "", "bad", "now"]


def test_two_cases_are_named_and_many_are_counted() -> None:
    two = shown(stays=[stay(8, "Xe 3", 60), stay(8, "Xe 3", 60, "CA-0002")])
    assert two.entries[0].fact == "CA-0001: Xe 3 1 giờ; CA-0002: Xe 3 1 giờ"
    many = shown(stays=[stay(8, "Xe 3", 60, f"CA-{nth:04d}") for nth in range(5)])
    assert many.entries[0].fact == "5 F0 có mặt: Xe 3 5 giờ"


def test_days_without_presence_say_so() -> None:
    found = shown(stays=[])
    assert found.entries[0].fact == "Chưa có dữ liệu có mặt của F0"
    assert found.entries[0].detail.endswith("22 F1")


def test_the_strip_has_a_bar_a_day_of_meeting_and_says_it() -> None:
    svg = ElementTree.fromstring(str(shown().strip))
    bars = [each for each in svg.iter("rect") if each.get("class") == "fi-l3"]
    assert len(bars) == 2
    assert float(bars[0].get("height", "0")) > 10 * float(bars[1].get("height", "0"))
    band = [each for each in svg.iter("rect") if each.get("class") == "fi-l4"]
    assert len(band) == 4
    assert svg.get("aria-label") == "F1 gặp lần đầu theo ngày: 08/01 22, 10/01 1"
    assert svg.get("role") == "img"


def test_nothing_searched_is_no_strip() -> None:
    assert str(shown(days=[], first_met={}, stays=[]).strip) == ""
