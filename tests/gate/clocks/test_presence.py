"""From a time clock's file to presence: the file is taken, the hourly job derives its days anew, people were inside."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from songhanh.core.actor import system
from songhanh.gate.actions.clock_imports import undo_clock_file
from songhanh.people.models import Employment
from songhanh.people.queries import enterprises_of
from songhanh.presence.jobs import rebuild_day, rebuild_recent
from songhanh.presence.models import Tally
from songhanh.presence.queries.inside import inside_now
from songhanh.presence.queries.numbers import numbers_of
from songhanh.presence.queries.snapshots import days_between
from tests.core.cast import actor, signed_in
from tests.gate.cast import NOW, TODAY, Cast, employ

from .files import DAY, MOMENT, PUNCH, csv_file, send, take, xlsx

OLD = date(2022, 1, 3)
Stay = tuple[str, str, str]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.PRESENCE_ROOT = tmp_path / "presence"


def stays(code: str, day: date) -> list[Stay]:
    """(place, from, until) of who has the code; «24:00» is the day's end."""
    person = Employment.objects.get(enterprise__code="mau-01", employee_code=code).person_id
    number = numbers_of([person])[person]
    snapshot = days_between(day, day)
    (found,) = snapshot.days
    rows = found.by_place
    mine = [
        (snapshot.places.code(int(place)), clock(int(start)), clock(int(end)))
        for who, place, start, end in zip(rows.person, rows.place, rows.start, rows.end, strict=True)
        if who == number
    ]
    return sorted(mine, key=lambda each: each[1])


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def derived(day: date) -> None:
    rebuild_day(day=day, by=system("test"), now=NOW)


def tally(day: date) -> Tally:
    return Tally.objects.get(day=day, enterprise__code="mau-01")


def test_people_without_a_pass_were_inside_by_their_clock(workers: Cast) -> None:
    rows = [
        ("NL-0001", "03/01/2022", "07:31", "17:02"),
        ("nl-0002", "03/01/2022", "21:55", "06:04"),
        ("NL-0003", "13/01/2022", "07:30", "17:00"),
    ]
    take(workers.reporter, send(workers.reporter, workers.one, xlsx(DAY, rows)))
    derived(OLD)
    derived(OLD + timedelta(days=1))
    assert stays("NL-0001", OLD) == [("mau-01", "07:31", "17:02")]
    assert stays("NL-0002", OLD) == [("mau-01", "21:55", "24:00")]
    assert stays("NL-0002", OLD + timedelta(days=1)) == [("mau-01", "00:00", "06:04")]


def test_what_says_neither_in_nor_out_is_taken_in_turn(workers: Cast) -> None:
    hours = ("07:31", "07:32", "11:30", "12:15", "17:02")
    content = csv_file(MOMENT, [("NL-0001", f"13/01/2022 {hour}") for hour in hours])
    take(workers.reporter, send(workers.reporter, workers.one, content, name="a.csv"))
    derived(date(2022, 1, 13))
    assert stays("NL-0001", date(2022, 1, 13)) == [("mau-01", "07:31", "11:30"), ("mau-01", "12:15", "17:02")]


def test_an_exit_without_an_entry_and_an_entry_without_an_exit_are_supplied(workers: Cast) -> None:
    rows = [("NL-0001", "13/01/2022", "17:02", "Ra"), ("NL-0002", "13/01/2022", "07:30", "Vào")]
    take(workers.reporter, send(workers.reporter, workers.one, xlsx(PUNCH, rows)))
    derived(date(2022, 1, 13))
    assert stays("NL-0001", date(2022, 1, 13)) == [("mau-01", "01:02", "17:02")]
    assert stays("NL-0002", date(2022, 1, 13)) == [("mau-01", "07:30", "23:30")]


def test_an_unknown_code_is_counted_and_is_somebody_once_the_register_knows_it(workers: Cast) -> None:
    rows = [("NL-0009", "13/01/2022", "07:31", "17:02"), ("NL-0001", "13/01/2022", "07:30", "17:00")]
    take(workers.reporter, send(workers.reporter, workers.one, xlsx(DAY, rows)))
    derived(date(2022, 1, 13))
    assert tally(date(2022, 1, 13)).unknown_code == 2
    employ(workers.one, 9, joined_on=date(2022, 1, 10))
    derived(date(2022, 1, 13))
    assert tally(date(2022, 1, 13)).unknown_code == 0
    assert stays("NL-0009", date(2022, 1, 13)) == [("mau-01", "07:31", "17:02")]


def test_an_unknown_code_is_inside_as_somebody_whom_nobody_knows(workers: Cast) -> None:
    rows = [("NL-0009", "17/01/2022", "07:31", "Vào"), ("NL-0001", "17/01/2022", "07:30", "Vào")]
    take(workers.reporter, send(workers.reporter, workers.one, xlsx(PUNCH, rows)))
    (one,) = enterprises_of(actor(workers.reporter).scope)
    inside = {each.label: each for each in inside_now([one], NOW)}
    assert set(inside) == {"NL-0009", "NL-0001"}
    assert (inside["NL-0009"].stay, inside["NL-0009"].uncertain) == (None, True)
    assert inside["NL-0001"].stay is not None


def test_the_hourly_job_derives_the_old_days_of_a_file_and_of_its_undoing(workers: Cast) -> None:
    assert rebuild_recent(now=NOW) == [TODAY]
    import_ = take(
        workers.reporter, send(workers.reporter, workers.one, xlsx(DAY, [("NL-0001", OLD, "07:31", "17:02")]))
    )
    assert rebuild_recent(now=NOW) == [OLD - timedelta(days=1), OLD]
    assert stays("NL-0001", OLD) == [("mau-01", "07:31", "17:02")]
    assert rebuild_recent(now=NOW) == []
    undo_clock_file(import_=import_, by=actor(workers.reporter), now=NOW)
    assert OLD in rebuild_recent(now=NOW)
    assert stays("NL-0001", OLD) == []


def test_who_came_by_a_clock_that_hangs_at_no_gate_came_by_a_time_clock(workers: Cast) -> None:
    take(
        workers.reporter,
        send(workers.reporter, workers.one, xlsx(PUNCH, [("NL-0001", "17/01/2022", "07:30", "Vào")])),
    )
    page = signed_in(workers.reporter).get("/presence/")
    assert "máy chấm công" in page.content.decode()
