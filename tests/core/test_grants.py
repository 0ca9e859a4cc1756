"""What a user sees on a day; grants given, revoked, handed over."""

from datetime import date, timedelta
from typing import Any

import pytest

from songhanh.core.accounts.grants import scope_of
from songhanh.core.actions.grants import grant_scope, hand_over, revoke_grant
from songhanh.core.acts import acting
from songhanh.core.models import Grant, Notice, User
from songhanh.core.policies import NotAllowedError
from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import EVERYTHING, NOTHING, Scope, ScopeKind
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from tests.core.cast import BY, NOW, TODAY, new_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def give(user: User, kind: str = "ENTERPRISES", target_id: int | None = 7, **values: Any) -> Grant:
    defaults = {"valid_from": TODAY, "label": f"Công ty Mẫu {target_id}", "by": BY, "now": NOW}
    return grant_scope(user=user, kind=kind, target_id=target_id, **{**defaults, **values})


def code_of(call: Any) -> str:
    with pytest.raises(NotAllowedError) as refusal:
        call()
    assert str(refusal.value)
    return refusal.value.code


def test_without_grants_nothing_is_seen() -> None:
    assert scope_of(new_user("OFFICER"), TODAY) == NOTHING


def test_a_grant_holds_from_its_first_day_until_the_day_before_its_end() -> None:
    user = new_user("ENTERPRISE_REPORTER")
    give(user, valid_from=TODAY, valid_until=TODAY + 2 * DAY)
    seen = [scope_of(user, TODAY + n * DAY).enterprise_ids for n in (-1, 0, 1, 2)]
    assert seen == [frozenset(), {7}, {7}, frozenset()]


def test_the_widest_kind_wins() -> None:
    user = new_user("OFFICER")
    give(user, "ENTERPRISES", 7)
    give(user, "ENTERPRISES", 8)
    assert scope_of(user, TODAY) == Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({7, 8}))
    give(user, "PARKS", 1)
    assert scope_of(user, TODAY) == Scope(ScopeKind.PARKS, park_ids=frozenset({1}))
    give(user, "AUTHORITY", None)
    assert scope_of(user, TODAY) == EVERYTHING


def test_rows_are_seen_by_scope_alone() -> None:
    assert Grant.scope_enterprise == ""  # a model that no enterprise may see
    user = new_user("OFFICER")
    give(user)
    rows: RecordQuerySet[Grant] = Grant.objects.all()
    assert rows.visible_to(EVERYTHING).count() == 1
    assert rows.visible_to(NOTHING).count() == 0
    assert rows.visible_to(Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({7}))).count() == 0


def test_a_park_seen_through_two_enterprises_is_seen_once() -> None:
    park = IndustrialPark(code="khanh-phu", name="Khánh Phú", state="OPERATING")
    with acting("core:test:done", by=BY, now=NOW):
        park.save()
        for n, tax_code in ((1, "0100109106"), (2, "0100233488")):
            Enterprise(
                code=f"mau-{n}", name=f"Mẫu {n}", short_name=f"Mẫu {n}", name_key=f"mau {n}", tax_code=tax_code,
                park=park, ownership="DDI", operating_from=TODAY,
            ).save()  # fmt: skip
    ids = frozenset(Enterprise.objects.values_list("pk", flat=True))
    parks: RecordQuerySet[IndustrialPark] = IndustrialPark.objects.all()
    assert list(parks.visible_to(Scope(ScopeKind.ENTERPRISES, enterprise_ids=ids))) == [park]
    assert list(parks.visible_to(Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({0})))) == []


@pytest.mark.parametrize(
    ("role", "values", "code"),
    [
        ("ENTERPRISE_REPORTER", {"kind": "PARKS", "target_id": 1}, "grant_does_not_fit"),
        ("ENTERPRISE_APPROVER", {"kind": "AUTHORITY", "target_id": None}, "grant_does_not_fit"),
        ("OFFICER", {"kind": "AUTHORITY", "target_id": 3}, "target"),
        ("OFFICER", {"kind": "PARKS", "target_id": None}, "target"),
        ("OFFICER", {"kind": "NOTHING", "target_id": None}, "kind_unknown"),
        ("OFFICER", {"valid_until": TODAY}, "period"),
    ],
)
def test_a_wrong_grant_says_why(role: str, values: dict[str, Any], code: str) -> None:
    user = new_user(role)
    assert code_of(lambda: give(user, **values)) == code
    assert not Grant.objects.exists()


def test_the_same_is_not_granted_twice_but_again_after_its_end() -> None:
    user = new_user("OFFICER")
    grant = give(user)
    assert code_of(lambda: give(user)) == "granted_already"
    revoke_grant(grant=grant, on=TODAY + DAY, by=BY, now=NOW)
    assert code_of(lambda: revoke_grant(grant=grant, on=TODAY + DAY, by=BY, now=NOW)) == "ended_already"
    give(user, valid_from=TODAY + DAY)
    assert scope_of(user, TODAY + 9 * DAY).enterprise_ids == {7}


def test_a_focal_point_hands_over_to_a_successor() -> None:
    old, new = new_user("ENTERPRISE_REPORTER", "dau-moi-cu"), new_user("ENTERPRISE_REPORTER", "dau-moi-moi")
    give(old, target_id=7)
    give(old, target_id=8, valid_until=date(2022, 6, 1))
    give(new, target_id=8)
    friday = date(2022, 1, 21)
    given = hand_over(outgoing=old, successor=new, on=friday, reason="nghỉ việc", by=BY, now=NOW)
    assert [(g.target_id, g.valid_from, g.valid_until) for g in given] == [(7, friday, None)]
    assert scope_of(old, friday - DAY).enterprise_ids == {7, 8}
    assert scope_of(old, friday) == NOTHING
    assert scope_of(new, friday - DAY).enterprise_ids == {8}
    assert scope_of(new, friday).enterprise_ids == {7, 8}
    notice = Notice.objects.get(user=new)
    assert "Nhận bàn giao 2 phạm vi từ Người dau-moi-cu, từ 21/01/2022" in notice.text


def test_a_grant_that_begins_later_is_handed_over_whole() -> None:
    old, new = new_user("OFFICER", "cu"), new_user("OFFICER", "moi")
    later = TODAY + 30 * DAY
    give(old, "PARKS", 1, valid_from=later)
    hand_over(outgoing=old, successor=new, on=TODAY, by=BY, now=NOW)
    assert scope_of(old, later) == NOTHING
    assert scope_of(new, later).park_ids == {1}


def test_handing_over_says_why_not() -> None:
    old, officer = new_user("ENTERPRISE_REPORTER", "cu"), new_user("OFFICER", "can-bo")
    gone = new_user("ENTERPRISE_REPORTER", "da-nghi")
    gone.is_active = False
    gone.save()
    other = new_user("ENTERPRISE_APPROVER", "khac")

    def to(successor: User, on: date = TODAY) -> str:
        return code_of(lambda: hand_over(outgoing=old, successor=successor, on=on, by=BY, now=NOW))

    assert to(other) == "nothing_to_hand_over"
    give(old)
    assert [to(old), to(gone), to(officer), to(other, TODAY - DAY)] == [
        "same_user",
        "successor_inactive",
        "successor_role",
        "past_day",
    ]
    assert scope_of(old, TODAY).enterprise_ids == {7}
