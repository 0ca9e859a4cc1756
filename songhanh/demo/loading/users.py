"""Users of every role, their grants, working groups, officers in charge and a substitute."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.accounts.actors import actor_of
from songhanh.core.actions.users import give_second_factor
from songhanh.core.actor import Actor
from songhanh.core.models import Grant, User
from songhanh.core.records import snapshot
from songhanh.core.scope import ScopeKind
from songhanh.demo.generation.authority import Authority
from songhanh.demo.generation.officers import (
    AWAY,
    AWAY_FROM,
    AWAY_UNTIL,
    CHANGED_ON,
    GO_LIVE,
    STANDS_IN,
    group_of,
    number_of_officers,
)
from songhanh.demo.loading.moments import LOADER, at
from songhanh.demo.loading.register import Register
from songhanh.enterprises.actions.assignments import assign_officers, substitute_officer
from songhanh.enterprises.actions.groups import form_groups
from songhanh.enterprises.models import Assignment, GroupMembership, WorkingGroup

NOW = at(GO_LIVE, 9)
PASSWORD = "Minh-hoa-2022"  # every demo user's; told in the README and on the console
ADMINISTRATOR, LEADER, AGENCY, AUDITOR = "quantri", "lanhdao", "coquan", "kiemtra"
WITH_SECOND_FACTOR = (ADMINISTRATOR, LEADER)
SERVES_SEVERAL = {7: (7, 28, 61)}  # one login for three enterprises
NEVER_SIGNED_IN = (40, 55, 73)  # without a login: an officer files for them
ADDED = "demo:user:added"
acts.TITLES[ADDED] = _("Nạp người dùng minh họa")
APPROVER_OF, APPROVES_SINCE = 12, date(2022, 1, 12)


@dataclass(frozen=True)
class Users:
    """By sign-in name; actors are made once each."""

    by_name: dict[str, User]
    reporters: dict[int, str]  # enterprise number → sign-in name
    _actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, name: str, *, origin: str = "web") -> Actor:
        """That user acting."""
        if name not in self._actors:
            self._actors[name] = actor_of(self.by_name[name], on=date(2022, 1, 17), origin=origin)
        return self._actors[name]

    def forget(self, name: str) -> None:
        """That user's scope has changed: the next act is under the new one."""
        self._actors.pop(name, None)

    def officer(self, number: int) -> User:
        """The officer of that number."""
        return self.by_name[officer_name(number)]


def officer_name(number: int) -> str:
    """chuyenvien03."""
    return f"chuyenvien{number:02d}"


def load_users(authority: Authority, register: Register) -> Users:
    """Write users with grants, groups and assignments."""
    rows = [*_board(authority), *_reporters(authority)]
    with acts.acting(ADDED, by=LOADER, now=NOW) as act:
        stored = User.objects.bulk_create(rows)
        for user in stored:
            act.differs(f"core.user:{user.pk}", {}, snapshot(user))
        acts.insert(list(_grants(authority, register, stored)))
    by_name = {user.username: user for user in stored}
    for name in WITH_SECOND_FACTOR:
        give_second_factor(user=by_name[name], by=LOADER, now=NOW)
    users = Users(by_name, reporters_of(authority))
    _groups(authority, users)
    load_charges(authority, register, users, GO_LIVE)
    return users


def read_users(authority: Authority) -> Users:
    """The users as they were loaded before."""
    return Users({user.username: user for user in User.objects.all()}, reporters_of(authority))


def reporters_of(authority: Authority) -> dict[int, str]:
    """Enterprise number → sign-in name of who reports for it; none for those that never signed in."""
    numbers = {e.number: e.code for e in authority.enterprises}
    serves = {
        served: numbers[one] for one, all_ in SERVES_SEVERAL.items() if one in numbers for served in all_
    }
    return {n: serves.get(n, code) for n, code in numbers.items() if n not in NEVER_SIGNED_IN}


def _user(username: str, full_name: str, role: str, password: str) -> User:
    return User(username=username, full_name=full_name, role=role, password=password)


