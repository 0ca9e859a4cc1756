"""Officers in charge, substitutes and working groups by screens."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from songhanh.core.actions.grants import grant_scope
from songhanh.core.models import Event, User
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import Assignment, GroupMembership, WorkingGroup
from tests.core.cast import BY, NOW, new_user, signed_in
from tests.people.cast import SITED, Cast, make_cast

GROUP = {"code": "to-1", "name": "Tổ công tác số 1", "since": "01/01/2021"}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def whole(cast: Cast) -> User:
    """An officer of the whole Board."""
    user = new_user("OFFICER", "toan-ban")
    grant_scope(user=user, kind=ScopeKind.AUTHORITY, target_id=None, valid_from=SITED, by=BY, now=NOW)
    return user


def assign(client: Client, officer: User, code: str = "mau-01", **other: Any) -> Any:
    given = {"officer": officer.pk, "since": "01/02/2021", **other}
    return client.post(f"/enterprises/{code}/assign/", given)


def held() -> list[tuple[str, bool, date, date | None]]:
    rows = Assignment.objects.select_related("officer").order_by("since", "pk")
    return [(row.officer.username, row.substitute, row.since, row.until) for row in rows]


def test_a_substitute_for_some_days_the_last_one_included(cast: Cast, whole: User) -> None:
    client = signed_in(cast.officer)
    assign(client, cast.officer)
    days = {"since": "10/01/2022", "last": "23/01/2022", "reason": "Nghỉ phép"}
    sent = {"officer": cast.officer.pk, "substitute": whole.pk, **days}
    assert client.post("/enterprises/substitutes/add/", sent).status_code == 302
    assert held() == [
        ("chuyen-vien", False, date(2021, 2, 1), None),
        ("toan-ban", True, date(2022, 1, 10), date(2022, 1, 24)),
    ]
    text = client.get("/enterprises/in-charge/?kind=substitute").content.decode()
    assert "Người toan-ban" in text
    assert "Nghỉ phép" in b"".join(client.get("/enterprises/in-charge/?export=csv")).decode("utf-8-sig")
    row = Assignment.objects.get(substitute=True)
    back = f"/enterprises/mau-01/assignments/{row.uuid}/release/"
    assert "phải sau ngày bắt đầu 10/01/2022" in str(
        client.post(back, {"on": "10/01/2022"}).context["form"].errors
    )
    assert client.post(back, {"on": "17/01/2022"}).status_code == 302, "back earlier"
    assert held()[1][3] == date(2022, 1, 17)


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"last": "09/01/2022"}, "last", "09/01/2022 trước từ ngày 10/01/2022"),
        ({"substitute": "same"}, "substitute", "trùng chuyên viên vắng"),
        ({"officer": "other"}, "officer", "không phụ trách doanh nghiệp nào"),
        ({"reason": ""}, "reason", "Lý do: chưa nhập."),
    ],
)
def test_a_substitute_that_cannot_be(
    cast: Cast, whole: User, given: dict[str, str], field: str, said: str
) -> None:
    client = signed_in(cast.officer)
    assign(client, cast.officer)
    third = new_user("OFFICER", "nguoi-ba")
    named: dict[str, Any] = {"same": cast.officer.pk, "other": third.pk}
    sent: dict[str, Any] = {
        "officer": cast.officer.pk, "substitute": whole.pk, "since": "10/01/2022", "last": "23/01/2022",
        "reason": "Nghỉ phép", **{key: named.get(value, value) for key, value in given.items()},
    }  # fmt: skip
    answer = client.post("/enterprises/substitutes/add/", sent)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert len(held()) == 1


def test_a_group_with_its_leader_by_day(cast: Cast, whole: User) -> None:
    client = signed_in(whole)
    assert client.post("/enterprises/groups/add/", GROUP).status_code == 302
    group = WorkingGroup.objects.get()
    join = "/enterprises/groups/to-1/join/"
    client.post(join, {"officer": cast.officer.pk, "leads": "on", "since": "01/01/2021"})
    client.post(join, {"officer": whole.pk, "leads": "on", "since": "01/06/2021"})
    rows = [
        (row.officer.username, row.leads, row.since, row.until) for row in group.memberships.order_by("pk")
    ]
    assert rows == [
        ("chuyen-vien", True, date(2021, 1, 1), date(2021, 6, 1)),
        ("chuyen-vien", False, date(2021, 6, 1), None),
        ("toan-ban", True, date(2021, 6, 1), None),
    ]
    again = client.post(join, {"officer": whole.pk, "since": "01/07/2021"})
    assert "đã ở trong tổ" in str(again.context["form"].errors["officer"])
    assign(client, cast.officer, group=group.pk)
    page = client.get("/enterprises/groups/to-1/").content.decode()
    assert "Phụ trách 1 doanh nghiệp" in page
    assert "tổ trưởng" in page
    last = GroupMembership.objects.get(officer=whole)
    client.post(f"/enterprises/groups/to-1/members/{last.uuid}/leave/", {"on": "01/01/2022"})
    last.refresh_from_db()
    assert last.until == date(2022, 1, 1)
    client.post("/enterprises/groups/to-1/change/", {"name": "Tổ một", "until": ""})
    assert "Tổ một" in client.get("/enterprises/groups/").content.decode()
    assert Event.objects.filter(name="enterprises:member:left").exists()


def test_groups_are_the_whole_boards(cast: Cast, whole: User) -> None:
    signed_in(whole).post("/enterprises/groups/add/", GROUP)
    park = signed_in(cast.officer)
    assert park.get("/enterprises/groups/to-1/").status_code == 404
    assert (
        "Chỉ người phụ trách toàn Ban"
        in park.post("/enterprises/groups/add/", {**GROUP, "code": "x"}).content.decode()
    )
    assert signed_in(cast.leader).get("/enterprises/groups/to-1/").status_code == 200
    assert signed_in(cast.leader).get("/enterprises/groups/to-1/join/").status_code == 403
    assert signed_in(cast.reporter).get("/enterprises/groups/").status_code == 403
    assert WorkingGroup.objects.count() == 1
