"""Contact points by screens: officers within scope, the enterprise its own; each day keeps its answer."""

from datetime import date

import pytest
from django.test import Client

from songhanh.core.models import Event
from songhanh.enterprises import queries
from songhanh.enterprises.models import ContactPoint
from songhanh.reporting.queries.reachable import reachable
from tests.core.cast import TODAY, signed_in
from tests.people.cast import Cast, make_cast

HOA = {"full_name": "Lê Thị Hoa", "phone": "0912 345 678", "focal": "on", "since": "01/01/2021"}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def add(client: Client, code: str = "mau-01", **other: str) -> int:
    return client.post(f"/enterprises/{code}/contacts/add/", {**HOA, **other}).status_code


def act(client: Client, contact: ContactPoint, what: str, **given: str) -> tuple[int, str]:
    url = f"/enterprises/{contact.enterprise.code}/contacts/{contact.uuid}/{what}/"
    answer = client.post(url, given)
    return answer.status_code, answer.content.decode()


def phones(cast: Cast, on: date) -> list[str]:
    return [row.phone for row in queries.contacts(cast.one, on=on)]


def test_an_officer_and_the_enterprise_itself_add_one_nobody_else(cast: Cast) -> None:
    assert add(signed_in(cast.officer)) == 302
    assert add(signed_in(cast.reporter), full_name="Trần Văn Nam") == 302
    assert ContactPoint.objects.filter(enterprise=cast.one).count() == 2
    assert add(signed_in(cast.reporter), "mau-02") == 404
    assert add(signed_in(cast.officer), "mau-03") == 404
    assert [add(signed_in(user)) for user in (cast.leader, cast.auditor)] == [403, 403]
    assert ContactPoint.objects.count() == 2
    event = Event.objects.filter(name="enterprises:contact:added").latest("number")
    assert event.after["focal"] is True
    assert event.after["full_name"].startswith("#"), "a name is kept as a fingerprint"


def test_a_change_from_a_day_on_keeps_the_days_before(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    add(client)
    changed = {**HOA, "phone": "0988 000 111", "on": "17/01/2022"}
    assert act(client, ContactPoint.objects.get(), "change", **changed)[0] == 302
    assert phones(cast, date(2022, 1, 16)) == ["0912 345 678"]
    assert phones(cast, TODAY) == ["0988 000 111"]
    newest = ContactPoint.objects.get(until=None)
    assert act(client, newest, "change", **{**HOA, "phone": "0988 000 112", "on": ""})[0] == 302
    assert phones(cast, TODAY) == ["0988 000 112"], "a mistake put right makes no row more"
    assert ContactPoint.objects.count() == 2


def test_an_end_and_its_taking_back(cast: Cast) -> None:
    client = signed_in(cast.officer)
    add(client)
    contact = ContactPoint.objects.get()
    status, text = act(client, contact, "end", on="31/12/2020")
    assert status == 422
    assert "Ngày 31/12/2020 trước ngày bắt đầu của đầu mối. Nhập từ 01/01/2021 trở đi." in text
    assert act(client, contact, "end", on="17/01/2022")[0] == 302
    assert phones(cast, TODAY) == []
    page = client.get("/enterprises/mau-01/").content.decode()
    assert "Trước đây: 1 lần" in page
    contact.refresh_from_db()
    status, text = act(client, contact, "change", **HOA, on="")
    assert status == 422
    assert "Bỏ kết thúc trước" in text
    assert act(client, contact, "resume")[0] == 302
    assert phones(cast, TODAY) == ["0912 345 678"]


def test_one_entered_by_mistake_holds_on_no_day(cast: Cast) -> None:
    client = signed_in(cast.officer)
    add(client)
    act(client, ContactPoint.objects.get(), "end", on="01/01/2021")
    assert phones(cast, date(2021, 1, 1)) == []
    assert "ghi nhầm, không có hiệu lực ngày nào" in client.get("/enterprises/mau-01/").content.decode()
    assert phones(cast, TODAY) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"phone": ""}, "Nhập ít nhất một cách liên hệ"),
        ({"phone": "gọi sau"}, "chỉ gồm chữ số"),
        ({"full_name": ""}, "Họ và tên: chưa nhập."),
        ({"email": "khong-phai"}, "Thư điện tử chưa đúng dạng"),
        ({"since": "31/02/2021"}, "không có ngày «31/02/2021»"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(cast: Cast, given: dict[str, str], said: str) -> None:
    answer = signed_in(cast.officer).post("/enterprises/mau-01/contacts/add/", {**HOA, **given})
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert any(said in str(words) for name in given for words in errors[name]), errors
    assert not ContactPoint.objects.exists()


def test_who_answers_for_reports_is_called_first(cast: Cast) -> None:
    client = signed_in(cast.officer)
    add(client)
    add(client, full_name="Khác", phone="0900 000 000", focal="", since="01/02/2021")
    (first, *_rest) = reachable([cast.one.pk], TODAY)[cast.one.pk].contacts
    assert first.name == "Lê Thị Hoa"
    assert "0912 345 678" in client.get("/enterprises/contacts/?focal=yes").content.decode()
    assert b"0900 000 000" in b"".join(client.get("/enterprises/contacts/?export=csv"))


def test_a_reporter_is_offered_contacts_and_nothing_else(cast: Cast) -> None:
    page = signed_in(cast.reporter).get("/enterprises/mau-01/").content.decode()
    assert "/enterprises/mau-01/contacts/add/" in page
    assert "/enterprises/mau-01/projects/add/" not in page
    assert "/enterprises/mau-01/move/" not in page