def _board(authority: Authority) -> Iterable[User]:
    password = make_password(PASSWORD)
    yield _user(ADMINISTRATOR, "Quản trị hệ thống", "ADMINISTRATOR", password)
    yield _user(LEADER, "Lãnh đạo Ban", "LEADER", password)
    yield _user(AGENCY, "Cơ quan phối hợp", "AGENCY_USER", password)
    yield _user(AUDITOR, "Kiểm tra nội bộ", "AUDITOR", password)
    for number in range(1, number_of_officers(authority.enterprises) + 1):
        yield _user(officer_name(number), f"Chuyên viên {number:02d}", "OFFICER", password)


def _reporters(authority: Authority) -> Iterable[User]:
    password = make_password(PASSWORD)
    names = {e.code: e.short_name for e in authority.enterprises}
    for username in dict.fromkeys(reporters_of(authority).values()):
        yield _user(username, f"Đầu mối {names[username]}", "ENTERPRISE_REPORTER", password)
    if approver := _approver(authority):
        yield _user(approver, "Người duyệt Công ty Mẫu 12", "ENTERPRISE_APPROVER", password)


def _approver(authority: Authority) -> str:
    there = any(e.number == APPROVER_OF for e in authority.enterprises)
    return f"mau-{APPROVER_OF:02d}-duyet" if there else ""


def _grants(authority: Authority, register: Register, users: list[User]) -> Iterable[Grant]:
    by_name = {user.username: user for user in users}
    for user in users:
        if not user.role.startswith("ENTERPRISE"):
            yield Grant(user=user, kind=ScopeKind.AUTHORITY, label="Toàn Ban Quản lý", valid_from=GO_LIVE)
    for number, username in reporters_of(authority).items():
        yield _enterprise_grant(register, by_name[username], number, GO_LIVE)
    if approver := _approver(authority):
        yield _enterprise_grant(register, by_name[approver], APPROVER_OF, APPROVES_SINCE)


def _enterprise_grant(register: Register, user: User, number: int, since: date) -> Grant:
    enterprise = register.enterprises[number]
    return Grant(
        user=user,
        kind=ScopeKind.ENTERPRISES,
        target_id=enterprise.pk,
        label=enterprise.short_name,
        valid_from=since,
    )


def _groups(authority: Authority, users: Users) -> None:
    number = number_of_officers(authority.enterprises)
    groups = [
        WorkingGroup(code=f"to-{n}", name=f"Tổ công tác số {n}", since=GO_LIVE)
        for n in range(1, group_of(number) + 1)
    ]
    members = [
        GroupMembership(
            group=groups[group_of(n) - 1], officer=users.officer(n), leads=leads, since=since, until=until
        )
        for n in range(1, number + 1)
        for leads, since, until in _terms(n, number)
    ]
    form_groups(groups=groups, members=members, by=LOADER, now=NOW)


def _terms(officer: int, number: int) -> list[tuple[bool, date, date | None]]:
    """(leads, since, until): the first of a group leads it; since 01/03/2021 the second one leads the second group."""
    first = officer == 1 or group_of(officer) != group_of(officer - 1)
    if group_of(officer) != 2 or officer >= number:
        return [(first, GO_LIVE, None)]
    changes = first or (group_of(officer - 1) == 2 and (officer == 2 or group_of(officer - 2) != 2))
    return (
        [(first, GO_LIVE, CHANGED_ON), (not first, CHANGED_ON, None)] if changes else [(False, GO_LIVE, None)]
    )


def load_charges(authority: Authority, register: Register, users: Users, since: date) -> int:
    """Put officers in charge from that day on; how many enterprises."""
    groups = {group.code: group for group in WorkingGroup.objects.all()}
    rows = [
        Assignment(
            enterprise=register.enterprises[charge.enterprise.number],
            officer=users.officer(charge.officer),
            group=groups[f"to-{group_of(charge.officer)}"],
            since=charge.since,
        )
        for charge in authority.charges
        if charge.since == since
    ]
    return len(assign_officers(assignments=rows, by=LOADER, now=at(since, 9, 30)))


def load_substitute(users: Users) -> int:
    """An officer goes on leave; another stands in at the same enterprises."""
    away, stands_in = users.officer(AWAY), users.officer(STANDS_IN)
    rows = substitute_officer(
        officer=away,
        substitute=stands_in,
        since=AWAY_FROM,
        until=AWAY_UNTIL,
        reason="Nghỉ phép",
        by=users.actor(away.username),
        now=at(date(2022, 1, 7), 15),
    )
    return len(rows)
