"""People whose time is over are really erased; who still works, and what was counted, stays."""

from datetime import date, datetime

import pytest
from django.db.models import QuerySet
from django.test import Client

from songhanh.core.actions.saved_views import save_view
from songhanh.core.models import Event, SavedView, User
from songhanh.core.records import fingerprint
from songhanh.people import queries
from songhanh.people.actions.erasing import erase_people
from songhanh.people.actions.imports import import_list, undo_import
from songhanh.people.actions.people import end_employment, hire, reveal
from songhanh.people.models import Employment, Erasure, PeopleImport, Person, Revelation
from songhanh.people.models.identity import number_hash
from songhanh.people.policies import PeopleRefusedError
from songhanh.people.queries import retention
from tests.core.cast import actor, new_user, signed_in
from tests.people.cast import BY, NOW, TODAY, Cast, employ, statement
from tests.people.lists import upload, workbook, worker

pytestmark = pytest.mark.django_db
REASON = "hết hạn lưu theo quy chế 12"
LEFT = date(2019, 12, 1)  # more than 24 months before today, 17/01/2022
NUMBER, NAME = "037191000001", "Nguyễn Thị Ánh"


def gone(employment: Employment, left: date = LEFT) -> Employment:
    return end_employment(employment=employment, left_on=left, by=BY, now=NOW)


@pytest.fixture
def admin(cast: Cast) -> User:
    return new_user("ADMINISTRATOR")


def erase(cast: Cast, admin: User, count: int = 1, reason: str = REASON) -> Erasure:
    return erase_people(enterprise=cast.one, count=count, reason=reason, by=actor(admin), now=NOW)


def listed(cast: Cast, content: bytes, on: date = TODAY) -> PeopleImport:
    given = {"name": "ds.xlsx", "content": content, "file_hash": "x" * 64, "listed_on": on, "confirmed": True}
    return import_list(enterprise=cast.one, **given, by=actor(cast.reporter), now=NOW)  # type: ignore[arg-type]


def test_due_is_who_has_left_every_employment_long_enough_ago(cast: Cast) -> None:
    gone(employ(cast.one, 1))
    gone(employ(cast.one, 2), date(2020, 1, 17))  # to the day
    gone(employ(cast.one, 3), date(2020, 1, 18))  # one day short
    employ(cast.one, 4)
    gone(employ(cast.one, 5))
    employ(cast.two, 5, joined_on=date(2020, 2, 1))  # still works elsewhere
    gone(employ(cast.one, 6))
    gone(employ(cast.two, 6, joined_on=date(2019, 12, 2)), date(2020, 1, 5))  # counted where the last job was
    found = {
        each.enterprise.code: (len(each.people), each.first, each.last) for each in retention.due(on=TODAY)
    }
    assert found == {
        "mau-01": (2, LEFT, date(2020, 1, 17)),
        "mau-02": (1, date(2020, 1, 5), date(2020, 1, 5)),
    }


def test_the_authority_sets_how_long(cast: Cast, settings: object) -> None:
    gone(employ(cast.one, 1))
    settings.KEEP_PEOPLE_MONTHS = 60  # type: ignore[attr-defined]
    assert retention.due(on=TODAY) == []
    assert len(retention.due(on=date(2024, 12, 1))) == 1


def test_nothing_that_tells_the_person_is_left_in_rows_and_no_count_changes(cast: Cast, admin: User) -> None:
    kept, old = employ(cast.one, 2), gone(employ(cast.one, 1, phone="0912345678", wage=7_000_000))
    again = gone(
        employ(cast.two, 1, full_name="NGUYỄN THỊ ÁNH", joined_on=date(2019, 5, 1)), date(2019, 6, 1)
    )
    day = date(2019, 5, 15)
    heads = {
        by: queries.headcount(scope=actor(cast.leader).scope, on=day, by=by) for by in ("sex", "line", "")
    }
    before = Event.objects.count()
    done = erase(cast, admin)
    assert (done.people, done.lists, done.purged_at) == (1, 0, None)
    for row in Employment.objects.filter(pk__in=(old.pk, again.pk)).values(
        "employee_code", "full_name", "name_key", "birth_date", "phone", "wage"
    ):
        assert not any(row.values())
    person = Person.objects.get(pk=old.person_id)
    assert (bytes(person.identity_cipher), person.identity_mask) == (b"", "")
    assert person.identity_hash == f"erased:{person.uuid.hex}"
    assert person.erased
    assert queries.person_with_hash(number_hash("CCCD", "VN", NUMBER)) is None
    assert heads == {by: queries.headcount(scope=actor(cast.leader).scope, on=day, by=by) for by in heads}
    assert Employment.objects.get(pk=kept.pk).full_name == NAME
    trail = str(list(Event.objects.order_by("number")[before:].values("before", "after", "subject")))
    for told in (NUMBER, NAME, "0912345678", "1991", str(fingerprint(NAME)), str(fingerprint("0912345678"))):
        assert told not in trail
    assert REASON in trail
    assert retention.due(on=TODAY) == []


def test_who_comes_back_later_is_a_new_person(cast: Cast, admin: User) -> None:
    old = gone(employ(cast.one, 1))
    erase(cast, admin)
    back = hire(enterprise=cast.one, statement=statement(1, joined_on=TODAY), by=BY, now=NOW)
    assert back.person_id != old.person_id


