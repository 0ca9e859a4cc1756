from dataclasses import replace
from datetime import date

import pytest

from songhanh.core.models import Event
from songhanh.people import queries
from songhanh.people.actions import people as actions
from songhanh.people.models import Employment, Person
from songhanh.people.models.identity import unseal_number
from songhanh.people.policies import PeopleRefusedError
from tests.people.cast import BY, NOW, TODAY, Cast, employ, statement


def names(cast: Cast, on: date) -> list[str]:
    rows = queries.employed(scope=BY.scope, on=on).order_by("employee_code")
    return [f"{row.employee_code} {row.line}" for row in rows]


def test_a_number_is_encrypted_hashed_and_masked(cast: Cast) -> None:
    person = employ(cast.one, 412).person
    assert person.identity_mask == "037•••••0412"
    assert b"037191000412" not in bytes(person.identity_cipher)
    assert unseal_number(person.identity_cipher) == "037191000412"
    assert "037191000412" not in str(Event.objects.values_list("before", "after"))


def test_moving_keeps_the_answer_of_earlier_days(cast: Cast) -> None:
    row = employ(cast.one, 1)
    actions.move(employment=row, placement={"line": "Sơn 2"}, since=date(2021, 10, 1), by=BY, now=NOW)
    assert names(cast, date(2021, 9, 30)) == ["NL-0001 Hàn 1"]
    assert names(cast, date(2021, 10, 1)) == ["NL-0001 Sơn 2"]
    assert Employment.objects.values("stay").distinct().count() == 1


def test_a_move_on_the_day_a_stretch_began_is_a_correction(cast: Cast) -> None:
    row = employ(cast.one, 1)
    actions.move(employment=row, placement={"line": "Sơn 2"}, since=row.since, by=BY, now=NOW)
    assert Employment.objects.count() == 1
    assert names(cast, row.since) == ["NL-0001 Sơn 2"]


def test_leaving_is_half_open_and_coming_back_is_a_new_stay(cast: Cast) -> None:
    row = employ(cast.one, 1)
    actions.end_employment(employment=row, left_on=date(2021, 6, 1), by=BY, now=NOW)
    employ(cast.one, 1, joined_on=date(2021, 9, 1))
    heads = [len(names(cast, day)) for day in (date(2021, 5, 31), date(2021, 6, 1), date(2021, 9, 1))]
    assert heads == [1, 0, 1]
    assert Person.objects.count() == 1


def test_what_was_wrong_is_corrected_for_the_whole_stay(cast: Cast) -> None:
    row = employ(cast.one, 1)
    actions.move(employment=row, placement={"line": "Sơn 2"}, since=date(2021, 10, 1), by=BY, now=NOW)
    stay = queries.stay_of(scope=BY.scope, uuid=row.stay)
    other = replace(statement(1), full_name="Trần Thị Đào", number="036191000001", joined_on=date(2018, 1, 1))
    actions.correct(stay=stay, statement=other, by=BY, now=NOW)
    rows = list(Employment.objects.order_by("since"))
    assert [(row.full_name, row.name_key, row.joined_on) for row in rows] == [
        ("Trần Thị Đào", "dao tran thi", date(2018, 1, 1))
    ] * 2
    assert rows[0].since == date(2018, 1, 1)
    assert Person.objects.get().identity_mask == "036•••••0001"


def test_two_employers_of_one_person_state_each_for_itself(cast: Cast) -> None:
    first = employ(cast.one, 1, full_name="Nguyễn Thị Ánh", phone="0912345678")
    second = employ(cast.two, 1, full_name="Nguyễn Thị Anh", birth_date=None)
    assert first.person_id == second.person_id
    first.refresh_from_db()
    assert (first.full_name, first.phone) == ("Nguyễn Thị Ánh", "0912345678")
    assert (second.phone, second.birth_date) == ("", None)


