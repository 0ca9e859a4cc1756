from datetime import date, timedelta
from hashlib import sha256

import pytest

from songhanh.core.models import Event
from songhanh.core.records import SealedError
from songhanh.gate.actions.keys import revoke_key, rotate_keys
from songhanh.gate.actions.passes import issue_passes, keep_passes, replace_pass, revoke_pass
from songhanh.gate.models import Pass, PassBatch, PassKey, RevokedFor
from songhanh.gate.policies import GateRefusedError
from songhanh.gate.queries.identities import pass_of_identity
from songhanh.gate.queries.keys import signing_key
from songhanh.gate.tokens import PassKind, PassTokenError, Refusal, decode, tag_of
from songhanh.people.actions.people import end_employment
from songhanh.people.models import Employment
from tests.gate.cast import BY, NOW, TODAY, Cast, acting, employ, new_gate, new_guest, new_passes


def test_everybody_without_a_pass_gets_one_in_one_act(cast: Cast) -> None:
    rows = new_passes(cast.one, 3)
    assert [row.label for row in rows] == ["NL-0001", "NL-0002", "NL-0003"]
    assert len({row.number for row in rows}) == 3
    assert {(row.valid_from, row.last_day) for row in rows} == {(TODAY, TODAY + timedelta(days=729))}
    assert issue_passes(enterprises=[cast.one, cast.two], by=BY, now=NOW) == []
    employ(cast.one, 9)
    (batch,) = issue_passes(enterprises=[cast.one, cast.two], by=BY, now=NOW)
    assert batch.count == 1
    events = Event.objects.filter(name="gate:pass:issued", subject__startswith="gate.pass")
    assert {"gate.pass", f"gate.passbatch:{batch.uuid}"} <= set(events.values_list("subject", flat=True))


def test_a_batch_shows_that_its_passes_are_still_the_same(cast: Cast) -> None:
    rows = new_passes(cast.one, 3)
    batch = PassBatch.objects.get()
    listed = "".join(f"{number}\n" for number in sorted(row.number for row in rows))
    assert batch.numbers_hash == sha256(listed.encode()).hexdigest()
    batch.count = 4
    with acting(), pytest.raises(SealedError):
        batch.save()


def test_a_token_is_read_back_and_names_nobody(cast: Cast) -> None:
    row = new_passes(cast.one, 1)[0]
    key = signing_key()
    assert key is not None
    said = decode(row.token(), {key.number: key.verifier()}, on=TODAY)
    assert (said.kind, said.number, said.enterprise_tag) == (PassKind.WORKER, row.number, tag_of("mau-01"))
    assert (said.first_day, said.last_day) == (row.valid_from, row.last_day)
    assert len(row.token()) == 127


def test_a_private_key_is_encrypted_at_rest(cast: Cast) -> None:
    new_passes(cast.one, 1)
    key = PassKey.objects.get()
    assert key.private().private_bytes_raw() not in bytes(key.private_cipher)
    assert key.private().public_key().public_bytes_raw() == bytes(key.public)
    trail = " ".join(map(str, Event.objects.values_list("before", "after")))
    assert key.private().private_bytes_raw().hex() not in trail


def test_only_the_enterprise_itself_issues(cast: Cast) -> None:
    employ(cast.one, 1)
    for user in (cast.officer, cast.leader, cast.auditor, cast.other):
        with pytest.raises(GateRefusedError) as refused:
            issue_passes(enterprises=[cast.one], by=cast.by(user), now=NOW)
        assert refused.value.code == "no_permission"
    assert issue_passes(enterprises=[cast.one], by=cast.by(cast.reporter), now=NOW)[0].count == 1


@pytest.mark.parametrize("days", [0, -1, 366 * 5 + 1])
def test_a_pass_has_some_days_but_not_for_ever(cast: Cast, days: int) -> None:
    employ(cast.one, 1)
    with pytest.raises(GateRefusedError) as refused:
        issue_passes(enterprises=[cast.one], days=days, by=BY, now=NOW)
    assert refused.value.code in {"period", "too_long"}


def test_a_pass_is_called_back_once(cast: Cast) -> None:
    row = new_passes(cast.one, 1)[0]
    revoke_pass(pass_=row, reason=RevokedFor.LOST, by=cast.by(cast.reporter), now=NOW)
    row.refresh_from_db()
    assert (row.revoked_at, row.revoked_for) == (NOW, "LOST")
    with pytest.raises(GateRefusedError) as refused:
        revoke_pass(pass_=row, reason=RevokedFor.LOST, by=BY, now=NOW)
    assert refused.value.code == "revoked_already"


