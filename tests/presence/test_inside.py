from datetime import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from songhanh.core import clock
from songhanh.gate.actions.places import set_shift
from songhanh.people import queries as people
from songhanh.presence.queries.inside import Inside, inside_now
from tests.core.cast import signed_in
from tests.gate.cast import BY, NOW, TODAY, Cast, new_gate, new_guest, new_passes
from tests.presence.streamed import clocked, moment, ms, put, scan

AT = moment(TODAY, "09:00")


def inside(cast: Cast, user: str = "reporter", now: object = AT) -> list[Inside]:
    scope = cast.by(getattr(cast, user)).scope
    return inside_now(people.enterprises_of(scope), now)  # type: ignore[arg-type]


def test_the_last_passing_tells(cast: Cast) -> None:
    one, two, three = new_passes(cast.one)
    put(
        scan(cast.one, ms(TODAY, "06:00"), "IN", one),
        scan(cast.one, ms(TODAY, "06:01"), "IN", two),
        scan(cast.one, ms(TODAY, "08:00"), "OUT", two),
        scan(cast.one, ms(TODAY, "06:02"), "IN", three, answer="REFUSED"),
    )
    (found,) = inside(cast)
    assert (found.pass_number, found.label, found.line) == (one.number, one.label, "Hàn 1")
    assert (found.since, found.gate, found.uncertain) == (moment(TODAY, "06:00"), "cong-1", False)


def test_what_was_undone_never_was(cast: Cast) -> None:
    one, two, _ = new_passes(cast.one)
    wrong = scan(cast.one, ms(TODAY, "06:00"), "IN", one)
    entered = scan(cast.one, ms(TODAY, "06:00"), "IN", two)
    left = scan(cast.one, ms(TODAY, "07:00"), "OUT", two)
    put(wrong, entered, left)
    put(
        scan(cast.one, ms(TODAY, "06:01"), "IN", one, undoes=wrong.id),
        scan(cast.one, ms(TODAY, "07:01"), "OUT", two, undoes=left.id),
    )
    assert [each.pass_number for each in inside(cast)] == [two.number]


def test_a_guest_and_a_pass_of_nobody_are_inside_too(cast: Cast) -> None:
    guest = new_guest(cast.one)
    put(
        scan(cast.one, ms(TODAY, "08:00"), "IN", guest),
        scan(cast.one, ms(TODAY, "08:01"), "IN", 4242),
        scan(cast.one, ms(TODAY, "08:02"), "IN", None, subject="CARD"),
    )
    nobody, visitor = inside(cast)
    assert (nobody.kind, nobody.label, nobody.uncertain, nobody.pass_number) == ("", "", True, 4242)
    assert (visitor.kind, visitor.label, visitor.pass_id, visitor.uncertain) == (
        "VISITOR", guest.label, guest.pk, False,
    )  # fmt: skip


def test_who_should_have_left_is_marked_and_after_the_longest_stay_gone(cast: Cast) -> None:
    set_shift(enterprise=cast.one, name="Ca 1", starts_at=time(6), ends_at=time(14), by=BY, now=NOW)
    one, *_ = new_passes(cast.one)
    put(scan(cast.one, ms(TODAY, "05:50"), "IN", one))
    assert [each.uncertain for each in inside(cast, now=moment(TODAY, "14:59"))] == [False]
    assert [each.uncertain for each in inside(cast, now=moment(TODAY, "15:00"))] == [True]
    assert inside(cast, now=moment(TODAY, "21:50")) == []


def test_a_time_clock_without_direction_is_read_from_what_was_before(cast: Cast) -> None:
    one, two, three = new_passes(cast.one)
    put(
        scan(cast.one, ms(TODAY, "06:00"), "IN", one),
        clocked(cast.one, ms(TODAY, "06:01"), one.label),  # the same passing
        clocked(cast.one, ms(TODAY, "06:02"), two.label.lower()),
        clocked(cast.one, ms(TODAY, "06:03"), three.label),
        clocked(cast.one, ms(TODAY, "08:00"), three.label),
        clocked(cast.one, ms(TODAY, "06:04"), "KHONG-CO"),
    )
    found = {each.label: each for each in inside(cast)}
    assert set(found) == {"KHONG-CO", one.label, two.label}
    assert found[one.label].pass_number == one.number
    assert found[two.label].pass_number is None
    assert (found["KHONG-CO"].kind, found["KHONG-CO"].uncertain) == ("", True)


def test_everybody_sees_his_own_scope(cast: Cast) -> None:
    one, *_ = new_passes(cast.one)
    other, *_ = new_passes(cast.two, first=11)
    far, *_ = new_passes(cast.three, first=21)
    put(*(scan(owner, ms(TODAY, "08:00"), "IN", each)
          for owner, each in ((cast.one, one), (cast.two, other), (cast.three, far))))  # fmt: skip
    seen = {
        user: [each.enterprise for each in inside(cast, user)] for user in ("reporter", "officer", "leader")
    }
    assert seen == {
        "reporter": ["mau-01"],
        "officer": ["mau-01", "mau-02"],
        "leader": ["mau-01", "mau-02", "mau-03"],
    }


def test_questions_do_not_grow_with_people(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    put(*(scan(cast.one, ms(TODAY, "08:00"), "IN", each) for each in new_passes(cast.one, 3)))
    enterprises = people.enterprises_of(cast.by(cast.leader).scope)
    with CaptureQueriesContext(connection) as few:
        assert len(inside_now(enterprises, AT)) == 3
    put(*(scan(cast.one, ms(TODAY, "08:00"), "IN", each) for each in new_passes(cast.one, 30, first=40)))
    with django_assert_num_queries(len(few)):
        assert len(inside_now(enterprises, AT)) == 33


def test_the_page_counts_by_gate_and_line(cast: Cast, client: Client) -> None:
    new_gate(cast.one)
    at = round(clock.now().timestamp() * 1000) - 60_000
    put(*(scan(cast.one, at, "IN", each) for each in new_passes(cast.one)))
    page = signed_in(cast.reporter).get("/presence/").content.decode()
    assert "Cổng 1" in page
    assert "Hàn 1" in page
    assert signed_in(cast.leader).get("/presence/?enterprise=mau-01").status_code == 200
    other = signed_in(cast.other).get("/presence/?enterprise=mau-01").content.decode()
    assert "Cổng 1" not in other
    assert client.get("/presence/").status_code == 302
