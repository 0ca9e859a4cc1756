"""A gate with two lanes, a phone, workers and a guest: what the tests of the gate begin with."""

from datetime import date

from songhanh.enterprises.models import Enterprise
from songhanh.gate.actions.devices import add_device, enrol_device
from songhanh.gate.actions.gates import add_gate
from songhanh.gate.actions.passes import issue_passes
from songhanh.gate.actions.rules import RuleTerms, set_rule
from songhanh.gate.actions.visitors import Guest, announce_visitor
from songhanh.gate.models import (
    Device,
    DeviceKind,
    Direction,
    Gate,
    GateRule,
    GuestKind,
    Pass,
    RuleFor,
    RuleReason,
)
from songhanh.gate.queries.devices import device_actor
from tests.people.cast import BY, NOW, TODAY, Cast, acting, employ, make_cast

WORDS = ("Mời ra ghế chờ, gọi tổ y tế.", "Please take a seat and call the medical team.")
LANES = (("lan-1", "Làn 1", Direction.IN), ("lan-2", "Làn 2", Direction.MIXED))


def new_gate(enterprise: Enterprise, code: str = "cong-1", name: str = "Cổng 1") -> Gate:
    return add_gate(enterprise=enterprise, code=code, name=name, lanes=LANES, by=BY, now=NOW)


def new_device(gate: Gate, name: str = "Điện thoại cổng 1") -> tuple[Device, str]:
    """Enrolled, with its secret."""
    device, code = add_device(gate=gate, name=name, kind=DeviceKind.PHONE, by=BY, now=NOW)
    return enrol_device(code=code, by=device_actor(device), now=NOW)


def new_passes(enterprise: Enterprise, count: int = 3, first: int = 1) -> list[Pass]:
    """Workers with their passes, by code."""
    for nth in range(first, first + count):
        employ(enterprise, nth)
    issue_passes(enterprises=[enterprise], by=BY, now=NOW)
    return list(Pass.objects.filter(enterprise=enterprise, stay__isnull=False).order_by("label"))


def new_guest(enterprise: Enterprise, **stated: str) -> Pass:
    guest = Guest(
        GuestKind.VISITOR, stated.get("name", "Trần Văn Bình"), host="Phòng Nhân sự", company="Công ty Xanh"
    )
    return announce_visitor(
        enterprise=enterprise, guest=guest, valid_from=TODAY, valid_until=date(2022, 1, 19), by=BY, now=NOW
    )


def new_rule(enterprise: Enterprise, for_whom: RuleFor = RuleFor.LINE, **terms: object) -> GateRule:
    given = {
        "value": "" if for_whom == RuleFor.PERSON else "Hàn 1",
        "valid_from": TODAY,
        "valid_until": date(2022, 1, 20),
        "reason": RuleReason.STAY_HOME,
        "words_vi": WORDS[0],
        "words_en": WORDS[1],
    }
    return set_rule(
        enterprise=enterprise, terms=RuleTerms(for_whom=for_whom, **{**given, **terms}), by=BY, now=NOW
    )  # type: ignore[arg-type]


__all__ = [
    "BY", "NOW", "TODAY", "WORDS", "Cast", "acting", "employ", "make_cast", "new_device", "new_gate", "new_guest",
    "new_passes", "new_rule",
]  # fmt: skip
