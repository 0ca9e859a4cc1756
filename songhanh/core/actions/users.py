"""Users: invited, changed, unlocked. Of personal values the audit trail gets fingerprints only."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts, policies
from songhanh.core.accounts import second_factor, tries
from songhanh.core.accounts.invitation import send_invitation
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.grants import grant_scope
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import User
from songhanh.core.models.user import plain_username
from songhanh.core.records import snapshot

CHANGEABLE = {"full_name", "email", "phone", "role", "is_active"}


@act("core:user:invited", _("Mời người dùng"))
def invite_user(
    *,
    username: str,
    full_name: str,
    role: str,
    email: str = "",
    phone: str = "",
    target: Target | None = None,
    by: Actor,
    now: datetime,
) -> User:
    """A new user who sets the first password by a link sent to `email`; `target` is granted at once."""
    user = _added(username, full_name, role, email, phone, invited_at=now, by=by)
    if target is not None:
        _grant(user, target, by, now)
    transaction.on_commit(lambda: send_invitation(user))
    return user


@act("core:user:added", _("Thêm người dùng"))
def add_user(
    *,
    username: str,
    full_name: str,
    role: str,
    password: str,
    email: str = "",
    phone: str = "",
    target: Target | None = None,
    by: Actor,
    now: datetime,
) -> User:
    """A new user with a password known to who adds him: for the command line and the demo."""
    user = _added(username, full_name, role, email, phone, password=password, by=by)
    if target is not None:
        _grant(user, target, by, now)
    return user


@act("core:user:invited_again", _("Gửi lại lời mời"))
def invite_again(*, user: User, by: Actor, now: datetime) -> None:
    """Send the link once more; it holds for three days."""
    policies.check_can_invite_again(by, user)
    with _changing(user) as changed:
        changed.invited_at = now
    transaction.on_commit(lambda: send_invitation(user))


@act("core:user:changed", _("Sửa người dùng"))
def change_user(*, user: User, by: Actor, now: datetime, **changes: Any) -> User:
    """Change role, full_name, email, phone or is_active; other names are a mistake of the caller's."""
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_user: {sorted(unknown)}")
    user = User.objects.select_for_update().get(pk=user.pk)
    policies.check_can_change(
        by,
        user,
        role=changes.get("role", user.role),
        is_active=changes.get("is_active", user.is_active),
        on=timezone.localdate(now),
    )
    with _changing(user) as changed:
        for name, value in changes.items():
            setattr(changed, name, value)
    return user


@act("core:user:unlocked", _("Mở khóa người dùng"))
def unlock_user(*, user: User, by: Actor, now: datetime) -> None:
    """Forget the wrong tries, of passwords and of codes."""
    policies.check_can_manage_users(by)
    tries.forget(tries.password_key(user.username), tries.code_key(user))
    _note(user, {}, {"unlocked": True})


@act("core:user:second_factor_reset", _("Đặt lại mã một lần"))
def reset_second_factor(*, user: User, by: Actor, now: datetime) -> None:
    """Take away a lost phone's secret: the user sets up a new one at the next sign-in."""
    policies.check_can_manage_users(by)
    removed = second_factor.remove(user)
    tries.forget(tries.code_key(user))
    _note(user, {"second_factors": removed}, {"second_factors": 0})


@act("core:user:second_factor_given", _("Gán mã một lần cho người dùng minh họa"))
def give_second_factor(*, user: User, secret: str | None = None, by: Actor, now: datetime) -> str:
    """Set up a secret for a demo user and return it (base32)."""
    policies.check_can_give_second_factor(by)
    given = second_factor.set_up(user, secret)
    _note(user, {}, {"second_factors": 1})
    return given


class _changing:  # noqa: N801 (reads as a verb)
    """Save `user` on leaving and note what differs."""

    def __init__(self, user: User) -> None:
        self.user, self.before = user, snapshot(user)

    def __enter__(self) -> User:
        return self.user

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is None:
            self.user.save()
            _note(self.user, self.before, snapshot(self.user))


def _added(
    username: str, full_name: str, role: str, email: str, phone: str, *, by: Actor,
    password: str | None = None, invited_at: datetime | None = None,
) -> User:  # fmt: skip
    name = plain_username(username)
    policies.check_can_invite(by, username=name, role=role)
    user = User(
        username=name,
        full_name=full_name.strip(),
        role=role,
        email=email.strip().lower(),
        phone=phone.strip(),
    )
    user.invited_at = invited_at
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save()
    _note(user, {}, snapshot(user))
    return user


def _grant(user: User, target: Target, by: Actor, now: datetime) -> None:
    grant_scope(
        user=user,
        kind=target.kind,
        target_id=target.target_id,
        label=target.label,
        valid_from=timezone.localdate(now),
        by=by,
        now=now,
    )


def _note(user: User, before: dict[str, Any], after: dict[str, Any]) -> None:
    acts.current("User").differs(f"core.user:{user.pk}", before, after)
