"""Two parks, three enterprises, and the users who look at their people."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from songhanh.core import acts
from songhanh.core.actions.grants import grant_scope
from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import Enterprise, Siting
from songhanh.parks.models import IndustrialPark
from songhanh.people.actions.people import hire
from songhanh.people.intake.statement import Statement
from songhanh.people.models import Employment
from tests.core.cast import BY, NOW, TODAY, actor, new_user

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
    """Everything above, saved."""
    with acting():
        parks = [_park("khanh-phu", "KCN Khánh Phú"), _park("gian-khau", "KCN Gián Khẩu")]
        one, two, three = (
            _enterprise(number, park) for number, park in ((1, parks[0]), (2, parks[0]), (3, parks[1]))
        )
    return Cast(
        parks,
        one,
        two,
        three,
        reporter=_user("ENTERPRISE_REPORTER", "mau-01", ScopeKind.ENTERPRISES, one.pk),
        other=_user("ENTERPRISE_REPORTER", "mau-02", ScopeKind.ENTERPRISES, two.pk),
        officer=_user("OFFICER", "chuyen-vien", ScopeKind.PARKS, parks[0].pk),
        leader=_user("LEADER", "lanh-dao", ScopeKind.AUTHORITY, None),
        auditor=_user("AUDITOR", "kiem-tra", ScopeKind.AUTHORITY, None),
    )


def _park(code: str, name: str) -> IndustrialPark:
    park = IndustrialPark(code=code, name=name, state="OPERATING")
    park.save()
    return park


def _enterprise(number: int, park: IndustrialPark) -> Enterprise:
    enterprise = Enterprise(
        code=f"mau-{number:02d}",
        name=f"Công ty TNHH Mẫu {number:02d}",
        short_name=f"Mẫu {number:02d}",
        name_key=f"cong ty tnhh mau {number:02d}",
        tax_code=TAX_CODES[number - 1],
        park=park,
        ownership="FDI",
        operating_from=SITED,
    )
    enterprise.save()
    Siting(enterprise=enterprise, park=park, since=SITED).save()
    return enterprise


def _user(role: str, name: str, kind: ScopeKind, target: int | None) -> User:
    user = new_user(role, name)
    grant_scope(user=user, kind=kind, target_id=target, valid_from=SITED, by=BY, now=NOW)
    return user


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
