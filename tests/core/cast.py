"""A fixed cast: one user a role, made by the system, and how one of them signs in."""

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from songhanh.core.accounts import second_factor
from songhanh.core.accounts.actors import actor_of
from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.users import add_user
from songhanh.core.actor import Actor, system
from songhanh.core.models import User
from songhanh.core.scope import ScopeKind

NOW = datetime(2022, 1, 17, 2, 0, tzinfo=UTC)  # 09:00 in Hà Nội
TODAY = date(2022, 1, 17)
PASSWORD = "ba con vịt qua cầu"
BY = system("test")
AUTHORITY = Target(ScopeKind.AUTHORITY, None, "*", "Toàn Ban Quản lý")
COMPANY = Target(ScopeKind.ENTERPRISES, 7, "mau-07", "Công ty Mẫu 07")
OTHER = Target(ScopeKind.ENTERPRISES, 8, "mau-08", "Công ty Mẫu 08")


def told() -> list[Target]:
    """For the setting GRANT_TARGETS."""
    return [Target(ScopeKind.PARKS, 1, "khanh-phu", "KCN Khánh Phú"), COMPANY, OTHER]


def new_user(role: str, username: str = "", **values: Any) -> User:
    """A user of that role with the cast's password."""
    name = username or role.lower().replace("_", "-")
    return add_user(
        username=name, role=role, **{**_told_of(name), "password": PASSWORD, **values}, by=BY, now=NOW
    )


def plain_user(role: str, name: str) -> User:
    """The same as a row that is not saved yet."""
    user = User(username=name, role=role, **_told_of(name))
    user.set_password(PASSWORD)
    return user


def _told_of(name: str) -> dict[str, str]:
    return {"full_name": f"Người {name}", "email": f"{name}@example.vn"}


def everyone() -> dict[str, User]:
    """One user a role."""
    return {role: new_user(role) for role in ROLES}


def actor(user: User, on: date = TODAY) -> Actor:
    """The user acting."""
    return actor_of(user, on=on, origin="test")


def signed_in(user: User) -> Client:
    """A browser in which the user has signed in, second factor and all."""
    if user.role_class.second_factor and not second_factor.has_second_factor(user):
        second_factor.set_up(user)
    client = Client()
    client.force_login(user)
    return client
