"""Inviting, changing, unlocking users; who may, and why not."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from songhanh.core.accounts import second_factor, tries
from songhanh.core.accounts.roles import ROLES
from songhanh.core.actions.grants import grant_scope
from songhanh.core.actions.users import (
    change_user,
    give_second_factor,
    invite_again,
    invite_user,
    reset_second_factor,
    unlock_user,
)
from songhanh.core.models import Event, User
from songhanh.core.policies import NotAllowedError
from songhanh.core.records import fingerprint
from tests.core.cast import AUTHORITY, BY, COMPANY, NOW, TODAY, actor, everyone, new_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return new_user("ADMINISTRATOR", "quan-tri")


def invite(**values: Any) -> User:
    stored = {"username": "an.le", "full_name": "Lê An", "role": "OFFICER", "email": "an@example.vn"}
    return invite_user(**{**stored, "by": BY, "now": NOW, **values})


def test_inviting_sends_a_link_and_grants_at_once(
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    settings.BASE_URL = "https://songhanh.example/"
    with django_capture_on_commit_callbacks(execute=True):
        user = invite(target=AUTHORITY)
    assert not user.has_usable_password()
    assert [(g.kind, g.label, g.valid_from) for g in user.grants.all()] == [
        ("AUTHORITY", "Toàn Ban Quản lý", TODAY)
    ]
    (letter,) = mail.outbox
    assert letter.to == ["an@example.vn"]
    assert "https://songhanh.example/accounts/password/reset/key/" in letter.body
    assert "«an.le»" in letter.body
    assert "Chuyên viên Ban" in letter.body


def test_without_an_address_nothing_is_sent(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(email="")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"username": "AN.LE"}, "username_taken"),
        ({"username": "lê an"}, "username_form"),
        ({"username": "a"}, "username_form"),
        ({"username": "mới", "role": "KING"}, "role_unknown"),
        ({"username": "dn1", "role": "ENTERPRISE_REPORTER", "target": AUTHORITY}, "grant_does_not_fit"),
    ],
)
def test_a_wrong_invitation_says_why(values: dict[str, Any], code: str) -> None:
    invite()
    with pytest.raises(NotAllowedError) as refusal:
        invite(**values)
    assert refusal.value.code == code
    assert str(refusal.value)
    assert User.objects.count() == 1


def test_only_the_administrator_manages_users() -> None:
    cast = everyone()
    for role, user in cast.items():
        by = actor(user)
        calls = [
            lambda by=by, role=role: invite(username=f"moi-{role.lower().replace('_', '-')}", by=by),
            lambda by=by: change_user(user=cast["AUDITOR"], full_name="Tên khác", by=by, now=NOW),
            lambda by=by: unlock_user(user=cast["OFFICER"], by=by, now=NOW),
            lambda by=by: reset_second_factor(user=cast["OFFICER"], by=by, now=NOW),
            lambda by=by: grant_scope(
                user=cast["ENTERPRISE_REPORTER"],
                kind="ENTERPRISES",
                target_id=1,
                valid_from=TODAY,
                by=by,
                now=NOW,
            ),
        ]
        for call in calls:
            if role == "ADMINISTRATOR":
                call()
            else:
                with pytest.raises(NotAllowedError) as refusal:
                    call()
                assert refusal.value.code == "no_permission"
    assert set(cast) == set(ROLES)


def test_a_change_leaves_fingerprints_not_names(admin: User) -> None:
    user = new_user("OFFICER", full_name="Tên Cũ")
    change_user(user=user, full_name="Tên Mới", role="AUDITOR", by=actor(admin), now=NOW)
    event = Event.objects.get(name="core:user:changed")
    assert event.subject == f"core.user:{user.pk}"
    assert event.before == {"full_name": fingerprint("Tên Cũ"), "role": "OFFICER"}
    assert event.after == {"full_name": fingerprint("Tên Mới"), "role": "AUDITOR"}
    assert event.by_id == admin.pk


def test_nobody_changes_the_own_role_nor_the_last_administrators(admin: User) -> None:
    with pytest.raises(NotAllowedError) as own:
        change_user(user=admin, role="OFFICER", by=actor(admin), now=NOW)
    with pytest.raises(NotAllowedError) as last:
        change_user(user=admin, is_active=False, by=BY, now=NOW)
    assert (own.value.code, last.value.code) == ("own_account", "last_administrator")
    change_user(user=admin, full_name="Tên khác", by=actor(admin), now=NOW)
    second = new_user("ADMINISTRATOR", "quan-tri-2")
    change_user(user=admin, is_active=False, by=actor(second), now=NOW)
    assert not User.objects.get(pk=admin.pk).is_active


def test_a_role_too_narrow_for_what_is_granted_is_refused(admin: User) -> None:
    user = new_user("OFFICER", target=AUTHORITY)
    with pytest.raises(NotAllowedError) as refusal:
        change_user(user=user, role="ENTERPRISE_REPORTER", by=actor(admin), now=NOW)
    assert refusal.value.code == "grant_does_not_fit"
    assert "Đầu mối báo cáo doanh nghiệp" in str(refusal.value)


def test_an_unknown_field_is_the_callers_mistake(admin: User) -> None:
    with pytest.raises(TypeError):
        change_user(user=admin, password="x", by=BY, now=NOW)


def test_unlocking_forgets_wrong_passwords_and_codes(admin: User) -> None:
    user, real = new_user("LEADER"), datetime.now(UTC)
    for _ in range(5):
        tries.count_wrong(tries.password_key(user.username), real)
        tries.count_wrong(tries.code_key(user), real)
    assert tries.locked_users([user], real).keys() == {user.pk}
    unlock_user(user=user, by=actor(admin), now=NOW)
    assert tries.locked_users([user], real) == {}
    assert Event.objects.filter(name="core:user:unlocked", subject=f"core.user:{user.pk}").exists()


def test_resetting_the_second_factor_removes_app_and_codes(admin: User) -> None:
    user = new_user("LEADER")
    second_factor.set_up(user)
    reset_second_factor(user=user, by=actor(admin), now=NOW)
    assert not second_factor.has_second_factor(user)
    assert Event.objects.get(name="core:user:second_factor_reset").before == {"second_factors": 1}


def test_the_secret_is_encrypted_at_rest() -> None:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415

    user = new_user("LEADER")
    secret = give_second_factor(user=user, by=BY, now=NOW)
    stored = Authenticator.objects.get(user_id=user.pk)
    assert secret not in str(stored.data)
    assert second_factor.secret_of(user) == secret
    assert secret not in "".join(str(event.after) for event in Event.objects.all())


def test_no_person_gives_another_a_second_factor(admin: User) -> None:
    with pytest.raises(NotAllowedError):
        give_second_factor(user=new_user("LEADER"), by=actor(admin), now=NOW)


def test_an_invitation_goes_again_only_to_who_has_not_joined(
    admin: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    user = invite(target=COMPANY)
    with django_capture_on_commit_callbacks(execute=True):
        invite_again(user=user, by=actor(admin), now=NOW)
    assert len(mail.outbox) == 1
    with pytest.raises(NotAllowedError) as refusal:
        invite_again(user=admin, by=actor(admin), now=NOW)
    assert refusal.value.code == "joined_already"
