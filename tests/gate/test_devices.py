from datetime import timedelta

import pytest

from songhanh.core.models import Event
from songhanh.gate.actions.devices import (
    add_device,
    change_shift,
    enrol_device,
    offer_enrolment,
    revoke_device,
)
from songhanh.gate.actions.gates import close_gate, set_walk
from songhanh.gate.actions.guards import add_guard, remove_guard, set_pin
from songhanh.gate.models import DeviceKind, DeviceState, GuardShift
from songhanh.gate.models.device_state import Beat, note_beats
from songhanh.gate.policies import GateRefusedError
from songhanh.gate.queries.devices import device_actor, known_devices, secret_hash_of
from songhanh.gate.queries.gates import walks_from
from tests.gate.cast import BY, NOW, Cast, new_device, new_gate


def test_a_device_is_enrolled_once_by_its_code(cast: Cast) -> None:
    device, code = add_device(gate=new_gate(cast.one), name="Máy 1", kind=DeviceKind.PHONE, by=BY, now=NOW)
    assert known_devices() == {}
    same, secret = enrol_device(code=code.lower().replace("-", " "), by=device_actor(device), now=NOW)
    assert same.pk == device.pk
    assert len(secret) == 43
    known = known_devices()[device.code]
    assert known.secret_hash == secret_hash_of(secret)
    assert (known.gate, known.enterprise, known.lanes) == ("cong-1", "mau-01", frozenset({"lan-1", "lan-2"}))
    with pytest.raises(GateRefusedError) as refused:
        enrol_device(code=code, by=device_actor(device), now=NOW)
    assert refused.value.code == "enrolment_code"


def test_neither_code_nor_secret_is_kept(cast: Cast) -> None:
    device, code = add_device(gate=new_gate(cast.one), name="Máy 1", kind=DeviceKind.PHONE, by=BY, now=NOW)
    _same, secret = enrol_device(code=code, by=device_actor(device), now=NOW)
    kept = " ".join(map(str, Event.objects.values_list("before", "after", "by_name")))
    device.refresh_from_db()
    assert secret not in kept + str(device.__dict__)
    assert code.replace("-", "") not in kept + str(device.__dict__)


@pytest.mark.parametrize("code", ["", "ABCD", "0000-0000-0000", "IIII-IIII-IIII"])
def test_a_wrong_code_enrols_nothing(cast: Cast, code: str) -> None:
    device, _code = add_device(gate=new_gate(cast.one), name="Máy 1", kind=DeviceKind.PHONE, by=BY, now=NOW)
    enrol_device(
        code=_code, by=device_actor(device), now=NOW
    )  # its hash is empty now: nothing must match that
    with pytest.raises(GateRefusedError):
        enrol_device(code=code, by=BY, now=NOW)


def test_a_code_grows_old_and_a_newer_one_replaces_it(cast: Cast) -> None:
    device, code = add_device(gate=new_gate(cast.one), name="Máy 1", kind=DeviceKind.CLOCK, by=BY, now=NOW)
    with pytest.raises(GateRefusedError):
        enrol_device(code=code, by=BY, now=NOW + timedelta(minutes=30))
    newer = offer_enrolment(device=device, by=cast.by(cast.reporter), now=NOW)
    with pytest.raises(GateRefusedError):
        enrol_device(code=code, by=BY, now=NOW)
    assert enrol_device(code=newer, by=BY, now=NOW)[0].pk == device.pk


def test_a_revoked_device_is_known_as_such(cast: Cast) -> None:
    device, _secret = new_device(new_gate(cast.one))
    assert not known_devices()[device.code].revoked
    revoke_device(device=device, by=cast.by(cast.reporter), now=NOW)
    assert known_devices()[device.code].revoked
    for again in (revoke_device, offer_enrolment):
        with pytest.raises(GateRefusedError) as refused:
            again(device=device, by=BY, now=NOW)
        assert refused.value.code == "device_revoked"


def test_strangers_neither_add_nor_revoke(cast: Cast) -> None:
    gate = new_gate(cast.one)
    device, _secret = new_device(gate)
    for user in (cast.other, cast.officer):
        with pytest.raises(GateRefusedError):
            add_device(gate=gate, name="x", kind=DeviceKind.PHONE, by=cast.by(user), now=NOW)
        with pytest.raises(GateRefusedError):
            revoke_device(device=device, by=cast.by(user), now=NOW)


