import json
from base64 import b64decode
from datetime import time, timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from songhanh.gate.actions.gates import set_walk
from songhanh.gate.actions.guards import add_guard
from songhanh.gate.actions.keys import rotate_keys
from songhanh.gate.actions.passes import revoke_pass
from songhanh.gate.actions.places import set_shift
from songhanh.gate.actions.rules import lift_rule
from songhanh.gate.models import Gate, RevokedFor, RuleFor
from songhanh.gate.queries.keys import SealedError, open_sealed
from songhanh.gate.queries.snapshot import CONTEXT, canonical, newest_version, snapshot_of
from songhanh.gate.tokens import tag_of
from tests.gate.cast import BY, NOW, WORDS, Cast, employ, new_gate, new_guest, new_passes, new_rule


def read(gate: Gate, now: Any = NOW) -> dict[str, Any]:
    snapshot = snapshot_of(gate, now)
    assert snapshot is not None
    content: dict[str, Any] = json.loads(snapshot.text())
    return content


def check(content: dict[str, Any], *, by: int, value: str) -> None:
    """What a device does: take the signatures out, write the rest canonically, verify."""
    rest = {
        key: part for key, part in content.items() if key not in {"signature", "signed_by", "also_signed"}
    }
    (key,) = (each for each in content["keys"] if each["id"] == by)
    public = Ed25519PublicKey.from_public_bytes(b64decode(key["public"]))
    public.verify(b64decode(value), CONTEXT + canonical(rest))


def test_it_says_who_may_enter(cast: Cast) -> None:
    gate = new_gate(cast.one)
    first, second = new_passes(cast.one, 2)
    new_passes(cast.two, 1, first=20)
    revoke_pass(pass_=second, reason=RevokedFor.LOST, by=BY, now=NOW)
    said = read(gate)
    days = [first.valid_from.isoformat(), first.valid_until.isoformat()]
    assert said["passes"] == [
        [str(first.number), "NL-0001", "Hàn 1", "Ca 1", *days, "OK", "vi"],
        [str(second.number), "NL-0002", "Hàn 1", "Ca 1", *days, "REVOKED", "vi"],
    ]
    assert said["enterprise"] == {"code": "mau-01", "name": "Mẫu 01", "tag": tag_of("mau-01").hex()}
    assert [lane["direction"] for lane in said["gate"]["lanes"]] == ["IN", "MIXED"]
    assert said["usable_until"] - said["made_at"] == 36 * 3600 * 1000


def test_it_says_who_is_spoken_to_in_english(cast: Cast) -> None:
    gate = new_gate(cast.one)
    paper = {"identity_kind": "PASSPORT", "identity_country": "KR", "number": "M7771234"}
    employ(cast.one, 7, nationality="KR", **paper)
    new_passes(cast.one, 1)
    assert [(row[1], row[7]) for row in read(gate)["passes"]] == [("NL-0001", "vi"), ("NL-0007", "en")]


def test_no_name_number_or_province_of_a_worker_leaves_the_server(cast: Cast) -> None:
    gate = new_gate(cast.one)
    new_passes(cast.one, 2)
    new_rule(cast.one, RuleFor.PROVINCE, value="2021-11-01:37")
    text = json.dumps(read(gate), ensure_ascii=False)
    identity = (
        "037191000001",
        "037191000002",
        "1991-02-14",
        "14/02/1991",
    )  # whole: keys and numbers are random
    for personal in ("Nguyễn Thị Ánh", *identity, "Ninh Bình", "2021-11-01:37"):
        assert personal not in text


def test_a_device_can_check_the_signature_and_nobody_can_change_a_thing(cast: Cast) -> None:
    gate = new_gate(cast.one)
    new_passes(cast.one, 1)
    said = read(gate)
    check(said, by=said["signed_by"], value=said["signature"])
    said["passes"][0][6] = "REVOKED"
    with pytest.raises(InvalidSignature):
        check(said, by=said["signed_by"], value=said["signature"])


