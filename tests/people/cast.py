"""Two parks, three enterprises, and the users who look at their people."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.models import Grant, User
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import Enterprise, Siting
from songhanh.parks.models import IndustrialPark
from songhanh.people.actions.people import hire
from songhanh.people.intake.statement import Statement
from songhanh.people.models import Employment
from tests.core.cast import BY, NOW, TODAY, actor, plain_user

SITED = date(2015, 1, 1)
TAX_CODES = ("0100109106", "0101248141", "0100686209")


@dataclass
class Cast:
    """Enterprise `one` and `two` stand in park `khanh-phu`, `three` in `gian-khau`."""

    parks: list[IndustrialPark]
    one: Enterprise
    two: Enterprise
    three: Enterprise
    reporter: User  # of one
    other: User  # of two
    officer: User  # of the park of one and two
    leader: User
    auditor: User

    def by(self, user: User) -> Actor:
        """The user acting today."""
        return actor(user)


@contextmanager
def acting() -> Iterator[None]:
    """Write rows as the system."""
    with acts.acting("core:test:prepared", by=BY, now=NOW):
        yield


def make_cast() -> Cast:
    """Everything above, saved as rows in one act: made for a thousand tests, how it comes about is none of theirs."""
    with acting():
        parks = acts.insert([_park("khanh-phu", "KCN Khánh Phú"), _park("gian-khau", "KCN Gián Khẩu")])
        where = ((1, parks[0]), (2, parks[0]), (3, parks[1]))
        one, two, three = acts.insert([_enterprise(number, park) for number, park in where])
        acts.insert([Siting(enterprise=each, park=each.park, since=SITED) for each in (one, two, three)])
        users = _users(
            ("ENTERPRISE_REPORTER", "mau-01", ScopeKind.ENTERPRISES, one.pk),
            ("ENTERPRISE_REPORTER", "mau-02", ScopeKind.ENTERPRISES, two.pk),
            ("OFFICER", "chuyen-vien", ScopeKind.PARKS, parks[0].pk),
            ("LEADER", "lanh-dao", ScopeKind.AUTHORITY, None),
            ("AUDITOR", "kiem-tra", ScopeKind.AUTHORITY, None),
        )
    return Cast(parks, one, two, three, *users)


def _park(code: str, name: str) -> IndustrialPark:
    return IndustrialPark(code=code, name=name, state="OPERATING")


def _enterprise(number: int, park: IndustrialPark) -> Enterprise:
    return Enterprise(
        code=f"mau-{number:02d}",
        name=f"Công ty TNHH Mẫu {number:02d}",
        short_name=f"Mẫu {number:02d}",
        name_key=f"cong ty tnhh mau {number:02d}",
        tax_code=TAX_CODES[number - 1],
        park=park,
        ownership="FDI",
        operating_from=SITED,
    )


def _users(*wanted: tuple[str, str, ScopeKind, int | None]) -> list[User]:
    users = [plain_user(role, name) for role, name, _kind, _target in wanted]
    User.objects.bulk_create(users)
    scopes = zip(users, wanted, strict=True)
    acts.insert(
        [
            Grant(user=user, kind=kind, target_id=target, valid_from=SITED)
            for user, (*_, kind, target) in scopes
        ]
    )
    return users


def statement(nth: int, **stated: object) -> Statement:
    """A worker of Ninh Bình, the `nth`; anything may be stated otherwise."""
    given: dict[str, object] = {
        "identity_kind": "CCCD",
        "number": f"037191{nth:06d}",
        "employee_code": f"NL-{nth:04d}",
        "full_name": "Nguyễn Thị Ánh",
        "birth_date": date(1991, 2, 14),
        "sex": "F",
        "origin_province": "37",
        "origin_catalogue": "2021-11-01",
        "line": "Hàn 1",
        "shift": "Ca 1",
        "joined_on": date(2019, 3, 1),
    }
    return Statement(**{**given, **stated})  # type: ignore[arg-type]


def employ(enterprise: Enterprise, nth: int, **stated: object) -> Employment:
    """Hire one, as the system."""
    return hire(enterprise=enterprise, statement=statement(nth, **stated), by=BY, now=NOW)


__all__ = ["BY", "NOW", "TODAY", "Cast", "acting", "employ", "make_cast", "statement"]
