"""Files of time clocks as they come: one row a punch or one row a day, dates and hours however they are written."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from songhanh.core.files.refusals import FileError
from tests.gate.cast import Cast

from .files import (
    DAY,
    HERE,
    MOMENT,
    PUNCH,
    again,
    at,
    codes,
    csv_file,
    found,
    passed,
    send,
    stream,
    take,
    xlsx,
)

IN, OUT = ("NL-0001", "IN", at("16/01/2022 07:31")), ("NL-0001", "OUT", at("16/01/2022 17:02"))
WAYS: list[tuple[tuple[str, ...], list[tuple[Any, ...]]]] = [
    (PUNCH, [("NL-0001", "16/01/2022", "07:31", "Vào"), ("NL-0001", "16/01/2022", "17:02", "Ra")]),
    (PUNCH, [("NL-0001", date(2022, 1, 16), time(7, 31), "C/In"), ("NL-0001", date(2022, 1, 16), time(17, 2), "Out")]),
    (PUNCH, [("NL-0001", "16/01/2022", "7:31 SA", "I"), ("NL-0001", "16/01/2022", "5:02 CH", "O")]),
    (PUNCH, [("NL-0001", "2022-01-16", "7h31", "vao"), ("NL-0001", "20220116", "17h02", "OverTime Out")]),
    (PUNCH, [("ＮＬ－０００１", "１６/０１/２０２２", "０７:３１", "Vào"), ("NL-0001 ", "16/01/2022", "17:02", "Ra")]),
    (DAY, [("NL-0001", "16/01/2022", "07:31", "17:02")]),
    (DAY, [("NL-0001", datetime(2022, 1, 16), 451 / 1440, 1022 / 1440)]),
    (DAY, [("NL-0001", "16/01/2022", 731, 1702)]),
    (
        ("Emp No", "Date/Time", "State"),
        [("NL-0001", "1/16/2022 7:31:00 AM", "CheckIn"), ("NL-0001", "1/16/2022 5:02:00 PM", "CheckOut")],
    ),
    (
        ("Mã NLĐ", "Ngày", "Thời gian", "Trạng thái"),
        [("NL-0001", "16/01/2022", "07:31", "Vào"), ("NL-0001", "16/01/2022", "17:02", "Ra")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "rows"), WAYS)
def test_a_day_of_one_worker_reads_the_same(workers: Cast, heads: tuple[str, ...], rows: Any) -> None:
    import_ = send(workers.reporter, workers.one, xlsx(heads, rows))
    assert codes(import_) == set()
    take(workers.reporter, import_)
    assert passed() == [IN, OUT]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), (";", "cp1258")]
)
def test_text_files_read_the_same(workers: Cast, delimiter: str, encoding: str) -> None:
    heads = ("Ma NV", "Ngay", "Gio vao", "Gio ra") if encoding == "cp1258" else DAY
    content = csv_file(heads, [("NL-0001", "16/01/2022", "07:31", "17:02")] * 2, delimiter, encoding)
    import_ = send(workers.reporter, workers.one, content, name="cham-cong.csv")
    take(workers.reporter, import_)
    assert passed() == [IN, OUT]


def test_titles_totals_and_days_off_are_left_out_and_told(workers: Cast) -> None:
    rows = [
        ("NL-0001", "16/01/2022", "07:31", "17:02"),
        ("NL-0002", "16/01/2022", None, None),
        ("Tổng cộng", None, 2, 2),
    ]
    import_ = send(workers.reporter, workers.one, xlsx(DAY, rows, above=["CÔNG TY MẪU 01", "BẢNG CHẤM CÔNG"]))
    assert import_.counts["idle"] == 1
    assert import_.counts["rows"] == 2
    assert found(import_) == set()


def test_several_times_in_a_cell_are_several_punches(workers: Cast) -> None:
    rows = [("NL-0001", "16/01/2022", "07:31 11:30 12:15 17:02")]
    take(workers.reporter, send(workers.reporter, workers.one, xlsx(("Mã NLĐ", "Ngày", "Lượt chấm"), rows)))
    assert [each[1:] for each in passed()] == [
        ("", at(f"16/01/2022 {hour}")) for hour in ("07:31", "11:30", "12:15", "17:02")
    ]


def test_three_pairs_a_day_and_a_night_shift(workers: Cast) -> None:
    heads = ("Mã NLĐ", "Ngày", "Vào 1", "Ra 1", "Vào 2", "Ra 2")
    rows = [
        ("NL-0001", "15/01/2022", "07:31", "11:30", "12:15", "17:02"),
        ("NL-0002", "15/01/2022", "21:55", "02:00", "02:30", "06:04"),
    ]
    take(workers.reporter, send(workers.reporter, workers.one, xlsx(heads, rows)))
    night = [each[1:] for each in passed() if each[0] == "NL-0002"]
    assert night == [
        ("IN", at("15/01/2022 21:55")), ("OUT", at("16/01/2022 02:00")), ("IN", at("16/01/2022 02:30")),
        ("OUT", at("16/01/2022 06:04")),
    ]  # fmt: skip
    assert len(passed()) == 8


def test_a_moment_with_its_offset_is_turned_into_ours(workers: Cast) -> None:
    take(
        workers.reporter,
        send(
            workers.reporter,
            workers.one,
            csv_file(MOMENT, [("NL-0001", "2022-01-16T00:31:00Z")] * 3),
            name="a.csv",
        ),
    )
    assert passed() == [("NL-0001", "", at("16/01/2022 07:31"))]


def test_what_a_scan_of_a_clock_bears(workers: Cast) -> None:
    import_ = send(
        workers.reporter,
        workers.one,
        xlsx(PUNCH, [("NL-0001", "16/01/2022", "07:31:05", "Vào")]),
        correction=-3,
    )
    take(workers.reporter, import_)
    (scan,) = stream()
    assert scan.device == f"tep-{import_.uuid.hex[:12]}"
    assert (scan.enterprise, scan.subject, scan.source, scan.answer) == ("mau-01", "CODE", "CLOCK", "ALLOWED")
    assert (scan.typed, scan.pass_number, scan.direction) == ("NL-0001", None, "IN")
    assert scan.device_at == at("16/01/2022 07:31:05")
    assert scan.at == scan.device_at - 3 * 60_000
    assert scan.marks == "LATE"
    assert datetime.fromtimestamp(scan.at / 1000, HERE).hour == 7


def test_unknown_headings_are_mapped_once_and_remembered(workers: Cast) -> None:
    heads, rows = ("MSNV nội bộ", "Hôm", "Lúc", "Ghi chú"), [("NL-0001", "16/01/2022", "07:31", "x")]
    with pytest.raises(FileError):
        send(workers.reporter, workers.one, xlsx(heads, rows))
    half = ("Mã NV", "Ngày", "Lúc quẹt", "Ghi chú")
    import_ = send(workers.reporter, workers.one, xlsx(half, rows))
    assert import_.counts["punches"] == 0
    import_ = again(workers.reporter, import_, mapping={"Lúc quẹt": "time", "Ghi chú": ""})
    assert import_.counts["punches"] == 1
    later = send(workers.reporter, workers.one, xlsx(half, [("NL-0002", "16/01/2022", "08:00", "y")]))
    assert later.counts["punches"] == 1
    stranger = send(workers.other, workers.two, xlsx(half, rows))
    assert stranger.counts["punches"] == 0


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 x", b"<html><table><tr><td>1</td></tr></table></html>", b"PK\x03\x04 x"]
)
def test_what_is_no_table_is_refused_and_not_kept(workers: Cast, content: bytes) -> None:
    with pytest.raises(FileError):
        send(workers.reporter, workers.one, content)


def test_a_workbook_of_excel_97_reads_the_same(workers: Cast) -> None:
    content = (Path(__file__).parent / "data" / "cham-cong.xls").read_bytes()
    import_ = send(workers.reporter, workers.one, content, name="cham-cong.xls")
    assert codes(import_) == set()
    take(workers.reporter, import_)
    assert passed() == [
        ("NL-0001", "IN", at("13/01/2022 07:31")), ("NL-0001", "OUT", at("13/01/2022 17:02")),
        ("NL-0002", "IN", at("14/01/2022 07:28")), ("NL-0002", "OUT", at("14/01/2022 17:05")),
        ("NL-0003", "IN", at("14/01/2022 21:55")), ("NL-0003", "OUT", at("15/01/2022 06:04")),
    ]  # fmt: skip