def test_a_lost_pass_is_replaced_by_another_number(cast: Cast) -> None:
    old = new_passes(cast.one, 1)[0]
    new = replace_pass(pass_=old, reason=RevokedFor.LOST, by=BY, now=NOW)
    old.refresh_from_db()
    assert (new.stay, new.label, new.valid_until) == (old.stay, old.label, old.valid_until)
    assert new.number != old.number
    assert (old.replaced_by, old.revoked_for) == (new, "LOST")


def test_the_schedule_gives_joiners_theirs_and_takes_leavers_theirs(cast: Cast) -> None:
    rows = new_passes(cast.one, 2)
    employ(cast.one, 3)
    employ(cast.one, 4, joined_on=TODAY + timedelta(days=1))  # begins tomorrow
    leaver = Employment.objects.get(employee_code="NL-0001")
    end_employment(employment=leaver, left_on=TODAY, by=BY, now=NOW)
    assert keep_passes(enterprise=cast.one, by=BY, now=NOW) == (1, 1)
    rows[0].refresh_from_db()
    assert (rows[0].revoked_for, rows[0].revoked_at) == ("LEFT", NOW)
    assert keep_passes(enterprise=cast.one, by=BY, now=NOW) == (0, 0)
    assert keep_passes(enterprise=cast.one, by=BY, now=NOW + timedelta(days=1)) == (1, 0)


def test_passes_that_run_out_get_more_days(cast: Cast) -> None:
    employ(cast.one, 1)
    issue_passes(enterprises=[cast.one], days=10, by=BY, now=NOW)
    keep_passes(enterprise=cast.one, by=BY, now=NOW)
    assert Pass.objects.get().valid_until == TODAY + timedelta(days=730)


def test_a_guests_pass_is_left_alone_by_the_schedule(cast: Cast) -> None:
    guest = new_guest(cast.one)
    assert keep_passes(enterprise=cast.one, by=BY, now=NOW) == (0, 0)
    guest.refresh_from_db()
    assert (guest.revoked_at, guest.valid_until) == (None, date(2022, 1, 19))


def test_after_a_rotation_old_passes_stay_good_and_new_ones_have_the_new_key(cast: Cast) -> None:
    old = new_passes(cast.one, 1)[0]
    new_gate(cast.one)
    key = rotate_keys(by=BY, now=NOW)
    employ(cast.one, 2)
    issue_passes(enterprises=[cast.one], by=BY, now=NOW)
    new = Pass.objects.get(label="NL-0002")
    assert (old.key.number, new.key.number, key.number) == (1, 2, 2)
    verifiers = {each.number: each.verifier() for each in PassKey.objects.all()}
    for row in (old, new):
        assert decode(row.token(), verifiers, on=TODAY).number == row.number


def test_a_revoked_key_brings_its_passes_under_the_new_one(cast: Cast) -> None:
    old = new_passes(cast.one, 2)[0]
    printed = old.token()
    with pytest.raises(GateRefusedError) as refused:
        revoke_key(key=old.key, by=BY, now=NOW)
    assert refused.value.code == "key_signs"
    rotate_keys(by=BY, now=NOW)
    assert revoke_key(key=PassKey.objects.get(number=1), by=BY, now=NOW) == 2
    verifiers = {each.number: each.verifier() for each in PassKey.objects.all()}
    with pytest.raises(PassTokenError) as wrong:
        decode(printed, verifiers, on=TODAY, revoked_keys={1})
    assert wrong.value.refusal is Refusal.REVOKED_KEY
    again = Pass.objects.get(pk=old.pk)
    assert decode(again.token(), verifiers, on=TODAY, revoked_keys={1}).key_id == 2


def test_only_the_administrator_keeps_keys(cast: Cast) -> None:
    for user in (cast.reporter, cast.officer, cast.leader):
        with pytest.raises(GateRefusedError):
            rotate_keys(by=cast.by(user), now=NOW)


def test_a_number_leads_to_the_pass_of_who_works_there(cast: Cast) -> None:
    row = new_passes(cast.one, 1)[0]
    employ(cast.two, 2)
    issue_passes(enterprises=[cast.two], by=BY, now=NOW)
    assert pass_of_identity("037191000001", enterprise=cast.one, on=TODAY) == row.number
    assert pass_of_identity(" 037191000001\n", enterprise=cast.one, on=TODAY) == row.number
    assert pass_of_identity("037191000002", enterprise=cast.one, on=TODAY) is None  # works elsewhere
    assert pass_of_identity("037191000099", enterprise=cast.one, on=TODAY) is None
    assert pass_of_identity("B1234567", enterprise=cast.one, on=TODAY) is None
    revoke_pass(pass_=row, reason=RevokedFor.LOST, by=BY, now=NOW)
    assert pass_of_identity("037191000001", enterprise=cast.one, on=TODAY) is None
