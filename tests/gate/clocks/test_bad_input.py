"""«Bad input» of time clocks: each kind has its outcome, told with its row before anything is taken."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from songhanh.gate.actions.gates import add_gate
from songhanh.gate.ingest.outcomes import event_id
from songhanh.gate.models import Shift
from songhanh.gate.policies import GateRefusedError
from tests.gate.cast import BY, LANES, NOW, Cast, acting, employ

from .files import DAY, MOMENT, PUNCH, again, at, codes, csv_file, found, passed, send, stream, take, xlsx

CODE = "NL-0001"


def punches(*rows: tuple[Any, ...]) -> bytes:
    return xlsx(PUNCH, rows)


def test_a_date_that_reads_two_ways_is_asked_and_not_guessed(workers: Cast) -> None:
    content = punches((CODE, "03/01/2022", "07:31", "Vào"), (CODE, "04/01/2022", "07:29", "Vào"))
    import_ = send(workers.reporter, workers.one, content)
    assert found(import_) == {(2, "date", "date_order"), (3, "date", "date_order")}
    with pytest.raises(GateRefusedError):
        take(workers.reporter, import_)
    import_ = again(workers.reporter, import_, answers={"date": "DAY_FIRST"})
    take(workers.reporter, import_)
    assert [each[2] for each in passed()] == [at("03/01/2022 07:31"), at("04/01/2022 07:29")]


def test_the_other_cells_of_the_column_decide(workers: Cast) -> None:
    content = punches((CODE, "03/01/2022", "07:31", "Vào"), (CODE, "13/01/2022", "07:29", "Vào"))
    import_ = send(workers.reporter, workers.one, content)
    assert codes(import_) == set()
    american = punches((CODE, "01/03/2022", "07:31", "Vào"), (CODE, "01/13/2022", "07:29", "Vào"))
    assert codes(send(workers.reporter, workers.one, american)) == set()
    take(workers.reporter, import_)
    assert send(workers.reporter, workers.one, american).counts["kept_before"] == 2


def test_a_column_that_contradicts_itself_is_asked(workers: Cast) -> None:
    content = punches(
        (CODE, "13/01/2022", "07:31", "Vào"),
        (CODE, "01/13/2022", "17:29", "Ra"),
        (CODE, "01/02/2022", "8:00", "Vào"),
    )
    assert found(send(workers.reporter, workers.one, content)) == {(4, "date", "date_order")}


def test_dates_that_excel_has_turned_round_are_asked(workers: Cast) -> None:
    """Typed 04/01 in an English Excel became 1 April, typed 14/01 stayed text."""
    turned = [(CODE, date(2022, day, 1), time(7, 30), "Vào") for day in (3, 4, 5, 6, 7)]
    texts = [(CODE, f"{day}/01/2022", time(7, 30), "Vào") for day in (13, 14, 15, 16, 12 + 5)]
    import_ = send(workers.reporter, workers.one, punches(*turned, *texts))
    assert "date_swapped" in codes(import_)
    import_ = again(workers.reporter, import_, answers={"date": "SWAP"})
    assert codes(import_) == set()
    take(workers.reporter, import_)
    assert passed()[0][2] == at("03/01/2022 07:30")


def test_text_dates_and_true_dates_in_one_column(workers: Cast) -> None:
    content = punches((CODE, date(2022, 1, 14), "07:31", "Vào"), (CODE, "15/01/2022", "07:29", "Vào"))
    import_ = send(workers.reporter, workers.one, content)
    assert codes(import_) == set()
    assert import_.counts["punches"] == 2


def test_half_a_day_unsaid_among_others_that_say_it(workers: Cast) -> None:
    content = punches((CODE, "14/01/2022", "07:31 SA", "Vào"), (CODE, "14/01/2022", "05:02", "Ra"))
    assert found(send(workers.reporter, workers.one, content)) == {(3, "time", "time_half")}


def test_a_clock_of_twelve_hours_that_never_says_which(workers: Cast) -> None:
    rows = [
        (CODE, f"{day}/01/2022", hour, way)
        for day in range(13, 17)
        for hour, way in (("07:31", "Vào"), ("11:31", "Ra"), ("12:31", "Vào"))
    ]
    import_ = send(workers.reporter, workers.one, punches(*rows))
    assert [each["code"] for each in import_.doubts] == ["twelve_hours"]
    with pytest.raises(GateRefusedError):
        take(workers.reporter, import_)
    assert stream() == []
    take(workers.reporter, import_, confirmed=True)
    assert len(stream()) == 12


def test_an_exit_before_the_entry_of_a_day(workers: Cast) -> None:
    rows = [
        (CODE, "14/01/2022", "07:31", "05:02"),
        ("NL-0002", "14/01/2022", "22:00", "06:00"),
        ("NL-0003", "14/01/2022", "07:30", "07:30"),
    ]
    import_ = send(workers.reporter, workers.one, xlsx(DAY, rows))
    assert found(import_) == {(2, "out_1", "before"), (4, "out_1", "same_time")}
    take(workers.reporter, import_, part=True)
    assert [each[:2] for each in passed()] == [("NL-0003", "IN"), ("NL-0002", "IN"), ("NL-0002", "OUT")]


def test_a_clock_three_hours_off_is_set_right_and_noticed(workers: Cast) -> None:
    with acting():
        Shift(enterprise=workers.one, name="Ca 1", starts_at=time(7, 30), ends_at=time(16, 30)).save()
    rows = [
        (f"NL-000{who}", f"{day}/01/2022", f"10:2{who}", "Vào") for day in range(13, 17) for who in (1, 2, 3)
    ]
    import_ = send(workers.reporter, workers.one, punches(*rows))
    assert [(each["code"], each["values"]) for each in import_.doubts] == [("clock_ahead", {"minutes": 172})]
    import_ = again(workers.reporter, import_, correction=-180)
    assert import_.doubts == []
    take(workers.reporter, import_)
    assert passed()[0][2] == at("13/01/2022 07:21")
    assert stream()[0].drift_ms == -180 * 60_000


def test_a_clock_ahead_by_three_hours_seems_to_tell_of_the_future(workers: Cast) -> None:
    import_ = send(workers.reporter, workers.one, punches((CODE, "17/01/2022", "11:30", "Vào")))
    assert found(import_) == {(2, "time", "future")}
    import_ = again(workers.reporter, import_, correction=-180)
    assert found(import_) == set()


def test_the_lag_of_a_clock_is_not_remembered(workers: Cast) -> None:
    again(
        workers.reporter,
        send(workers.reporter, workers.one, punches((CODE, "16/01/2022", "11:30", "Vào"))),
        correction=30,
    )
    assert send(workers.reporter, workers.one, punches((CODE, "16/01/2022", "11:30", "Vào"))).correction == 0


@pytest.mark.parametrize("minutes", [721, -721, 100_000])
def test_a_lag_beyond_half_a_day_is_refused(workers: Cast, minutes: int) -> None:
    with pytest.raises(GateRefusedError):
        send(workers.reporter, workers.one, punches((CODE, "16/01/2022", "11:30", "Vào")), correction=minutes)


def test_the_future_and_what_is_older_than_a_month(workers: Cast) -> None:
    rows = [
        (CODE, "18/01/2022", "07:31", "Vào"),
        (CODE, "17/01/2022", "09:01:59", "Vào"),
        (CODE, "17/12/2021", "09:00", "Vào"),
        (CODE, "17/12/2021", "08:59", "Vào"),
    ]
    import_ = send(workers.reporter, workers.one, punches(*rows))
    assert found(import_) == {(2, "time", "future"), (5, "time", "too_old")}
    with pytest.raises(GateRefusedError):
        take(workers.reporter, import_)
    take(workers.reporter, import_, part=True)
    assert [each[2] for each in passed()] == [at("17/12/2021 09:00"), int(NOW.timestamp() * 1000)]


def test_doubled_punches_are_told_and_kept_once(workers: Cast) -> None:
    row = (CODE, "16/01/2022", "07:31:05", "Vào")
    import_ = send(
        workers.reporter, workers.one, punches(row, row, (CODE, "16/01/2022", "07:31:55", "Vào"), row)
    )
    assert found(import_) == {(3, "time", "doubled"), (4, "time", "close"), (5, "time", "doubled")}
    take(workers.reporter, import_)
    assert len(stream()) == 2


def test_a_row_that_doubles_a_wrong_one_is_not_lost_with_it(workers: Cast) -> None:
    heads = ("Mã NLĐ", "Ngày", "Giờ vào", "Giờ ra")
    rows = [(CODE, "14/01/2022", "07:31", "99:00"), (CODE, "14/01/2022", "07:31", None)]
    take(workers.reporter, send(workers.reporter, workers.one, xlsx(heads, rows)), part=True)
    assert passed() == [(CODE, "IN", at("14/01/2022 07:31"))]


def test_an_exit_without_an_entry_is_told_and_kept(workers: Cast) -> None:
    rows = [
        (CODE, "15/01/2022", "17:02", "Ra"),
        ("NL-0002", "15/01/2022", "07:30", "Vào"),
        ("NL-0002", "15/01/2022", "17:00", "Ra"),
    ]
    import_ = send(workers.reporter, workers.one, punches(*rows))
    assert found(import_) == {(2, "time", "exit_alone")}
    take(workers.reporter, import_)
    assert len(stream()) == 3


def test_an_exit_whose_entry_stands_in_yesterdays_file(workers: Cast) -> None:
    take(workers.reporter, send(workers.reporter, workers.one, punches((CODE, "15/01/2022", "21:58", "Vào"))))
    import_ = send(workers.reporter, workers.one, punches((CODE, "16/01/2022", "06:03", "Ra")))
    assert found(import_) == set()


def test_codes_that_nobody_has(workers: Cast) -> None:
    employ(workers.one, 4, employee_code="00217", joined_on=date(2022, 1, 15))
    employ(workers.two, 5, employee_code="NL-0777")
    rows = [
        ("NL-0777", "15/01/2022", "07:30", "Vào"),
        (217, "16/01/2022", "07:30", "Vào"),
        ("nl-0002", "15/01/2022", "07:30", "Vào"),
        ("00217", "14/01/2022", "07:30", "Vào"),
        (CODE, "15/01/2022", "07:30", "Vào"),
        (None, "15/01/2022", "07:30", "Vào"),
    ]
    import_ = send(workers.reporter, workers.one, punches(*rows))
    assert found(import_) == {
        (2, "employee", "code_unknown"),
        (3, "employee", "code_meant"),
        (4, "employee", "code_meant"),
        (5, "employee", "code_unknown"),
        (7, "employee", "blank"),
    }
    take(workers.reporter, import_, part=True)
    assert sorted(each.typed for each in stream()) == ["00217", "00217", CODE, "NL-0002", "NL-0777"]


def test_a_file_of_mostly_unknown_codes_wants_a_second_look(workers: Cast) -> None:
    rows = [(f"X{who}", "15/01/2022", "07:30", "Vào") for who in range(3)]
    import_ = send(workers.reporter, workers.one, punches(*rows))
    assert import_.doubts == [{"code": "mostly_unknown", "values": {"unknown": 3, "people": 3}}]


def test_a_direction_that_is_not_said_is_taken_in_turn(workers: Cast) -> None:
    rows = [(CODE, f"15/01/2022 {hour}") for hour in ("07:31", "07:32", "11:30", "12:15", "17:02")]
    import_ = send(workers.reporter, workers.one, csv_file(MOMENT, rows), name="a.csv")
    assert import_.counts["unsaid"] == 5
    assert codes(import_) == {"close"}
    take(workers.reporter, import_)
    assert {each.direction for each in stream()} == {""}


def test_directions_as_numbers_are_asked_and_unknown_words_told(workers: Cast) -> None:
    rows = [
        (CODE, "15/01/2022", "07:30", "0"),
        (CODE, "15/01/2022", "17:00", 1),
        (CODE, "16/01/2022", "07:30", "4"),
        (CODE, "16/01/2022", "17:00", "Tự động"),
    ]
    import_ = send(workers.reporter, workers.one, punches(*rows))
    assert found(import_) == {
        (2, "direction", "direction_codes"),
        (3, "direction", "direction_codes"),
        (4, "direction", "direction_codes"),
        (5, "direction", "direction_unknown"),
    }
    import_ = again(workers.reporter, import_, answers={"direction": "ZERO_IN"})
    assert found(import_) == {(4, "direction", "direction_unknown"), (5, "direction", "direction_unknown")}
    take(workers.reporter, import_)
    assert [each[1] for each in passed()] == ["IN", "OUT", "", ""]
    assert codes(send(workers.reporter, workers.one, punches(*rows))) == {"direction_unknown"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((CODE, "16/01/2022", None, "Vào"), (2, "time", "blank")),
        ((CODE, None, "07:30", "Vào"), (2, "date", "blank")),
        ((CODE, "31/02/2022", "07:30", "Vào"), (2, "date", "date_no_such_day")),
        ((CODE, "hôm qua", "07:30", "Vào"), (2, "date", "date_unreadable")),
        ((CODE, "01/2022", "07:30", "Vào"), (2, "date", "date_year_only")),
        ((CODE, "16/01/2022", "25:30", "Vào"), (2, "time", "time_no_such")),
        ((CODE, "16/01/2022", "sáng", "Vào"), (2, "time", "time_unreadable")),
        ((CODE, "16/01/1922", "07:30", "Vào"), (2, "date", "date_out_of_range")),
        (("X" * 61, "16/01/2022", "07:30", "Vào"), (2, "employee", "too_long")),
        ((CODE, "=1/0", "07:30", "Vào"), (2, "date", "not_calculated")),
    ],
)
def test_a_row_with_an_error_is_not_taken(
    workers: Cast, row: tuple[Any, ...], said: tuple[int, str, str]
) -> None:
    import_ = send(workers.reporter, workers.one, punches(row, ("NL-0002", "16/01/2022", "08:00", "Vào")))
    assert said in found(import_)
    assert {each[0] for each in found(import_)} == {2}
    take(workers.reporter, import_, part=True)
    assert [each[0] for each in passed()] == ["NL-0002"]


def test_the_same_punch_by_the_clock_itself_and_by_file_is_one(workers: Cast) -> None:
    take(workers.reporter, send(workers.reporter, workers.one, punches((CODE, "16/01/2022", "07:31", "Vào"))))
    (scan,) = stream()
    assert scan.id == event_id("mau-01", CODE, at("16/01/2022 07:31"), "IN")


def test_a_foreign_gate_is_refused(workers: Cast) -> None:
    gate = add_gate(enterprise=workers.two, code="cong-2", name="Cổng 2", lanes=LANES, by=BY, now=NOW)
    with pytest.raises(GateRefusedError):
        send(workers.reporter, workers.one, punches((CODE, "16/01/2022", "07:31", "Vào")), gate=gate)


def test_seconds_round_to_the_day_of_excel(workers: Cast) -> None:
    moment = datetime(2022, 1, 16, 23, 59, 59)
    take(
        workers.reporter,
        send(
            workers.reporter,
            workers.one,
            xlsx(MOMENT, [(CODE, moment), (CODE, moment + timedelta(seconds=1))]),
        ),
    )
    assert [each[2] for each in passed()] == [at("16/01/2022 23:59:59"), at("17/01/2022 00:00")]