def test_a_closed_gate_gets_no_device(cast: Cast) -> None:
    gate = new_gate(cast.one)
    close_gate(gate=gate, by=BY, now=NOW)
    with pytest.raises(GateRefusedError) as refused:
        add_device(gate=gate, name="x", kind=DeviceKind.PHONE, by=BY, now=NOW)
    assert refused.value.code == "gate_closed"


def test_a_shift_changes_by_mark_and_pin(cast: Cast) -> None:
    device, _secret = new_device(new_gate(cast.one))
    for mark, pin in (("BV-01", "135790"), ("BV-02", "246801")):
        add_guard(enterprise=cast.one, mark=mark, name="Lê Văn Canh", pin=pin, by=BY, now=NOW)
    by = device_actor(device)
    first = change_shift(device=device, mark="BV-01", pin="135790", by=by, now=NOW)
    later = NOW + timedelta(hours=8)
    second = change_shift(device=device, mark="BV-02", pin="246801", by=by, now=later)
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at, second.guard.mark) == (later, None, "BV-02")
    for mark, pin in (("BV-01", "246801"), ("BV-09", "135790"), ("BV-01", "")):
        with pytest.raises(GateRefusedError) as refused:
            change_shift(device=device, mark=mark, pin=pin, by=by, now=later)
        assert refused.value.code == "pin_wrong"
    assert GuardShift.objects.filter(ended_at=None).get() == second


def test_a_guard_of_another_enterprise_opens_no_shift(cast: Cast) -> None:
    device, _secret = new_device(new_gate(cast.one))
    add_guard(enterprise=cast.two, mark="BV-01", name="Lê Văn Canh", pin="135790", by=BY, now=NOW)
    with pytest.raises(GateRefusedError):
        change_shift(device=device, mark="BV-01", pin="135790", by=device_actor(device), now=NOW)


def test_a_guard_who_has_left_opens_no_shift_and_the_mark_is_not_given_again(cast: Cast) -> None:
    device, _secret = new_device(new_gate(cast.one))
    guard = add_guard(enterprise=cast.one, mark="BV-01", name="Lê Văn Canh", pin="135790", by=BY, now=NOW)
    set_pin(guard=guard, pin="975310", by=BY, now=NOW)
    with pytest.raises(GateRefusedError):
        change_shift(device=device, mark="BV-01", pin="135790", by=BY, now=NOW)
    remove_guard(guard=guard, by=BY, now=NOW)
    with pytest.raises(GateRefusedError):
        change_shift(device=device, mark="BV-01", pin="975310", by=BY, now=NOW)
    with pytest.raises(GateRefusedError) as refused:
        add_guard(enterprise=cast.one, mark="BV-01", name="x", pin="135790", by=BY, now=NOW)
    assert refused.value.code == "mark_taken"


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "abcdef", "111111", "１２３４５６"])
def test_a_pin_is_six_digits(cast: Cast, pin: str) -> None:
    with pytest.raises(GateRefusedError) as refused:
        add_guard(enterprise=cast.one, mark="BV-01", name="x", pin=pin, by=BY, now=NOW)
    assert refused.value.code == "pin_form"


def test_the_last_word_of_a_device_is_kept(cast: Cast) -> None:
    device, _secret = new_device(new_gate(cast.one))
    note_beats([Beat(device.pk, NOW, 80, 40), Beat(device.pk, NOW + timedelta(seconds=5), 79, -12, "3.1")])
    note_beats([Beat(device.pk, NOW + timedelta(seconds=9), None, 3, "3.2")])
    state = DeviceState.objects.get()
    assert (state.seen_at, state.battery, state.drift_ms, state.snapshot) == (
        NOW + timedelta(seconds=9),
        None,
        3,
        "3.2",
    )


def test_a_walk_is_the_same_both_ways(cast: Cast) -> None:
    one, other = new_gate(cast.one), new_gate(cast.one, "cong-2", "Cổng 2")
    set_walk(one=other, other=one, minutes=7, by=BY, now=NOW)
    set_walk(one=one, other=other, minutes=6, by=BY, now=NOW)
    assert walks_from(one) == [(other, 6)]
    assert walks_from(other) == [(one, 6)]
    for wrong in (one, new_gate(cast.two, "cong-3", "Cổng 3")):
        with pytest.raises(GateRefusedError):
            set_walk(one=one, other=wrong, minutes=5, by=BY, now=NOW)