def test_lists_that_name_somebody_are_destroyed_and_others_stay(cast: Cast, admin: User) -> None:
    content = workbook(worker(1, **{"Ngày vào làm": datetime(2019, 3, 1)}), worker(2))
    with_both = listed(cast, content)
    without = listed(cast, workbook(worker(3, **{"Họ và tên": "Trần Văn Bình"})))
    waiting = upload(
        cast.reporter, cast.one, workbook(worker(7, **{"Số CCCD": "37191000001"}))
    )  # a zero lost
    unreadable = upload(cast.reporter, cast.one, workbook(worker(8)))
    QuerySet(PeopleImport).filter(pk=unreadable.pk).update(
        file_cipher=b"x" * 40
    )  # who is in it, nobody can tell
    for row in Employment.objects.filter(person__identity_hash=number_hash("CCCD", "VN", NUMBER)):
        gone(row)
    done = erase(cast, admin)
    fresh = {row.pk: row for row in PeopleImport.objects.all()}
    for row in (fresh[with_both.pk], fresh[waiting.pk], fresh[unreadable.pk]):
        assert bytes(row.file_cipher) == b""
        assert (row.preview, row.kept_rows, row.change_set) == (None, None, None)
        assert row.erased_at == NOW
    assert (fresh[with_both.pk].state, fresh[waiting.pk].state) == ("TAKEN", "DROPPED")
    assert fresh[without.pk].erased_at is None
    assert fresh[without.pk].file() != b""
    assert done.lists == 3
    with pytest.raises(PeopleRefusedError) as refused:
        undo_import(import_=fresh[with_both.pk], by=actor(cast.reporter), now=NOW)
    assert refused.value.code == "erased"
    client = signed_in(cast.reporter)
    for row in fresh.values():
        assert client.get(f"/desk/people/import/{row.uuid}/").status_code == 200
        assert client.get(f"/desk/people/import/{row.uuid}/marked/").status_code in {200, 404}


def test_searches_and_reasons_that_name_somebody_go_too(cast: Cast, admin: User) -> None:
    old = employ(cast.one, 1)
    reveal(employment=old, reason="đối chiếu hồ sơ chị Ánh", by=actor(cast.officer), now=NOW)
    for name, query in (
        ("số", f"q={NUMBER}&sex=F"),
        ("tên", "q=Thị Ánh"),
        ("khác", "q=Trần"),
        ("ca", "shift=1"),
    ):
        save_view(user=cast.reporter, page="/desk/people/", name=name, query=query, by=BY, now=NOW)
    assert "Ánh" not in str(list(Event.objects.filter(name__contains="view").values("after")))
    gone(old)
    erase(cast, admin)
    assert set(SavedView.objects.values_list("name", flat=True)) == {"khác", "ca"}
    assert Revelation.objects.get().reason == ""


@pytest.mark.parametrize(
    ("count", "reason", "code"),
    [(2, REASON, "other_count"), (0, REASON, "other_count"), (1, "cũ", "reason_short")],
)
def test_exactly_what_was_agreed_to_with_a_reason(
    cast: Cast, admin: User, count: int, reason: str, code: str
) -> None:
    gone(employ(cast.one, 1))
    with pytest.raises(PeopleRefusedError) as refused:
        erase(cast, admin, count, reason)
    assert refused.value.code == code
    assert Employment.objects.get().full_name == NAME


def test_administrators_alone_erase_and_nobody_before_the_time(cast: Cast, admin: User) -> None:
    person = employ(cast.one, 1)
    with pytest.raises(PeopleRefusedError):
        erase(cast, admin)  # still works
    gone(person, date(2021, 12, 1))
    with pytest.raises(PeopleRefusedError):
        erase(cast, admin)  # left six weeks ago
    for user in (cast.leader, cast.officer, cast.reporter, cast.auditor):
        with pytest.raises(PeopleRefusedError) as refused:
            erase(cast, user)
        assert refused.value.code == "no_permission"


def test_the_page_tells_numbers_and_no_name_and_erases_in_two_steps(cast: Cast, admin: User) -> None:
    gone(employ(cast.one, 1))
    client = signed_in(admin)
    page = client.get("/people/retention/").content.decode()
    assert "Đến hạn xóa: 1 người" in page
    assert NAME not in page
    assert NUMBER not in page
    address = "/people/retention/mau-01/erase/"
    assert "Mất hẳn: họ tên" in client.get(address).content.decode()
    wrong = client.post(address, {"count": "3", "reason": REASON})
    assert wrong.status_code == 422
    assert "nhập 3, đang đến hạn xóa 1" in wrong.content.decode()
    assert client.post(address, {"count": "1", "reason": REASON})["Location"] == "/people/retention/"
    page = client.get("/people/retention/").content.decode()
    assert "Chưa ai đến hạn xóa." in page
    assert REASON in page
    assert "Chờ ghi lại" in page
    assert client.get(address).status_code == 404


def test_pages_and_lists_show_that_somebody_was_erased(cast: Cast, admin: User) -> None:
    old = gone(employ(cast.one, 1))
    erase(cast, admin)
    for user, start in ((cast.reporter, "/desk/people/"), (cast.officer, "/people/")):
        client: Client = signed_in(user)
        assert "(đã xóa)" in client.get(f"{start}?on=2019-05-01").content.decode()
        assert "(đã xóa)" in client.get(f"{start}{old.stay}/").content.decode()
        assert client.get(f"{start}?on=2019-05-01&export=csv").status_code == 200
    assert signed_in(cast.reporter).get(f"/desk/people/{old.stay}/correct/").status_code == 302


def test_auditors_read_what_is_due_and_cannot_erase(cast: Cast) -> None:
    gone(employ(cast.one, 1))
    client = signed_in(cast.auditor)
    page = client.get("/people/retention/").content.decode()
    assert "Đến hạn xóa: 1 người" in page
    assert "Xem và xóa" not in page
    assert client.get("/people/retention/mau-01/erase/").status_code == 403
    assert signed_in(cast.officer).get("/people/retention/").status_code == 403
