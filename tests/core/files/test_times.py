"""Times of day as time clocks and people write them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from songhanh.core.files.sheet import Cell, CellError
from songhanh.core.files.times import Split, TimeProblem, TimeReading, read_times, says_the_day, split_moments

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = dt.time(7, 31)


def one(cell: Cell) -> TimeReading:
    (found,) = read_times([cell])
    return found


@pytest.mark.parametrize(
    "cell",
    [
        "07:31", "7:31", "7h31", "7 giờ 31 phút", "0731", "07:31 SA", "7:31 am", "7:31 a.m.", "07.31", "７：３１",
        " 07:31\u00a0", 731.0, dt.time(7, 31), dt.datetime(2022, 1, 17, 7, 31), dt.timedelta(hours=7, minutes=31),
        451 / 1440,
    ],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(cell: Cell) -> None:
    assert one(cell).times == (MORNING,)


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("5:15 CH", dt.time(17, 15)), ("05:15:09 PM", dt.time(17, 15, 9)), ("12:05 SA", dt.time(0, 5)),
        ("12:30 PM", dt.time(12, 30)), ("17:15 CH", dt.time(17, 15)), ("9 giờ tối", dt.time(21)),
        ("073015", dt.time(7, 30, 15)), (0.0, dt.time(0)), ("07:30:15.250", dt.time(7, 30, 15)),
    ],
)  # fmt: skip
def test_halves_and_seconds(cell: Cell, time: dt.time) -> None:
    assert one(cell).times == (time,)


@pytest.mark.parametrize("cell", ["24:00", "7:61", "13:05 SA", 2460.0, dt.timedelta(hours=25), "2561"])
def test_no_such_time(cell: Cell) -> None:
    assert one(cell) == TimeReading(problem=TimeProblem.NO_SUCH_TIME)


@pytest.mark.parametrize(
    "cell",
    ["nghỉ", "07:30 xin về", "17", 7.3, 44578.3125, True, dt.date(2022, 1, 17), CellError("#N/A"), -1.0],
)
def test_what_is_no_time(cell: Cell) -> None:
    assert one(cell) == TimeReading(problem=TimeProblem.NOT_A_TIME)


def test_a_blank_cell_says_nothing() -> None:
    assert one("  ") == TimeReading()


def test_a_whole_day_in_one_cell() -> None:
    assert one("07:30 11:31; 12:25 - 17:02").times == (
        dt.time(7, 30), dt.time(11, 31), dt.time(12, 25), dt.time(17, 2),
    )  # fmt: skip


def test_half_a_day_that_others_say_is_not_guessed() -> None:
    found = read_times(["07:30 SA", "05:15", "17:20", "00:10"])
    assert [each.problem for each in found] == [None, TimeProblem.HALF_UNSAID, None, None]
    assert read_times(["07:30", "05:15"])[1].times == (dt.time(5, 15),)


@pytest.mark.parametrize(
    ("cell", "split"),
    [
        ("17/01/2022 07:31", Split("17/01/2022", "07:31")),
        ("1/17/2022 7:31:05 PM", Split("1/17/2022", "7:31:05 PM")),
        ("07:31 SA 17/01/2022", Split("17/01/2022", "07:31 SA")),
        ("2022-01-17T07:31:05", Split("2022-01-17", "07:31:05")),
        ("2022-01-17T00:31:05Z", Split(dt.date(2022, 1, 17), dt.time(7, 31, 5))),
        ("2022-01-16 18:31:05+00:00", Split(dt.date(2022, 1, 17), dt.time(1, 31, 5))),
        ("2022-01-17 07:30 11:30 17:00", Split("2022-01-17", "07:30 11:30 17:00")),
        (dt.datetime(2022, 1, 17, 7, 31), Split(dt.date(2022, 1, 17), dt.time(7, 31))),
        (44578.5, Split(dt.date(2022, 1, 17), 0.5)),
    ],
)
def test_a_moment_is_taken_apart(cell: Cell, split: Split) -> None:
    assert split_moments([cell], HERE) == [split]
    assert says_the_day(cell)


@pytest.mark.parametrize(
    ("cell", "split"),
    [
        ("17/01/2022", Split("17/01/2022", "")), ("07:31", Split("", "07:31")), (44578.0, Split(44578.0, "")),
        (dt.time(7, 31), Split(dt.time(7, 31), "")), ("07:31 11:30", Split("", "07:31 11:30")),
        (CellError("#REF!"), Split(CellError("#REF!"), "")), ("", Split("", "")),
    ],
)  # fmt: skip
def test_half_a_moment_stays_half(cell: Cell, split: Split) -> None:
    assert split_moments([cell], HERE) == [split]
    assert not says_the_day(cell)


def test_midnight_of_a_column_of_true_moments() -> None:
    late, midnight = dt.datetime(2022, 1, 16, 23, 59), dt.date(2022, 1, 17)
    assert split_moments([late, midnight], HERE)[1] == Split(midnight, dt.time(0))
    assert split_moments(["16/01/2022 23:59", midnight], HERE)[1] == Split(midnight, "")