def test_a_device_that_knows_only_the_old_key_can_check_too(cast: Cast) -> None:
    gate = new_gate(cast.one)
    new_passes(cast.one, 1)
    rotate_keys(by=BY, now=NOW)
    said = read(gate)
    assert said["signed_by"] == 2
    (also,) = said["also_signed"]
    check(said, by=2, value=said["signature"])
    check(said, by=also["key"], value=also["value"])
    assert [(key["id"], key["until"] is None) for key in said["keys"]] == [(2, True), (1, False)]


def test_rules_name_the_passes_they_keep_out(cast: Cast) -> None:
    gate = new_gate(cast.one)
    inside, other = new_passes(cast.one, 2)
    employ(cast.one, 5, line="May 2")
    group = new_rule(cast.one)
    new_rule(cast.one, RuleFor.PERSON, stay=other.stay, valid_until=None)
    by_group, by_person = read(gate)["rules"]
    assert by_group["passes"] == [str(inside.number), str(other.number)]
    assert by_person["passes"] == [str(other.number)]
    assert (by_group["words_vi"], by_group["words_en"], by_group["code"]) == (*WORDS, "STAY_HOME")
    assert (by_group["until"], by_group["until_words"], by_person["until"]) == (
        "2022-01-20",
        "đến hết 19/01",
        None,
    )
    lift_rule(rule=group, by=BY, now=NOW)
    assert [rule["passes"] for rule in read(gate)["rules"]] == [[str(other.number)]]


def test_guests_guards_shifts_and_walks_are_told(cast: Cast) -> None:
    gate, other = new_gate(cast.one), new_gate(cast.one, "cong-2", "Cổng 2")
    guest = new_guest(cast.one)
    add_guard(enterprise=cast.one, mark="BV-01", name="Lê Văn Canh", pin="135790", by=BY, now=NOW)
    set_shift(enterprise=cast.one, name="Ca 1", starts_at=time(6), ends_at=time(14), by=BY, now=NOW)
    set_walk(one=gate, other=other, minutes=6, by=BY, now=NOW)
    said = read(gate)
    (announced,) = said["announced"]
    assert (announced["pass"], announced["name"], announced["until"]) == (
        str(guest.number),
        "Trần Văn Bình",
        "2022-01-19",
    )
    assert [row[:2] for row in said["passes"]] == [[str(guest.number), "Trần Văn Bình"]]
    assert said["guards"][0][0] == "BV-01"
    assert "135790" not in json.dumps(said)
    assert said["shifts"] == [{"name": "Ca 1", "starts": "06:00", "ends": "14:00", "early": 60, "late": 240}]
    assert said["walks"] == [{"gate": "cong-2", "minutes": 6}]


def test_its_version_changes_with_what_devices_must_hear_and_each_hour(cast: Cast) -> None:
    gate = new_gate(cast.one)
    row = new_passes(cast.one, 1)[0]
    before = newest_version(cast.one.pk, NOW)
    elsewhere = newest_version(cast.two.pk, NOW)
    assert newest_version(cast.one.pk, NOW + timedelta(minutes=59)) == before
    assert newest_version(cast.one.pk, NOW + timedelta(hours=1)) != before
    made = snapshot_of(gate, NOW)
    assert snapshot_of(gate, NOW) is made
    revoke_pass(pass_=row, reason=RevokedFor.LOST, by=BY, now=NOW)
    assert newest_version(cast.one.pk, NOW) != before
    assert newest_version(cast.two.pk, NOW) == elsewhere
    assert read(gate)["passes"][0][6] == "REVOKED"


def test_before_the_first_key_there_is_none(cast: Cast) -> None:
    assert snapshot_of(new_gate(cast.one), NOW) is None


def test_what_a_device_seals_the_server_opens_after_a_rotation_too(cast: Cast) -> None:
    gate = new_gate(cast.one)
    new_passes(cast.one, 1)
    public = load_der_public_key(b64decode(read(gate)["seal_key"]))
    assert isinstance(public, RSAPublicKey)
    padding = OAEP(mgf=MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    sealed = public.encrypt(b"037191000001", padding)
    assert open_sealed(sealed) == "037191000001"
    rotate_keys(by=BY, now=NOW)
    assert open_sealed(sealed) == "037191000001"
    for broken in (b"", sealed[:-1], bytes(256)):
        with pytest.raises(SealedError):
            open_sealed(broken)