@pytest.mark.parametrize("again", [{"number": "037191000009"}, {"employee_code": "NL-0009"}])
def test_a_code_and_a_number_are_used_once_in_an_enterprise(cast: Cast, again: dict[str, str]) -> None:
    employ(cast.one, 1)
    with pytest.raises(PeopleRefusedError):
        employ(cast.one, 1, **again)
    assert Employment.objects.count() == 1


def test_a_reporter_cannot_hire_for_another_enterprise(cast: Cast) -> None:
    with pytest.raises(PeopleRefusedError, match="Chỉ đầu mối"):
        actions.hire(enterprise=cast.two, statement=statement(1), by=cast.by(cast.reporter), now=NOW)
    with pytest.raises(PeopleRefusedError):
        actions.hire(enterprise=cast.one, statement=statement(1), by=cast.by(cast.auditor), now=NOW)


def test_a_revelation_has_a_reason_an_end_and_an_event(cast: Cast) -> None:
    row = employ(cast.one, 1)
    officer = cast.by(cast.officer)
    with pytest.raises(PeopleRefusedError, match="Lý do"):
        actions.reveal(employment=row, reason="xem", by=officer, now=NOW)
    shown = actions.reveal(employment=row, reason="Xác minh hồ sơ hỗ trợ số 12", by=officer, now=NOW)
    assert (shown.until - NOW).total_seconds() == 900
    assert queries.revelation_in_force(officer.user_id, row.stay, NOW) == shown
    assert queries.revelation_in_force(officer.user_id, row.stay, shown.until) is None
    event = Event.objects.filter(name="people:person:revealed", subject__contains="employment").get()
    assert event.after["reason"] == "Xác minh hồ sơ hỗ trợ số 12"


@pytest.mark.parametrize("who", ["leader", "auditor", "other"])
def test_others_cannot_reveal(cast: Cast, who: str) -> None:
    row = employ(cast.one, 1)
    with pytest.raises(PeopleRefusedError):
        actions.reveal(employment=row, reason="Xác minh hồ sơ", by=cast.by(getattr(cast, who)), now=NOW)


def test_scope_and_headcount(cast: Cast) -> None:
    employ(cast.one, 1)
    employ(cast.two, 2, sex="M", origin_province="35", number="037091000002")
    employ(cast.three, 3, nationality="KR", origin_province="", identity_kind="PASSPORT", number="M1234567")

    def heads(user: object, by: str = "") -> dict[object, int]:
        return queries.headcount(scope=cast.by(user).scope, on=TODAY, by=by)  # type: ignore[arg-type]

    assert heads(cast.leader) == {"": 3}
    assert heads(cast.officer) == {"": 2}
    assert heads(cast.reporter, "enterprise") == {cast.one.pk: 1}
    assert heads(cast.leader, "sex") == {"F": 2, "M": 1}
    assert heads(cast.leader, "park") == {cast.parks[0].pk: 2, cast.parks[1].pk: 1}
    assert heads(cast.leader, "nationality") == {"VN": 2, "KR": 1}
    assert heads(cast.leader, "line") == {(e.pk, "", "Hàn 1"): 1 for e in (cast.one, cast.two, cast.three)}


def test_workers_by_province_of_origin_old_and_new(cast: Cast) -> None:
    employ(cast.one, 1)
    employ(cast.one, 2, origin_province="35")
    employ(cast.two, 3, origin_province="37", origin_catalogue="2025-07-01")
    old = queries.origin_counts(scope=BY.scope, on=TODAY, key="2021-11-01")
    new = queries.origin_counts(scope=BY.scope, on=TODAY, key="2025-07-01")
    assert {(c.enterprise_id, c.province, c.count) for c in old} == {
        (cast.one.pk, "37", 1),
        (cast.one.pk, "35", 1),
        (cast.two.pk, "new:37", 1),
    }
    assert {(c.enterprise_id, c.province, c.count) for c in new} == {
        (cast.one.pk, "37", 2),
        (cast.two.pk, "37", 1),
    }
    assert queries.province_name("new:37", "2021-11-01") == "Ninh Bình"
