"""Logs as clocks write them, without headings: read by what stands in their columns, asked where that is not enough."""

import pytest

from songhanh.core.files.refusals import FileError
from tests.gate.cast import Cast

from .files import again, at, codes, found, passed, send, take, xlsx

# As a USB stick brings it from the device: number, moment, device, state, kind of check, work code.
ATTLOG = (
    b"  NL-0001\t2022-01-16 07:31:05\t1\t0\t1\t0\r\n"
    b"  NL-0002\t2022-01-16 07:33:10\t1\t0\t1\t0\r\n"
    b"  NL-0001\t2022-01-16 17:02:00\t1\t1\t1\t0\r\n"
)
SEEN = [
    ("NL-0001", at("16/01/2022 07:31:05")),
    ("NL-0002", at("16/01/2022 07:33:10")),
    ("NL-0001", at("16/01/2022 17:02")),
]


def moments() -> list[tuple[str, int]]:
    return [(code, moment) for code, _way, moment in passed()]


def test_a_log_of_the_device_is_read_by_what_it_holds(workers: Cast) -> None:
    import_ = send(workers.reporter, workers.one, ATTLOG, name="1_attlog.dat")
    assert import_.counts["right"] == 3  # its first line too
    take(workers.reporter, import_)
    assert moments() == SEEN


def test_its_states_are_directions_once_somebody_says_so(workers: Cast) -> None:
    import_ = send(workers.reporter, workers.one, ATTLOG, name="1_attlog.dat")
    mapping = {"A": "employee", "B": "moment", "D": "direction"}
    asked = again(workers.reporter, import_, mapping=mapping)
    assert codes(asked) == {"direction_codes"}  # which number is «in» is never guessed
    read = again(workers.reporter, asked, answers={"direction": "ZERO_IN"})
    take(workers.reporter, read)
    assert [way for _code, way, _moment in passed()] == ["IN", "IN", "OUT"]


def test_of_two_columns_of_codes_one_has_to_be_named_and_is_remembered(workers: Cast) -> None:
    rows = [("0017", "NL-0001", "16/01/2022 07:31:05"), ("0018", "NL-0002", "16/01/2022 07:33:10")]
    content = xlsx(rows[0], rows[1:])
    import_ = send(workers.reporter, workers.one, content)
    assert import_.counts["punches"] == 0
    named = again(workers.reporter, import_, mapping={"A": "", "B": "employee", "C": "moment"})
    take(workers.reporter, named)
    assert moments() == SEEN[:2]
    later = send(workers.reporter, workers.one, xlsx(("0017", "NL-0001", "17/01/2022 07:30:00"), []))
    assert later.counts["punches"] == 1


def test_a_broken_line_is_told_with_its_row(workers: Cast) -> None:
    content = ATTLOG + b"  NL-0002\t2022-13-45 99:99:99\t1\t1\t1\t0\r\n" + ATTLOG.replace(b"16 ", b"15 ") * 2
    import_ = send(workers.reporter, workers.one, content, name="1_attlog.dat")
    assert {row for row, _column, code in found(import_) if "date" in code or "time" in code} == {4}


@pytest.mark.parametrize(
    "content",
    [
        b"NL-0001\tNL-0002\t7\r\nNL-0003\tNL-0004\t8\r\n",  # no moment
        b"NL-0001\t2022-01-16 07:31\t2022-01-16 17:02\r\n" * 3,  # two: from when until when, or two punches?
    ],
)
def test_what_cannot_be_told_is_no_table(workers: Cast, content: bytes) -> None:
    with pytest.raises(FileError):
        send(workers.reporter, workers.one, content, name="log.txt")
